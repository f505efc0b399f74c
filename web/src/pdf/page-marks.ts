import type { Rect } from "../../../functions/evidence/rect.ts";

/** A claim's words on a page. */
export interface PageMark {
  claimId: string;
  state: "pending" | "accepted" | "conflict";
  rects: readonly Rect[];
}

export interface PageFocus {
  /** Changes when another passage comes into focus. */
  key: string;
  rects: readonly Rect[];
  /** The lines of text about it, where they are known: the bracket stands in the margin of their column. */
  lines?: readonly Rect[];
}

/** The claim whose words lie at a point (fractions of the page), the smallest first: a sentence before its paragraph. */
export function markAt(marks: readonly PageMark[], at: { page: number; x: number; y: number }): string | undefined {
  const hits = marks.filter((mark) =>
    mark.rects.some(
      (rect) =>
        rect.page === at.page &&
        at.x >= rect.x &&
        at.x <= rect.x + rect.width &&
        at.y >= rect.y &&
        at.y <= rect.y + rect.height,
    ),
  );
  const area = (mark: PageMark) => mark.rects.reduce((sum, rect) => sum + rect.width * rect.height, 0);
  return hits.sort((a, b) => area(a) - area(b))[0]?.claimId;
}
