import { useCallback, useRef, useState } from "react";

export type Pane = "list" | "card" | "passage" | "page";

/** On narrow screens one pane is in front of the others; on wide ones all stand side by side. */
export function usePanes() {
  const [front, setFront] = useState<"list" | "card" | "page">("card");
  const desk = useRef<HTMLDivElement>(null);
  const focusPane = useCallback((pane: Pane) => {
    const find = () =>
      desk.current?.querySelector<HTMLElement>(pane === "list" ? "[role=listbox]" : `[data-pane=${pane}]`);
    setFront(pane === "passage" ? "page" : pane);
    // a pane that was hidden can be focused only when it has been shown
    requestAnimationFrame(() => find()?.focus({ preventScroll: true }));
  }, []);
  const cycle = useCallback(
    (by: 1 | -1) => {
      const order: readonly Pane[] = ["list", "card", "passage", "page"];
      const here = document.activeElement;
      const at = order.findIndex((pane) =>
        here?.closest(pane === "list" ? "[data-pane=list]" : `[data-pane=${pane}]`) !== null && here !== null
          ? here.closest("[data-pane]")?.getAttribute("data-pane") === pane
          : false,
      );
      focusPane(order[(at + by + order.length) % order.length] ?? "card");
    },
    [focusPane],
  );
  return { desk, front, setFront, focusPane, cycle };
}
