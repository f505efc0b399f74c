import type { Passage } from "../../evidence/passage.ts";

/** Words that a cell needs to say something of its own; fewer name or number something. */
const FEWEST_WORDS = 4;

const wordsIn = (text: string) => text.match(/\p{L}{2,}/gu)?.length ?? 0;

/**
 * Whether a row of a table asserts anything by itself: one of its cells does, and it is not the row that names the
 * columns of those below it.
 * @param below the passages that follow it.
 */
export function asserts(row: Passage, below: readonly Passage[]): boolean {
  const cells = row.text.split("\t");
  return cells.some((cell) => wordsIn(cell) >= FEWEST_WORDS) && !namesColumns(row, cells, below);
}

function namesColumns(row: Passage, cells: readonly string[], below: readonly Passage[]): boolean {
  if (row.cells?.some(({ header }) => header !== undefined)) return false;
  for (const next of below) {
    if (next.kind !== "table-row") return false;
    const names = next.cells?.flatMap(({ header }) => (header === undefined ? [] : [header])) ?? [];
    if (names.length > 0) return names.some((name) => cells.includes(name));
  }
  return false;
}
