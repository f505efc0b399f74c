import { useEffect, useMemo, useRef } from "react";
import { useMyState } from "../api/my-state.ts";
import { keyName } from "../frame/key-name.ts";
import { type ActionId, actionFor, type KeySettings, readKeySettings } from "./review-keys.ts";

/** The person's own keys, kept on the server. */
export function useKeySettings(ws: string): { keys: KeySettings; change: (keys: KeySettings) => void } {
  const { state, change } = useMyState(ws);
  const stored = state?.keys;
  const keys = useMemo(() => readKeySettings(stored), [stored]);
  return { keys, change: (next) => change({ keys: { singleKeys: next.singleKeys, own: { ...next.own } } }) };
}

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])"));

/** A dialog or a menu that floats has the keys to itself. */
const inFloating = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest("[role=dialog], [role=menu], [role=alertdialog], [role=listbox][data-rac]") !== null;

/** Arrows belong to the thing in focus where that uses them itself. */
const ownsArrows = (target: EventTarget | null) =>
  target instanceof Element && target.closest("[role=radiogroup], [role=tablist], [data-scrolls]") !== null;

/**
 * One listener for all the keys of the review. `run` answers whether it did something; then the browser does nothing else.
 */
export function useReviewKeys(keys: KeySettings, run: (action: ActionId) => boolean): void {
  const latest = useRef({ keys, run });
  useEffect(() => {
    latest.current = { keys, run };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const name = keyName(event);
      if (name === undefined) return;
      const writing = isWriting(event.target);
      if (inFloating(event.target)) return;
      // where one writes, a sign is a sign and Ctrl+Z undoes what was written
      if (writing && !/^(?:Shift\+)?F\d+$/.test(name)) return;
      if (name.startsWith("Arrow") && ownsArrows(event.target)) return;
      const action = actionFor(name, latest.current.keys);
      if (action === undefined || action === "palette") return;
      if (latest.current.run(action)) event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
