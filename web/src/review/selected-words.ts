import type { Rect } from "../../../functions/evidence/rect.ts";
import type { Passage } from "../api/shapes.ts";

/** What a person marked on the page: its letters, and where they stand. */
export interface PageSelection {
  text: string;
  /** Fractions of the page. */
  rects: readonly Rect[];
}

const isLetter = (sign: string) => /[\p{L}\p{N}]/u.test(sign);

interface Letters {
  text: string;
  /** Offset into the canonical text of each letter. */
  at: number[];
}

/** Letters and digits only: the text layer spaces and hyphenates otherwise than the canonical text. */
function lettersOf(text: string, from = 0): Letters {
  const letters: Letters = { text: "", at: [] };
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? "";
    if (!isLetter(sign)) continue;
    for (const unit of sign.normalize("NFKC").toLowerCase()) {
      letters.text += unit;
      letters.at.push(from + i);
    }
  }
  return letters;
}

const touches = (a: Rect, b: Rect) =>
  a.page === b.page && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * The span of the canonical text that a selection on the page means: its letters sought within the passages it touches,
 * the occurrence nearest to the first of them. The server checks the span again.
 * @returns undefined when the letters do not stand there.
 */
export function spanOfSelection(
  passages: readonly Passage[],
  selection: PageSelection,
): { start: number; end: number } | undefined {
  const wanted = lettersOf(selection.text).text;
  if (wanted.length < 2) return undefined;
  const touched = passages
    .filter((passage) => passage.rects.some((rect) => selection.rects.some((marked) => touches(rect, marked))))
    .toSorted((a, b) => a.start - b.start);
  const first = touched[0];
  const last = touched.at(-1);
  if (!first || !last) return undefined;
  const letters: Letters = { text: "", at: [] };
  for (const passage of passages.toSorted((a, b) => a.start - b.start)) {
    if (passage.end <= first.start || passage.start >= last.end) continue;
    const own = lettersOf(passage.text, passage.start);
    letters.text += own.text;
    letters.at.push(...own.at);
  }
  const ends: { start: number; end: number; gap: number }[] = [];
  for (let at = letters.text.indexOf(wanted); at !== -1; at = letters.text.indexOf(wanted, at + 1)) {
    const start = letters.at[at] ?? 0;
    const end = (letters.at[at + wanted.length - 1] ?? 0) + 1;
    ends.push({ start, end, gap: gapTo(passages, start, selection) });
  }
  ends.sort((a, b) => a.gap - b.gap);
  const best = ends[0];
  return best ? { start: best.start, end: best.end } : undefined;
}

/** How far, in page heights, the line of an offset stands from where the selection begins. */
function gapTo(passages: readonly Passage[], offset: number, selection: PageSelection): number {
  const passage = passages.find((candidate) => candidate.start <= offset && offset < candidate.end);
  const begin = selection.rects[0];
  if (!passage || !begin || passage.rects.length === 0) return 1;
  const share = (offset - passage.start) / Math.max(1, passage.end - passage.start);
  const line = passage.rects[Math.min(passage.rects.length - 1, Math.floor(share * passage.rects.length))];
  return line ? Math.abs(line.y - begin.y) + Math.abs(line.page - begin.page) : 1;
}
