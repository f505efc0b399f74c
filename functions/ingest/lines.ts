import { isBullet } from "./bullets.ts";
import { raisedDigits } from "./characters.ts";
import { type Line, type Paper, spaced, type Word } from "./placed.ts";
import { SPACE } from "./words.ts";

interface Row {
  words: Word[];
  v: number;
  size: number;
}

/** Words of one turn → lines: pieces of words joined, raised marks attached, cut at the gaps between columns and cells. */
export function linesOf(words: readonly Word[], page: number, paper: Paper): Line[] {
  const rows = rowsOf(words).map((row) => ({ ...row, words: joinPieces(withoutDoubles(row.words)) }));
  const lines: Line[] = [];
  for (const [i, row] of rows.entries()) {
    let start = 0;
    for (let k = 1; k <= row.words.length; k++) {
      const last = k === row.words.length;
      if (!last && (isLabel(row.words, k, start) || !isGutter(rows, i, row.words[k - 1]!, row.words[k]!))) continue;
      lines.push(lineOf(row.words.slice(start, k), page, paper));
      start = k;
    }
  }
  return lines;
}

/** Words whose baselines agree; smaller words raised or lowered within a line belong to its row. */
function rowsOf(words: readonly Word[]): Row[] {
  const sorted = [...words].sort((a, b) => a.v - b.v || a.u0 - b.u0);
  const rows: Row[] = [];
  for (const word of sorted) {
    let home: Row | undefined;
    for (let i = rows.length - 1; i >= 0 && i >= rows.length - 6; i--) {
      const row = rows[i]!;
      if (belongs(word, row)) {
        home = row;
        break;
      }
    }
    if (!home) rows.push({ words: [word], v: word.v, size: word.size });
    else {
      home.words.push(word);
      if (word.size > home.size * 1.05) Object.assign(home, { v: word.v, size: word.size });
    }
  }
  rows.sort((a, b) => a.v - b.v);
  for (const [i, row] of rows.entries())
    row.words = row.words.filter((word) => !raisedInto(word, row, rows.slice(i + 1, i + 4)));
  const kept = rows.filter((row) => row.words.length > 0);
  for (const row of kept) row.words.sort((a, b) => a.u0 - b.u0);
  return kept;
}

const MARK = /^(?:[\d,*†‡§)–-]{1,7}|[a-z])$/;

/** A raised mark whose word comes further down the page goes to the row of the word it stands right behind. */
function raisedInto(word: Word, row: Row, below: readonly Row[]): boolean {
  if (!MARK.test(word.text)) return false;
  const behind = (other: Word) =>
    other !== word && Math.abs(word.u0 - other.u1) < 0.4 * other.size && word.size < 0.87 * other.size;
  if (row.words.some(behind)) return false;
  const home = below.find(
    ({ v, size, words }) => v - word.v > 0.1 * size && v - word.v < 0.75 * size && words.some(behind),
  );
  home?.words.push(word);
  return home !== undefined;
}

function belongs(word: Word, row: Row): boolean {
  const drop = word.v - row.v;
  if (Math.abs(drop) < 0.22 * Math.min(word.size, row.size)) return true;
  const small = Math.min(word.size, row.size);
  const large = Math.max(word.size, row.size);
  if (small > 0.87 * large) return false;
  // a raised or lowered mark stands right beside a word of the line
  const near = row.words.some((other) => word.u0 - other.u1 < 0.4 * large && other.u0 - word.u1 < 0.4 * large);
  const raised = word.size < row.size ? -drop : drop;
  return near && raised > -0.3 * large && raised < 0.6 * large;
}

/** Text painted twice on the same spot to look bold is one text. */
function withoutDoubles(words: Word[]): Word[] {
  return words.filter((word, i) => {
    for (let k = i - 1; k >= 0 && k >= i - 3; k--) {
      const other = words[k]!;
      if (
        other.text === word.text &&
        Math.abs(other.u0 - word.u0) < 0.25 * word.size &&
        Math.abs(other.v - word.v) < 0.25 * word.size
      )
        return false;
    }
    return true;
  });
}

const isRaised = (word: Word, beside: Word) =>
  word.size < 0.87 * beside.size && beside.v - word.v > 0.12 * beside.size && MARK.test(word.text);

