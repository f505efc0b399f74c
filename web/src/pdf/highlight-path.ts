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

/** A bracket in the margin beside the words in focus: found without colour. */
export function bracketPath(rects: readonly Rect[], paper: Paper): string {
  const boxes = boxesOf(rects, paper);
  if (boxes.length === 0) return "";
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  const x = Math.max(2, left - BRACKET_GAP);
  return `M${round(x + BRACKET_ARM)} ${round(top)}H${round(x)}V${round(bottom)}h${BRACKET_ARM}`;
}
