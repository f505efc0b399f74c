import { useEffect } from "react";
import { keyName } from "../frame/key-name.ts";
import type { TakeBack } from "./use-take-back.tsx";

const WAY: Record<string, "undo" | "redo"> = {
  "Ctrl+Z": "undo",
  "Ctrl+Shift+Z": "redo",
  "Ctrl+Y": "redo",
  U: "undo",
  "Shift+U": "redo",
};

/**
 * Undo and redo by key. Where one writes, and in dialogs, the browser's own undo is meant; a bare letter counts only
 * while a sentence has the focus (WCAG 2.1.4).
 */
export function useUndoKeys(back: TakeBack["back"] | undefined): void {
  useEffect(() => {
    if (!back) return;
    const onKey = (event: KeyboardEvent) => {
      const name = keyName(event);
      const how = name === undefined ? undefined : WAY[name];
      if (name === undefined || how === undefined || event.defaultPrevented) return;
      const { target } = event;
      if (target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=dialog]"))
        return;
      if (!name.startsWith("Ctrl") && !(target instanceof Element && target.matches("[data-statement]"))) return;
      event.preventDefault();
      back(how);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [back]);
}