function joinPieces(words: Word[]): Word[] {
  const joined: Word[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (!last) {
      joined.push({ ...word, glued: false });
      continue;
    }
    const size = Math.max(word.size, last.size);
    const gap = word.u0 - last.u1;
    if (isRaised(word, last) && gap < 0.35 * size) {
      // the mark stays a word of its own, glued on
      joined.push({ ...word, text: raisedDigits(word.text), glued: true, raised: true });
      continue;
    }
    if (isRaised(last, word) && joined.length === 1 && gap < 0.4 * size) {
      // a note's own mark at the start of its line
      last.text = raisedDigits(last.text);
      joined.push({ ...word, glued: gap < SPACE * size && word.glued });
      continue;
    }
    const piece = gap < SPACE * size && word.glued && gap > -size;
    const sameType =
      Math.abs(word.v - last.v) < 0.1 * size && Math.abs(word.size - last.size) < 0.1 * size && !last.raised;
    if (piece && sameType) {
      last.text += word.text;
      last.u1 = Math.max(last.u1, word.u1);
    } else joined.push({ ...word, glued: piece });
  }
  return tightened(joined);
}

/** `R E F E R A T`: four or more single letters at even gaps are one letter-spaced word; a wider gap parts words. */
function tightened(words: Word[]): Word[] {
  const result: Word[] = [];
  for (let i = 0; i < words.length; ) {
    let end = i;
    while (
      end < words.length &&
      /^[\p{L}\d&]$/u.test(words[end]!.text) &&
      Math.abs(words[end]!.size - words[i]!.size) < 0.5
    )
      end++;
    if (end - i < 4) {
      for (const stop = Math.max(end, i + 1); i < stop; i++) result.push(words[i]!);
      continue;
    }
    const run = words.slice(i, end);
    const gaps = run.slice(1).map((word, k) => word.u0 - run[k]!.u1);
    const usual = [...gaps].sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)]!;
    let open = { ...run[0]! };
    for (const [k, word] of run.slice(1).entries()) {
      if (gaps[k]! < usual * 1.7 + 0.05 * word.size) {
        open.text += word.text;
        open.u1 = word.u1;
      } else {
        result.push(open);
        open = { ...word };
      }
    }
    result.push(open);
    i = end;
  }
  return result;
}

/** A bullet or a section number before its text is no column, however wide the gap. */
function isLabel(words: readonly Word[], k: number, start: number): boolean {
  const label = words[k - 1]!;
  const gap = words[k]!.u0 - label.u1;
  if (k - 1 !== start || gap > 7 * label.size) return false;
  if (isBullet(label)) return gap < 4.5 * label.size && /[\p{L}\d]/u.test(words[k]!.text);
  return (
    /^(?:\d{1,2}(?:\.\d{1,2})*\.?|\(?\d{1,3}\)|\(?[a-zæøå][.)]|\(?[ivx]+[.)])$/i.test(label.text) &&
    opensText(words, k, label.text.endsWith(")"))
  );
}

