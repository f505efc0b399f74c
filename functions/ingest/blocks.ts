import { isBullet } from "./bullets.ts";
import { type Block, type Line, textOf } from "./placed.ts";

const BULLET_ONLY = /^[•▪■◼●○◦‣⁃∙·]$/;
/** What looks like the number or letter of an item and is a word or a date: `v. overlæge …`, `s. 12`, `d. 3.`, `31. maj`. */
const NO_LABEL =
  /^(?:[vsp]\. |d\. ?\d|f\. ?eks|m\. ?(?:fl|v)|\d{1,2}\. ?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z.]*\b)/;
const LABEL = /^(?:\(?\d{1,3}[.)]|\(?[a-zæøå][.)]|\(?[ivx]{1,4}[.)]|(?:\d{1,2}|[a-zæøå])\/)$/i;

export const startsItem = (line: Line): boolean => {
  const first = line.words[0]!;
  const second = line.words[1];
  if (second === undefined) return false;
  if (isBullet(first)) return !second.glued;
  return LABEL.test(first.text) && !NO_LABEL.test(textOf(line));
};

/** The usual distance between baselines, as a multiple of the font size, by how often it occurs. */
export function usualLeading(lines: readonly Line[]): number {
  const counts = new Map<number, number>();
  const sorted = [...lines].sort((a, b) => a.v - b.v);
  for (const [i, line] of sorted.entries()) {
    const next = sorted
      .slice(i + 1, i + 8)
      .find((other) => overlaps(line, other) && other.v - line.v > 0.7 * line.size);
    if (!next || Math.abs(next.size - line.size) > 0.08 * line.size) continue;
    const ratio = Math.round(((next.v - line.v) / line.size) * 20) / 20;
    if (ratio < 2.4) counts.set(ratio, (counts.get(ratio) ?? 0) + Math.min(line.words.length, next.words.length));
  }
  let best = 1.2;
  let most = 0;
  for (const [ratio, count] of counts) {
    const near = count + (counts.get(Math.round((ratio - 0.05) * 20) / 20) ?? 0);
    if (near > most) [best, most] = [ratio, near];
  }
  return best;
}

const overlaps = (a: Pick<Line, "u0" | "u1">, b: Pick<Line, "u0" | "u1">) =>
  Math.min(a.u1, b.u1) - Math.max(a.u0, b.u0) > 0;

/** Lines of one region → paragraphs, by distance, type, indent, list marks and whether the next word would have fitted. */
export function paragraphsOf(lines: readonly Line[], leading: number): Block[] {
  const sorted = [...lines].sort((a, b) => a.v - b.v || a.u0 - b.u0);
  const above = sorted.map((line, i) => lineAbove(sorted, i, line));
  const children = new Map<Line, number>();
  for (const parent of above) if (parent) children.set(parent, (children.get(parent) ?? 0) + 1);
  const reach = reachOf(sorted);
  const alone = linesOfTheirOwn(sorted, above, reach, leading);
  const home = new Map<Line, Line[]>();
  const groups: Line[][] = [];
  for (const [i, line] of sorted.entries()) {
    const parent = above[i];
    const group = parent && children.get(parent) === 1 ? home.get(parent) : undefined;
    if (group && parent && !alone.has(line) && !breaks(group, line, leading, reach.get(parent) ?? parent.u1)) {
      group.push(line);
      home.set(line, group);
    } else {
      const fresh = [line];
      groups.push(fresh);
      home.set(line, fresh);
    }
  }
  return groups.map(blockOf);
}

export function blockOf(lines: Line[]): Block {
  const first = lines[0]!;
  return {
    page: first.page,
    lines,
    u0: Math.min(...lines.map((line) => line.u0)),
    u1: Math.max(...lines.map((line) => line.u1)),
    top: Math.min(...lines.map((line) => line.v - 0.8 * line.size)),
    bottom: Math.max(...lines.map((line) => line.v + 0.2 * line.size)),
    kind: "paragraph",
  };
}

/** The nearest line above that shares a good part of the width, if nothing stands between. */
function lineAbove(sorted: readonly Line[], i: number, line: Line): Line | undefined {
  let found: Line | undefined;
  for (let k = i - 1; k >= 0; k--) {
    const other = sorted[k]!;
    if (line.v - other.v > 2.6 * Math.max(line.size, other.size)) {
      if (line.v - other.v > 80) break;
      continue;
    }
    if (line.v - other.v < 0.5 * Math.min(line.size, other.size)) continue;
    const shared = Math.min(line.u1, other.u1) - Math.max(line.u0, other.u0);
    if (shared < 0.2 * Math.min(line.u1 - line.u0, other.u1 - other.u0)) continue;
    if (found && found.v - other.v > 0.5 * other.size) break;
    // two lines side by side above: the wider overlap counts
    if (!found || shared > Math.min(line.u1, found.u1) - Math.max(line.u0, found.u0)) found = other;
  }
  return found;
}

function breaks(group: readonly Line[], line: Line, leading: number, reach: number): boolean {
  const last = group.at(-1)!;
  const size = Math.max(line.size, last.size);
  const step = line.v - last.v;
  const usual = group.length > 1 ? last.v - group.at(-2)!.v : leading * last.size;
  if (Math.abs(line.size - last.size) > 0.09 * size) return true;
  if (step > Math.max(usual * 1.22, usual + 1.2) && step > 1.05 * size) return true;
  if (isContentsEntry(textOf(last))) return true;
  if (startsItem(line) && (BULLET_ONLY.test(line.words[0]!.text) || opensItem(group, line))) return true;
  if (line.bold !== last.bold && (solid(line) || solid(last)))
    // what a term means stands further in than the term
    return styleBreaks(last, line) || (last.bold && line.u0 - last.u0 > 1.2 * size && !startsItem(group[0]!));
  if (line.italic !== last.italic && solid(line) && solid(last)) return styleBreaks(last, line);
  return endsParagraph(group, line, reach);
}

