import type { LevelRule } from "./level-rules.ts";
import type { Line, Word } from "./placed.ts";
import type { Row } from "./table-rows.ts";

/** A strip that no word (or hardly any) enters. */
interface Strip {
  from: number;
  to: number;
}

/** Between two columns there is at least this share of the font size; between words there is about 0.28. */
const NARROWEST = 0.3;
/** As wide as this, a strip needs no further sign. */
const WIDE = 0.9;

/** Where the pieces of most rules meet: a table that draws its rules cell by cell says where its columns are. */
export function jointsOf(rules: readonly LevelRule[]): number[] {
  const all = rules.flatMap((rule) => rule.joints).sort((a, b) => a - b);
  const groups: number[][] = [];
  for (const joint of all) {
    const group = groups.at(-1);
    if (group && joint - group[0]! < 3) group.push(joint);
    else groups.push([joint]);
  }
  const enough = Math.max(2, 0.4 * rules.length);
  const often = groups.filter((group) => group.length >= enough).map((group) => group[group.length >> 1]!);
  if (often.length > 0) return often;
  // only the rule under the head is drawn cell by cell
  const most = rules.reduce<readonly number[]>((best, { joints }) => (joints.length > best.length ? joints : best), []);
  return most.length > 1 ? [...most] : [];
}

/** True where the words keep to the columns: hardly one stands across a border. */
export function keepsTo(rows: readonly Row[], borders: readonly number[]): boolean {
  let across = 0;
  for (const row of rows)
    if (wordsOf(row).some((word) => borders.some((border) => word.u0 < border - 2 && word.u1 > border + 2))) across++;
  return across <= 0.1 * rows.length;
}

/**
 * Where columns meet, as the words show it: strips left open from top to bottom, wide ones, or narrow ones with a column
 * beside them that keeps to its edge. The gap in one row alone may be as narrow as a space.
 */
export function stripsOf(rows: readonly Row[]): number[] {
  const paired = rows.filter((row) => wordsOf(row).length > 1);
  if (paired.length < 2) return [];
  const size = paired[0]!.size;
  let strips = openStrips(rows, Math.floor(0.1 * rows.length)).filter(({ from, to }) => to - from > NARROWEST * size);
  // one by one, the weakest first: a strip that is none hides the edge of the column beside it
  for (;;) {
    const weak = strips.filter((strip) => !isBorder(strip, strips, rows, size));
    if (weak.length === 0) break;
    const narrowest = weak.reduce((a, b) => (b.to - b.from < a.to - a.from ? b : a));
    strips = strips.filter((strip) => strip !== narrowest);
  }
  // long words of a ragged column may reach into the strip, those of the column beside it do not
  return strips.map(({ from, to }) => Math.max((from + to) / 2, to - 0.5 * size));
}

const wordsOf = (row: Row): Word[] => row.lines.flatMap((line: Line) => line.words);

/** The strips between the first and the last word that at most `few` rows enter. */
function openStrips(rows: readonly Row[], few: number): Strip[] {
  const edges: { at: number; change: 1 | -1 }[] = [];
  for (const row of rows) {
    let end = Number.NEGATIVE_INFINITY;
    for (const word of wordsOf(row)) {
      const from = Math.max(word.u0, end);
      if (word.u1 <= from) continue;
      edges.push({ at: from, change: 1 }, { at: word.u1, change: -1 });
      end = word.u1;
    }
  }
  edges.sort((a, b) => a.at - b.at || b.change - a.change);
  const strips: Strip[] = [];
  let inside = 0;
  let open: number | undefined;
  for (const { at, change } of edges) {
    const before = inside;
    inside += change;
    if (before > few && inside <= few) open = at;
    else if (before <= few && inside > few && open !== undefined) {
      strips.push({ from: open, to: at });
      open = undefined;
    }
  }
  return strips;
}

function isBorder(strip: Strip, strips: readonly Strip[], rows: readonly Row[], size: number): boolean {
  const i = strips.indexOf(strip);
  const left = strips[i - 1]?.to ?? Number.NEGATIVE_INFINITY;
  const right = strips[i + 1]?.from ?? Number.POSITIVE_INFINITY;
  const middle = (strip.from + strip.to) / 2;
  const before = rows.map((row) => wordsOf(row).filter((word) => word.u1 > left && word.u1 <= middle + size));
  const after = rows.map((row) => wordsOf(row).filter((word) => word.u0 >= strip.to - 1 && word.u0 < right));
  const both = rows.filter((_, k) => before[k]!.length > 0 && after[k]!.length > 0).length;
  if (both < 2) return false;
  if (strip.to - strip.from > WIDE * size) return true;
  return (
    keepAnEdge(after.flatMap((words) => words[0]?.u0 ?? [])) ||
    keepAnEdge(after.flatMap((words) => words.at(-1)?.u1 ?? [])) ||
    keepAnEdge(before.flatMap((words) => words.at(-1)?.u1 ?? []))
  );
}

/** Most of the values are the same, to a point or so. */
function keepAnEdge(values: readonly number[]): boolean {
  if (values.length < 3) return false;
  const most = Math.max(...values.map((value) => values.filter((other) => Math.abs(other - value) < 1.2).length));
  return most >= 0.7 * values.length;
}
