import { combineAccents, spelled } from "./characters.ts";
import type { Glyph, Paper, Word } from "./placed.ts";

/** A gap wider than this share of the font size is a space even where no space is written; kerning stays under 0.1. */
export const SPACE = 0.16;

export type Turn = 0 | 1 | 2 | 3;

interface Fragment extends Omit<Word, "raised"> {
  end: number;
  tracking: number;
  /** A space glyph stands before it. */
  spaced: boolean;
}

/** Display space to reading space of a turn: u along the line, v down the lines. */
export const along = (turn: Turn, x: number, y: number) => (turn === 0 ? x : turn === 1 ? y : turn === 2 ? -x : -y);
export const down = (turn: Turn, x: number, y: number) => (turn === 0 ? y : turn === 1 ? -x : turn === 2 ? -y : x);

/**
 * Joins glyphs into words, in painting order: a word ends at a space glyph, a jump, another size or a gap.
 * Words that a producer paints in pieces are joined later, when their line is known.
 */
export function wordsOf(glyphs: readonly Glyph[]): { words: Word[]; askew: number } {
  const fragments: Fragment[] = [];
  let open: Fragment | undefined;
  let spaced = false;
  /** Where a space glyph began that may turn out to be none. */
  let space: number | undefined;
  let askew = 0;
  for (const glyph of glyphs) {
    const text = spelled(glyph.text);
    const { ink } = glyph;
    const { turn, size } = ink;
    if (turn === undefined) {
      askew += text.trim().length;
      continue;
    }
    const u0 = along(turn, glyph.x, glyph.y);
    if (text === " " || text.trim() === "") {
      space ??= u0;
      continue;
    }
    if (space !== undefined) {
      // a soft hyphen that is not shown borrows the space glyph in some fonts, and what follows is moved back over it
      const taken = open !== undefined && open.turn === turn && Math.abs(u0 - space) < 0.04 * size;
      if (!taken) {
        open = undefined;
        spaced = true;
      }
      space = undefined;
    }
    const u1 = along(turn, glyph.endX, glyph.endY);
    const v = down(turn, glyph.x, glyph.y);
    const follows =
      open !== undefined &&
      open.turn === turn &&
      Math.abs(v - open.v) < 0.12 * size &&
      Math.abs(size - open.size) < 0.12 * size &&
      u0 - open.end < SPACE * size + Math.max(0, open.tracking) &&
      u0 - open.end > -0.6 * size;
    if (open && follows) {
      open.text = combineAccents(open.text, text, u0 < open.u1 - 0.35 * (u1 - u0));
      open.u1 = Math.max(open.u1, u1);
      open.end = u1;
      open.tracking = ink.tracking;
    } else {
      open = {
        text,
        u0,
        u1,
        end: u1,
        v,
        size,
        face: ink.face,
        colour: ink.colour,
        order: ink.order,
        artifact: ink.artifact,
        turn,
        tracking: ink.tracking,
        glued: false,
        spaced,
      };
      fragments.push(open);
    }
    spaced = false;
  }
  return { words: fragments.map(finished), askew };
}

function finished(fragment: Fragment): Word {
  const { end: _, tracking: __, spaced, ...word } = fragment;
  return { ...word, glued: !spaced, raised: false };
}

/** The rectangle of a word as fractions of the displayed page. */
export function boxOf(
  { turn, u0, u1, v, size, face }: Pick<Word, "u0" | "u1" | "v" | "size" | "face" | "turn">,
  paper: Paper,
): { x: number; y: number; width: number; height: number } {
  const top = v - face.ascent * size;
  const bottom = v + face.descent * size;
  const [x0, y0, x1, y1] =
    turn === 0
      ? [u0, top, u1, bottom]
      : turn === 1
        ? [-bottom, u0, -top, u1]
        : turn === 2
          ? [-u1, -bottom, -u0, -top]
          : [top, -u1, bottom, -u0];
  return {
    x: x0 / paper.width,
    y: y0 / paper.height,
    width: (x1 - x0) / paper.width,
    height: (y1 - y0) / paper.height,
  };
}