/** `Indledning`, `A group`; behind a bracket also `the protection`. */
function opensText(words: readonly Word[], k: number, bracket: boolean): boolean {
  const [first, second] = [words[k]!.text, words[k + 1]?.text ?? ""];
  if (/^\p{Lu}$/u.test(first)) return /^\p{Ll}{2}/u.test(second);
  return (bracket ? /^\p{L}[\p{L}’'-]/u : /^\p{Lu}\p{L}/u).test(first) && /\p{Ll}/u.test(first);
}

/**
 * A gap parts columns or cells when it is very wide, or when the rows around leave the same gap open. In a justified line
 * every gap is wide: there a gutter has to be wider than its neighbours.
 */
function isGutter(rows: readonly Row[], i: number, before: Word, after: Word): boolean {
  const size = Math.max(before.size, after.size);
  const gap = after.u0 - before.u1;
  if (gap < 0.75 * size) return false;
  const usual = usualGap(rows[i]!, before, after);
  // a short line set to full width: all its gaps are as wide, and only its neighbours can tell; figures in cells are not set so
  const stretched = usual > 0.55 * gap && (/\p{L}/u.test(before.text) || /\p{L}/u.test(after.text));
  if (gap > 3 * size && !stretched) return true;
  const above = openRows(rows, i, -1, before, after);
  const below = openRows(rows, i, 1, before, after);
  const open = above.open + below.open;
  if (open >= 4) return true;
  if (usual < 1.3 * size && gap < 1.7 * usual) return false;
  if (stretched && open < 3 && (above.crossed || below.crossed)) return false;
  if (stretched && endsLine(rows[i]!, after, gap)) return false;
  if (open >= 2) return true;
  const crossed = above.crossed || below.crossed;
  if (open === 1) return !crossed || gap > 1.6 * size;
  return !crossed && gap > 2 * size;
}

/** `til`, `at`, `og` at the ends of stretched lines stand under each other by chance: they are no column. */
function endsLine(row: Row, word: Word, gap: number): boolean {
  const next = row.words[row.words.indexOf(word) + 1];
  return /^\p{Ll}{1,4}$/u.test(word.text) && (next === undefined || next.u0 - word.u1 > 1.5 * gap);
}

/** The middle one of the other gaps between words nearby. */
function usualGap(row: Row, before: Word, after: Word): number {
  const gaps: number[] = [];
  for (let k = 1; k < row.words.length; k++) {
    const a = row.words[k - 1]!;
    const b = row.words[k]!;
    if (a === before || b.glued || b.u0 > after.u0 + 18 * after.size || a.u1 < before.u1 - 18 * before.size) continue;
    gaps.push(b.u0 - a.u1);
  }
  return gaps.length === 0 ? 0 : gaps.sort((a, b) => a - b)[gaps.length >> 1]!;
}

/** How many of the next three rows in a direction leave the gap open, and whether one then runs across it. */
function openRows(
  rows: readonly Row[],
  i: number,
  step: 1 | -1,
  before: Word,
  after: Word,
): { open: number; crossed: boolean } {
  const size = Math.max(before.size, after.size);
  let from = before.u1;
  let to = after.u0;
  let open = 0;
  let v = rows[i]!.v;
  for (let k = i + step; k >= 0 && k < rows.length && open < 3; k += step) {
    const row = rows[k]!;
    if (Math.abs(row.v - v) > 2.6 * size) break;
    const middle = (from + to) / 2;
    const left = row.words.filter((word) => word.u0 < middle).at(-1);
    const right = row.words.find((word) => word.u0 >= middle);
    const near = (word: Word | undefined) => word && word.u1 > before.u0 - 4 * size && word.u0 < after.u1 + 4 * size;
    if (!near(left) && !near(right)) continue;
    if (left && left.u1 > to - 0.3 * size) return { open, crossed: true };
    if (!left || !right) {
      // a line of one column only: it speaks for the gutter where it keeps to its edge
      const edge = left ? left.u1 - from : to - right!.u0;
      if (right && right.u0 < from + 0.3 * size) return { open, crossed: true };
      if (Math.abs(edge) < 0.6 * size) open++;
      continue;
    }
    from = Math.max(from, left.u1);
    to = Math.min(to, right.u0);
    if (to - from < 0.6 * size) return { open, crossed: true };
    open++;
    v = row.v;
  }
  return { open, crossed: false };
}

function lineOf(words: Word[], page: number, paper: Paper): Line {
  let letters = 0;
  let bold = 0;
  let italic = 0;
  const sizes = new Map<number, number>();
  const colours = new Map<string | undefined, number>();
  for (const word of words) {
    const { length } = word.text;
    letters += length;
    if (word.face.bold) bold += length;
    if (word.face.italic) italic += length;
    sizes.set(word.size, (sizes.get(word.size) ?? 0) + length);
    colours.set(word.colour, (colours.get(word.colour) ?? 0) + length);
  }
  const most = <Key>(counts: Map<Key, number>) => [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  const size = most(sizes);
  return {
    page,
    paper,
    words,
    text: spaced(words),
    u0: words[0]!.u0,
    u1: Math.max(...words.map((word) => word.u1)),
    v: words.find((word) => word.size === size)!.v,
    size,
    bold: bold > 0.6 * letters,
    italic: italic > 0.6 * letters,
    colour: most(colours),
    turn: words[0]!.turn,
    artifact: words.every((word) => word.artifact),
  };
}
