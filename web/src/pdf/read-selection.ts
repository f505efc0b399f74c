import type { Rect } from "../../../functions/evidence/rect.ts";
import { type Turns, turnRect } from "./page-rotation.ts";

export interface SelectedOnPage {
  text: string;
  /** Fractions of the page as the PDF shows it, whatever the reader has turned. */
  rects: Rect[];
  /** Where the selection ends in the view, in CSS pixels from the top left of the scrolled area. */
  at: { x: number; y: number };
}

/** What is selected on the pages of a view, or nothing when the selection is empty or elsewhere. */
export function readSelection(view: HTMLElement, turns: Turns): SelectedOnPage | undefined {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!view.contains(range.commonAncestorContainer)) return undefined;
  const text = selection.toString();
  if (text.trim() === "") return undefined;
  const pages = [...view.querySelectorAll<HTMLElement>("[data-page]")].map((page) => ({
    page: Number(page.dataset.page),
    box: page.getBoundingClientRect(),
  }));
  const back = ((4 - turns) % 4) as Turns;
  const rects: Rect[] = [];
  let last: DOMRect | undefined;
  for (const rect of range.getClientRects()) {
    if (rect.width < 1 || rect.height < 1) continue;
    const middle = rect.top + rect.height / 2;
    const on = pages.find(({ box }) => middle >= box.top && middle <= box.bottom);
    // a whole page is a rectangle too when the selection runs on over it
    if (!on || rect.height > on.box.height / 2) continue;
    last = rect;
    rects.push(
      turnRect(
        {
          page: on.page,
          x: (rect.left - on.box.left) / on.box.width,
          y: (rect.top - on.box.top) / on.box.height,
          width: rect.width / on.box.width,
          height: rect.height / on.box.height,
        },
        back,
      ),
    );
  }
  if (!last) return undefined;
  const frame = view.getBoundingClientRect();
  return {
    text,
    rects,
    at: { x: last.right - frame.left + view.scrollLeft, y: last.bottom - frame.top + view.scrollTop },
  };
}
