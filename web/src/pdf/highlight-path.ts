import type { Rect } from "../../../functions/evidence/rect.ts";
import { type Turns, turnRect } from "./page-rotation.ts";

interface Paper {
  width: number;
  height: number;
  turns: Turns;
}

const round = (value: number) => Math.round(value * 10) / 10;

function boxesOf(rects: readonly Rect[], paper: Paper) {
  return rects.map((rect) => {
    const turned = turnRect(rect, paper.turns);
    return {
      x: turned.x * paper.width,
      y: turned.y * paper.height,
      width: turned.width * paper.width,
      height: turned.height * paper.height,
    };
  });
}

/** All rectangles as one SVG path in pixels of the page: a thousand highlights are one element to draw. */
export function washPath(rects: readonly Rect[], paper: Paper): string {
  let path = "";
  for (const box of boxesOf(rects, paper))
    path += `M${round(box.x)} ${round(box.y)}h${round(box.width)}v${round(box.height)}h${round(-box.width)}z`;
  return path;
}

/** The rule under each line of the words in focus; along their side when the reader has turned the page. */
export function rulePath(rects: readonly Rect[], paper: Paper): string {
  let path = "";
  for (const { x, y, width, height } of boxesOf(rects, paper)) {
    if (paper.turns === 0) path += `M${round(x)} ${round(y + height)}h${round(width)}`;
    else if (paper.turns === 2) path += `M${round(x)} ${round(y)}h${round(width)}`;
    else if (paper.turns === 1) path += `M${round(x)} ${round(y)}v${round(height)}`;
    else path += `M${round(x + width)} ${round(y)}v${round(height)}`;
  }
  return path;
}

const BRACKET_ARM = 7;
const BRACKET_GAP = 14;

/** Words nearer than this on the same line belong to the same column. */
const COLUMN_GAP = 0.03;

/** Where the column of some lines begins: words may begin in the middle of a line, whose other words stand in `lines`. */
export function columnStart(rects: readonly Rect[], lines: readonly Rect[]): number {
  let start = Math.min(...rects.map((rect) => rect.x));
  const beside = lines
    .filter((line) => rects.some((rect) => rect.page === line.page && isSameLine(rect, line)))
    .toSorted((a, b) => b.x + b.width - (a.x + a.width));
  for (const line of beside) if (line.x < start && line.x + line.width >= start - COLUMN_GAP) start = line.x;
  return start;
}

const isSameLine = (a: Rect, b: Rect) =>
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 0.5 * Math.min(a.height, b.height);

/**
 * A bracket in the margin beside the words in focus: found without colour.
 * @param lines all lines of the page, where they are known.
 */
export function bracketPath(rects: readonly Rect[], paper: Paper, lines: readonly Rect[] = []): string {
  if (rects.length === 0) return "";
  const start = columnStart(rects, lines);
  const widest = rects.map((rect) => ({ ...rect, x: start, width: rect.x + rect.width - start }));
  const boxes = boxesOf(widest, paper);
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  const x = Math.max(2, left - BRACKET_GAP);
  return `M${round(x + BRACKET_ARM)} ${round(top)}H${round(x)}V${round(bottom)}h${BRACKET_ARM}`;
}
