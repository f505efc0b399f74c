import { useEffect } from "react";
import { useText } from "../text/text.tsx";

/** Names the document after the screen, so that tabs, history and screen readers tell the pages apart. */
export function usePageTitle(page: string): void {
  const t = useText();
  const title = t("app.title", { page });
  useEffect(() => {
    document.title = title;
  }, [title]);
}
