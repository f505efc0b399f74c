import type { Passage } from "../../functions/evidence/passage.ts";
import type { Reading } from "../../functions/evidence/reading.ts";
import type { Rect } from "../../functions/evidence/rect.ts";
import { isLetter, lettersOf, type PlacedLetter } from "./pdfium-letters.ts";

export interface PlacesScore {
  /** Letters of the passages, letters of them that pdfium has in the rectangles, and letters it has there beside. */
  letters: number;
  missing: number;
  foreign: number;
  /** Words all of whose letters are found, of all words. */
  words: number;
  wordsFound: number;
  worst: { page: number; text: string; found: string; lost: number }[];
}

const lettersIn = (text: string) => [...text.normalize("NFKC").toLowerCase()].filter(isLetter).join("");

/** Compares each passage with what pdfium, which shares no code with our reader, finds in the passage's rectangles. */
export async function measurePlaces(reading: Reading, bytes: Uint8Array): Promise<PlacesScore> {
  const pages = await lettersOf(bytes);
  const score: PlacesScore = { letters: 0, missing: 0, foreign: 0, words: 0, wordsFound: 0, worst: [] };
  for (const passage of reading.passages) compare(passage, pages, score);
  score.worst.sort((a, b) => b.lost - a.lost);
  score.worst.length = Math.min(score.worst.length, 12);
  return score;
}

function compare(passage: Passage, pages: readonly PlacedLetter[][], score: PlacesScore): void {
  const wanted = lettersIn(passage.text);
  const inside = passage.rects.map((rect) => lettersInside(rect, pages[rect.page - 1] ?? []));
  // the passage runs one way: the one in which most of its rectangles spell what it says
  const ways = DIRECTIONS.map((along) => inside.map((letters) => spelt(letters, along)));
  const hits = ways.map((runs) => runs.filter((run) => wanted.includes(run)).length);
  const found = ways[hits.indexOf(Math.max(...hits))]!.join("");
  const missing = lost(wanted, found);
  const foreign = lost(found, wanted);
  score.letters += wanted.length;
  score.missing += missing;
  score.foreign += foreign;
  let from = 0;
  for (const word of passage.text.split(/\s+/)) {
    const letters = lettersIn(word);
    if (letters === "") continue;
    score.words++;
    const at = found.indexOf(letters, Math.max(0, from - 40));
    if (at < 0) continue;
    score.wordsFound++;
    from = at + letters.length;
  }
  if (missing + foreign > 0)
    score.worst.push({
      page: passage.page,
      text: passage.text.slice(0, 90),
      found: found.slice(0, 90),
      lost: missing + foreign,
    });
}

/** The four ways a line can run on the displayed page. */
const DIRECTIONS: ((a: PlacedLetter, b: PlacedLetter) => number)[] = [
  (a, b) => a.x - b.x,
  (a, b) => a.y - b.y,
  (a, b) => b.x - a.x,
  (a, b) => b.y - a.y,
];

const lettersInside = (rect: Rect, letters: readonly PlacedLetter[]) =>
  letters.filter(({ x, y }) => x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height);

const spelt = (letters: readonly PlacedLetter[], along: (a: PlacedLetter, b: PlacedLetter) => number) =>
  letters
    .toSorted(along)
    .map((letter) => letter.text.toLowerCase())
    .join("");

/** How many letters of `a` are not in `b`, counted as a bag. */
function lost(a: string, b: string): number {
  const counts = new Map<string, number>();
  for (const letter of b) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let count = 0;
  for (const letter of a) {
    const left = counts.get(letter) ?? 0;
    if (left > 0) counts.set(letter, left - 1);
    else count++;
  }
  return count;
}
