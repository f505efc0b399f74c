import { type Line, spaced, type Word } from "./placed.ts";

/** Some of a line's words as a line of their own. */
export function partOf(line: Line, words: Word[]): Line {
  if (words.length === line.words.length) return line;
  return {
    ...line,
    words,
    text: spaced(words),
    u0: words[0]!.u0,
    u1: words.at(-1)!.u1,
    bold: words.every((word) => word.face.bold),
    italic: words.every((word) => word.face.italic),
  };
}

/** A cell is one column: pieces on one baseline are one line, however far apart justification has set them. */
export function addToCell(cell: Line[], line: Line): void {
  const same = cell.find(
    (other) => Math.abs(other.v - line.v) < 0.2 * line.size && Math.abs(other.size - line.size) < 0.2 * line.size,
  );
  if (!same) {
    cell.push(line);
    return;
  }
  const words = [...same.words, ...line.words].sort((a, b) => a.u0 - b.u0);
  cell[cell.indexOf(same)] = { ...partOf(same, words), u1: Math.max(same.u1, line.u1) };
}

/** A line in pieces where `cutBefore` says that a word begins another. */
export function cutLine(line: Line, cutBefore: (before: Word, after: Word) => boolean): Line[] {
  const pieces: Line[] = [];
  let start = 0;
  for (let k = 1; k <= line.words.length; k++) {
    if (k < line.words.length && !cutBefore(line.words[k - 1]!, line.words[k]!)) continue;
    pieces.push(partOf(line, line.words.slice(start, k)));
    start = k;
  }
  return pieces;
}
