import { type Line, type TableRow, textOf } from "./placed.ts";
import { cellOf } from "./tables.ts";

/** Lines on one baseline, from left to right. */
export interface Row {
  v: number;
  size: number;
  lines: Line[];
}

export function rowsOf(lines: readonly Line[]): Row[] {
  const rows: Row[] = [];
  for (const line of [...lines].sort((a, b) => a.v - b.v || a.u0 - b.u0)) {
    const last = rows.at(-1);
    if (last && line.v - last.v < 0.4 * Math.min(line.size, last.size)) last.lines.push(line);
    else rows.push({ v: line.v, size: line.size, lines: [line] });
  }
  for (const row of rows) row.lines.sort((a, b) => a.u0 - b.u0);
  return rows;
}

/** The column a line stands in, counted by the borders to the left of its middle. */
export const columnOf = (line: Pick<Line, "u0" | "u1">, borders: readonly number[]) =>
  borders.filter((border) => border < (line.u0 + line.u1) / 2).length;

/** Most lines fill their column and have the length of text. */
export function isProse(column: readonly Line[]): boolean {
  if (column.length < 3) return false;
  const width = Math.max(...column.map((line) => line.u1)) - Math.min(...column.map((line) => line.u0));
  const filled = column.filter((line) => line.u1 - line.u0 > 0.7 * width && textOf(line).length > 18).length;
  return filled > 0.55 * column.length;
}

/** The lines of each column. */
export function columnsOf(rows: readonly Row[], borders: readonly number[]): Line[][] {
  const own = Array.from({ length: borders.length + 1 }, (): Line[] => []);
  for (const row of rows) for (const line of row.lines) own[columnOf(line, borders)]!.push(line);
  return own;
}

/** Lines that are all of one table row. */
export const tableRow = (rows: readonly Row[], borders: readonly number[]): TableRow => ({
  cells: columnsOf(rows, borders)
    .map((own, column) => cellOf(own, column))
    .filter((cell) => cell.paragraphs.length > 0),
  header: false,
});

/** Baselines → table rows where nothing is drawn between them: by their distance, or by what begins in the first column. */
export function tableRows(rows: readonly Row[], borders: readonly number[]): TableRow[] {
  const steps = rows.slice(1).map((row, i) => row.v - rows[i]!.v);
  const least = Math.min(...steps.filter((step) => step > 0.8 * rows[0]!.size));
  const uneven = steps.some((step) => step > 1.28 * least);
  const groups: Row[][] = [];
  for (const [i, row] of rows.entries()) {
    const step = i === 0 ? 0 : steps[i - 1]!;
    const firstCell = row.lines.some((line) => columnOf(line, borders) === 0);
    const lower = /^\p{Ll}/u.test(textOf(row.lines[0]!));
    // most cells go on in mid-sentence: `ja` and `nej` are short, text is not
    const going = row.lines.filter((line) => /^\p{Ll}/u.test(textOf(line)) && textOf(line).length > 12);
    const goesOn = going.length > 0.5 * row.lines.length;
    const begins =
      i === 0 ||
      (uneven
        ? step > 1.15 * least && (firstCell || step > 1.5 * least)
        : firstCell && !goesOn && !(lower && row.lines.length === 1));
    if (begins) groups.push([row]);
    else groups.at(-1)!.push(row);
  }
  return groups.map((group) => tableRow(group, borders));
}
