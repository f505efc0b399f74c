/** Points (1/72 inch) as displayed. */
export interface PageSize {
  width: number;
  height: number;
}

/** Where every page stands, in CSS pixels from the top of the scrolled area. Known before a single page is drawn. */
export interface PageLayout {
  scale: number;
  boxes: readonly { top: number; left: number; width: number; height: number }[];
  width: number;
  height: number;
}

export const GAP = 16;
const SIDE = 24;
/** Where on the screen the cited words come to stand. */
const THIRD = 1 / 3;

/** The width most pages have: a fold-out does not make all the others small. */
function usualWidth(sizes: readonly PageSize[]): number {
  const counts = new Map<number, number>();
  for (const { width } of sizes) counts.set(Math.round(width), (counts.get(Math.round(width)) ?? 0) + 1);
  let usual = 595;
  let most = 0;
  for (const [width, count] of counts) if (count > most) [usual, most] = [width, count];
  return usual;
}

/** @param zoom 1 fits the usual page to the width of the view. */
export function layoutPages(sizes: readonly PageSize[], viewWidth: number, zoom: number): PageLayout {
  const scale = (Math.max(120, viewWidth - 2 * SIDE) / usualWidth(sizes)) * zoom;
  const widest = sizes.reduce((most, size) => Math.max(most, size.width * scale), 0);
  const width = Math.max(viewWidth, widest + 2 * SIDE);
  let top = GAP;
  const boxes = sizes.map((size) => {
    const box = {
      top,
      left: Math.round((width - size.width * scale) / 2),
      width: Math.round(size.width * scale),
      height: Math.round(size.height * scale),
    };
    top += box.height + GAP;
    return box;
  });
  return { scale, boxes, width, height: top };
}

/** Page numbers (from 1) that are at least partly in view, `margin` pixels on either side included. */
export function pagesInView(layout: PageLayout, scrollTop: number, viewHeight: number, margin: number): number[] {
  const from = scrollTop - margin;
  const to = scrollTop + viewHeight + margin;
  let low = 0;
  let high = layout.boxes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const box = layout.boxes[middle]!;
    if (box.top + box.height < from) low = middle + 1;
    else high = middle;
  }
  const pages: number[] = [];
  for (let at = low; at < layout.boxes.length && layout.boxes[at]!.top <= to; at++) pages.push(at + 1);
  return pages;
}

/** The page whose middle is nearest to the middle of the view: the one to name. */
export function pageInFocus(layout: PageLayout, scrollTop: number, viewHeight: number): number {
  const line = scrollTop + viewHeight * THIRD;
  const at = layout.boxes.findLastIndex((box) => box.top <= line);
  return Math.max(1, at + 1);
}

/** How far to scroll so that a rectangle stands at a third of the height: one calculation, no search. */
export function scrollTopFor(layout: PageLayout, place: { page: number; y: number }, viewHeight: number): number {
  const box = layout.boxes[place.page - 1];
  if (!box) return 0;
  const wanted = box.top + place.y * box.height - viewHeight * THIRD;
  return Math.round(Math.max(0, Math.min(wanted, layout.height - viewHeight)));
}

/** How far to scroll sideways so that a passage is in view from its margin on; 0 while the pages fit. */
export function scrollLeftFor(layout: PageLayout, place: { page: number; x: number }, viewWidth: number): number {
  const box = layout.boxes[place.page - 1];
  if (!box || layout.width <= viewWidth) return 0;
  const wanted = box.left + place.x * box.width - 2 * SIDE;
  return Math.round(Math.max(0, Math.min(wanted, layout.width - viewWidth)));
}
