import type { Rect } from "../../../functions/evidence/rect.ts";

/** Quarter turns clockwise that the reader has given the page, beyond the rotation the PDF itself asks for. */
export type Turns = 0 | 1 | 2 | 3;

/** Stored rectangles are fractions of the page as the PDF shows it; this is where they are after the reader's turns. */
export function turnRect<Box extends Omit<Rect, "page">>(rect: Box, turns: Turns): Box {
  const { x, y, width, height } = rect;
  if (turns === 1) return { ...rect, x: 1 - y - height, y: x, width: height, height: width };
  if (turns === 2) return { ...rect, x: 1 - x - width, y: 1 - y - height };
  if (turns === 3) return { ...rect, x: y, y: 1 - x - width, width: height, height: width };
  return rect;
}

export const turnSize = (size: { width: number; height: number }, turns: Turns) =>
  turns % 2 === 1 ? { width: size.height, height: size.width } : size;
