import { type RefObject, useEffect } from "react";

/** F6 and Shift+F6 go round the panes of a screen, as in the browser itself: each takes focus as a whole. */
export function usePanes(layout: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
      const panes = [...(layout.current?.querySelectorAll<HTMLElement>("[data-pane]") ?? [])].filter(
        // a pane that a narrow window hides is no place to go
        (pane) => pane.offsetParent !== null,
      );
      if (panes.length === 0) return;
      event.preventDefault();
      const at = panes.findIndex((pane) => pane.contains(document.activeElement));
      const next = panes.at((at + (event.shiftKey ? -1 : 1) + panes.length) % panes.length);
      // back to the sentence one was at, where the pane has one
      (next?.querySelector<HTMLElement>("[data-statement][tabindex='0']") ?? next)?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [layout]);
}