/** A dash or a number at the start of a line may also be in mid-sentence: it opens an item where a line could have ended. */
function opensItem(group: readonly Line[], line: Line): boolean {
  const last = group.at(-1)!;
  const text = textOf(last);
  if (startsItem(group[0]!) && Math.abs(group[0]!.u0 - line.u0) < 0.5 * line.size) return true;
  if (/[.!?:;]["”’»)]*[⁰¹²³⁴-⁹]*$/.test(text)) return true;
  const right = Math.max(line.u1, ...group.slice(-3).map((other) => other.u1));
  const room = right - last.u1;
  return line.u0 - last.u0 > 0.7 * line.size || (room > 4 * line.size && !/[-\u00ad\u2010,–]$/.test(text));
}

/**
 * Names, addresses, lines of a form: two in a row (or more) begin with a capital where their first word had had room on
 * the line before. Each of them is a line of its own; in running text that happens once, at a paragraph's end.
 */
function linesOfTheirOwn(
  sorted: readonly Line[],
  above: readonly (Line | undefined)[],
  reach: ReadonlyMap<Line, number>,
  leading: number,
): Set<Line> {
  const fresh = new Set<Line>();
  for (const [i, line] of sorted.entries()) {
    const parent = above[i];
    if (!parent || Math.abs(parent.u0 - line.u0) > 0.5 * line.size || Math.abs(parent.size - line.size) > 0.5) continue;
    if (line.v - parent.v > 1.15 * leading * line.size) continue;
    if (isLabelled(line) && isLabelled(parent)) fresh.add(line).add(parent);
    const [first] = line.words;
    const room = (reach.get(parent) ?? parent.u1) - parent.u1;
    const before = textOf(parent);
    if (!/^[\p{Lu}\d]/u.test(first!.text) || /[-\u00ad\u2010,;–(.!?:…]$/.test(before) || first!.text === before)
      continue;
    if (room > first!.u1 - first!.u0 + 2 * line.size) fresh.add(line);
  }
  const alone = new Set<Line>();
  for (const [i, line] of sorted.entries()) {
    const parent = above[i];
    if (!fresh.has(line) || !parent || !fresh.has(parent)) continue;
    alone.add(line);
    alone.add(parent);
  }
  return alone;
}

/** `Sagsnr.: 2021-17`, `Kontakt: …` */
const isLabelled = (line: Line) => /^\p{Lu}[\p{L}./-]{1,24}(?: [\p{L}.]{1,12})?:\s?\S/u.test(textOf(line));

/** How far right the lines around each line reach in its column. */
function reachOf(sorted: readonly Line[]): Map<Line, number> {
  const reach = new Map<Line, number>();
  for (const [i, line] of sorted.entries()) {
    let far = line.u1;
    for (let k = Math.max(0, i - 6); k < Math.min(sorted.length, i + 7); k++) {
      const other = sorted[k]!;
      if (
        Math.abs(other.v - line.v) < 6 * line.size &&
        Math.abs(other.u0 - line.u0) < 3 * line.size &&
        Math.abs(other.size - line.size) < 1
      )
        far = Math.max(far, other.u1);
    }
    reach.set(line, far);
  }
  return reach;
}

/** A line that is wholly bold (or wholly not) because its block is, not because one word of it is stressed. */
const solid = (line: Line) => line.words.length > 1 || textOf(line).length > 12;

/** A heading of one type run straight into another: a sentence that merely changes type goes on in lower case. */
function styleBreaks(last: Line, line: Line): boolean {
  const continues = /^[\p{Ll}(,;]/u.test(textOf(line)) && !/[.!?:]$/.test(textOf(last));
  return !continues;
}

function endsParagraph(group: readonly Line[], line: Line, reach: number): boolean {
  const last = group.at(-1)!;
  const text = textOf(last);
  const { size } = last;
  const left = Math.min(...group.map((other) => other.u0));
  const right = Math.max(line.u1, ...group.slice(-3).map((other) => other.u1));
  const firstWord = line.words[0]!;
  const room = right - last.u1;
  const fits = room > firstWord.u1 - firstWord.u0 + 0.35 * size;
  const ended = /[.!?:»”"’)\]]$/.test(text) || /[.!?]["”’»)]?[⁰¹²³⁴-⁹]*$/.test(text);
  const upper = /^[\p{Lu}\d"“”„»«’(]/u.test(textOf(line));
  if (ended && upper && Math.max(right, reach) - last.u1 > firstWord.u1 - firstWord.u0 + 1.5 * size) return true;
  if (fits && upper && !ended && room > 0.45 * (right - left) && !/[,;–-]$/.test(text)) return true;
  const indent = line.u0 - last.u0;
  const isItem = startsItem(group[0]!);
  if (indent > 0.7 * size && indent < 5 * size && upper && ended && group.length > 1 && !isItem) return true;
  // out of a list item's hanging indent, back to the margin
  return isItem && group.length > 1 && line.u0 < last.u0 - 0.7 * size && upper && ended;
}

/** A line of a table of contents: words, then dots or space, then a page number. */
export const isContentsEntry = (text: string) =>
  /(?:\.\s?){4,}\s*(?:\d{1,3}|[ivxl]+)?$/i.test(text) || /…{2,}\s*\d*$/.test(text);
