import { type Affine, apply } from "./affine.ts";

/** pdfjs writes a path as numbers: 0 move (x y), 1 line (x y), 2 curve (6 numbers), 3 close. */
const NUMBERS_AFTER = [2, 2, 6, 0] as const;
/** Drawings with more parts than this are pictures; their bounds say enough. */
const MOST_PARTS = 4000;

export interface PathBox {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** Only lines along the axes: a rectangle or a rule. */
  straight: boolean;
  /** How many points it goes through, and whether it comes back to the first. */
  points: number;
  closed: boolean;
}

/** The bounds of each part of a path in display space. */
export function rectangles(data: Float32Array, ctm: Affine): PathBox[] {
  const boxes: PathBox[] = [];
  let box: PathBox | undefined;
  let lastX = 0;
  let lastY = 0;
  let firstX = 0;
  let firstY = 0;
  for (let i = 0; i < data.length && boxes.length < MOST_PARTS; ) {
    const operator = data[i++]!;
    const count = NUMBERS_AFTER[operator as 0 | 1 | 2 | 3];
    if (count === undefined) break;
    if (operator === 0) {
      if (box) boxes.push(box);
      box = undefined;
    }
    for (let k = 0; k < count; k += 2) {
      const [x, y] = apply(ctm, data[i + k]!, data[i + k + 1]!);
      if (!box) {
        box = { x0: x, y0: y, x1: x, y1: y, straight: true, points: 1, closed: false };
        firstX = x;
        firstY = y;
      } else {
        box.points++;
        if (operator === 2 || (Math.abs(x - lastX) > 0.5 && Math.abs(y - lastY) > 0.5)) box.straight = false;
        box.x0 = Math.min(box.x0, x);
        box.y0 = Math.min(box.y0, y);
        box.x1 = Math.max(box.x1, x);
        box.y1 = Math.max(box.y1, y);
      }
      if (Math.abs(x - firstX) < 0.5 && Math.abs(y - firstY) < 0.5 && box.points > 2) box.closed = true;
      lastX = x;
      lastY = y;
    }
    if (operator === 3 && box) box.closed = true;
    i += count;
  }
  if (box) boxes.push(box);
  return boxes;
}
