import { useEffect, useState } from "react";
import css from "./review-desk.module.css";

const SHOWN_MS = 6_000;

/** A sentence at the foot of the screen that goes by itself. What it says is announced where it is said. */
export function Toast({ message }: { message: { text: string; turn: number } | undefined }) {
  const [gone, setGone] = useState(0);
  const turn = message?.turn ?? 0;
  useEffect(() => {
    if (turn === 0) return;
    const timer = setTimeout(() => setGone(turn), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [turn]);
  if (!message || gone === turn) return null;
  return (
    <div className={css.toast} aria-hidden="true">
      {message.text}
    </div>
  );
}
