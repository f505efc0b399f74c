import { useEffect, useState } from "react";
import { useText } from "../text/text.tsx";

/** Grey lines where rows will stand, after 300 ms: a quick answer shows nothing in between. */
export function Waiting({ lines = 6 }: { lines?: number }) {
  const t = useText();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="waiting" aria-busy="true">
      <span className="sr">{t("frame.loading")}</span>
      {late && Array.from({ length: lines }, (_, line) => <i key={`line-${String(line)}`} />)}
    </div>
  );
}
