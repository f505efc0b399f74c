import type { Line, Shape } from "./placed.ts";
import type { Placed } from "./reading-order.ts";
import { along, down, type Turn } from "./words.ts";

/** A background or frame that sets its text apart, in reading space. */
export interface Box extends Placed {
  lines: Line[];
}

const centre = (line: Line) => ({ u: (line.u0 + line.u1) / 2, v: line.v - 0.3 * line.size });

export function inReadingSpace(shape: Pick<Shape, "x0" | "y0" | "x1" | "y1">, turn: Turn): Placed {
  const us = [along(turn, shape.x0, shape.y0), along(turn, shape.x1, shape.y1)];
  const vs = [down(turn, shape.x0, shape.y0), down(turn, shape.x1, shape.y1)];
  return { u0: Math.min(...us), u1: Math.max(...us), top: Math.min(...vs), bottom: Math.max(...vs) };
}

/** Where a line stands on the displayed page, whichever way it runs. */
export function inDisplay({ turn, u0, u1, v, size }: Line): Placed {
  const top = v - 0.8 * size;
  const bottom = v + 0.2 * size;
  if (turn === 0) return { u0, u1, top, bottom };
  if (turn === 1) return { u0: -bottom, u1: -top, top: u0, bottom: u1 };
  return turn === 2 ? { u0: -u1, u1: -u0, top: -bottom, bottom: -top } : { u0: top, u1: bottom, top: -u1, bottom: -u0 };
}

/**
 * The boxes of a page with their lines; `rest` are the lines in none. Fills that cover most of the page, frames of single
 * words and the cells of tables (three or more touching each other) set nothing apart.
 */
export function boxesOf(
  lines: readonly Line[],
  shapes: readonly Shape[],
  turn: Turn,
  area: number,
): { boxes: Box[]; rest: Line[] } {
  const candidates = shapes
    .filter((shape) => shape.kind === "stroke" || (shape.kind === "fill" && shape.colour !== "#ffffff"))
    .map((shape) => inReadingSpace(shape, turn))
    .filter(
      (box) =>
        box.u1 - box.u0 > 60 && box.bottom - box.top > 24 && (box.u1 - box.u0) * (box.bottom - box.top) < 0.75 * area,
    )
    .slice(0, 400);
  const lone = candidates.filter((box, i) => {
    const touching = candidates.filter((other, k) => k !== i && !same(box, other) && touches(box, other));
    return touching.length < 2;
  });
  const boxes: Box[] = [];
  for (const place of lone.sort((a, b) => size(b) - size(a))) {
    if (boxes.some((box) => same(box, place))) continue;
    boxes.push({ ...place, lines: [] });
  }
  const rest: Line[] = [];
  for (const line of lines) {
    const { u, v } = centre(line);
    const home = boxes.filter((box) => u > box.u0 && u < box.u1 && v > box.top && v < box.bottom).at(-1);
    if (home) home.lines.push(line);
    else rest.push(line);
  }
  const kept: Box[] = [];
  for (const box of boxes) {
    // a coloured band behind one line is a heading's or a table row's, and a tint under nearly everything is paper
    if (box.lines.length >= 2 && box.lines.length < 0.9 * lines.length + 2) kept.push(box);
    else rest.push(...box.lines);
  }
  return { boxes: kept, rest };
}

const size = (box: Placed) => (box.u1 - box.u0) * (box.bottom - box.top);
const same = (a: Placed, b: Placed) =>
  Math.abs(a.u0 - b.u0) < 3 &&
  Math.abs(a.u1 - b.u1) < 3 &&
  Math.abs(a.top - b.top) < 3 &&
  Math.abs(a.bottom - b.bottom) < 3;
const contains = (a: Placed, b: Placed) =>
  a.u0 <= b.u0 + 1 && a.u1 >= b.u1 - 1 && a.top <= b.top + 1 && a.bottom >= b.bottom - 1;
const touches = (a: Placed, b: Placed) =>
  !contains(a, b) &&
  !contains(b, a) &&
  a.u0 < b.u1 + 2 &&
  b.u0 < a.u1 + 2 &&
  a.top < b.bottom + 2 &&
  b.top < a.bottom + 2;
