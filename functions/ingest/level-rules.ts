import { inReadingSpace } from "./boxes.ts";
import type { Shape } from "./placed.ts";
import type { Turn } from "./words.ts";

/** A level rule, perhaps drawn in pieces with one for each column of a table: `joints` are where pieces meet. */
export interface LevelRule {
  top: number;
  u0: number;
  u1: number;
  joints: number[];
}

/** Pieces of one rule may leave this much open between them, in points. */
const OPEN = 14;
/** Drawings have thousands of strokes; tables have few. */
const MOST_PIECES = 3000;

/** The level rules of a page, pieces joined, in reading space and from the top down. */
export function levelRules(shapes: readonly Shape[], turn: Turn): LevelRule[] {
  const pieces = shapes
    .filter((shape) => shape.kind === "rule")
    .map((shape) => inReadingSpace(shape, turn))
    .filter(({ u0, u1, top, bottom }) => u1 - u0 > 5 && u1 - u0 > bottom - top)
    .sort((a, b) => a.top - b.top || a.u0 - b.u0);
  if (pieces.length > MOST_PIECES) return [];
  const rules: LevelRule[] = [];
  for (let i = 0; i < pieces.length; ) {
    let end = i;
    while (end < pieces.length && pieces[end]!.top - pieces[i]!.top < 1.5) end++;
    let open: LevelRule | undefined;
    for (const { top, u0, u1 } of pieces.slice(i, end).sort((a, b) => a.u0 - b.u0)) {
      if (open && u0 - open.u1 < OPEN) {
        if (u0 > open.u1 - 1) open.joints.push((u0 + open.u1) / 2);
        open.u1 = Math.max(open.u1, u1);
      } else {
        open = { top, u0, u1, joints: [] };
        rules.push(open);
      }
    }
    i = end;
  }
  return rules;
}
