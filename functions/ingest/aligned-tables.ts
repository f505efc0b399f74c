import { type Line, textOf } from "./placed.ts";
import type { Placed } from "./reading-order.ts";
import { columnsOf, isProse, type Row, rowsOf, tableRows } from "./table-rows.ts";
import { blocksOfTable, type Unit } from "./tables.ts";

interface Gap {
  from: number;
  to: number;
}

/**
 * Tables without a grid: rows whose cells stand under each other with the same gaps between, as tabs or thin horizontal
 * rules make them. Columns of running text also leave a gap, but fill their width; those are left alone.
 */
export function alignedTables(lines: readonly Line[]): { units: Unit[]; rest: Line[] } {
  const units: Unit[] = [];
  const taken = new Set<Line>();
  const take = (rows: readonly Row[], gaps: readonly Gap[]) => {
    const own = rows.flatMap((row) => row.lines);
    const area = areaOf(own);
    for (const line of own) taken.add(line);
    units.push({ ...area, blocks: blocksOfTable(tableRows(rows, bordersOf(gaps)), area) });
  };
  const rows = rowsOf(lines);
  for (let i = 0; i < rows.length; ) {
    const run = runFrom(rows, i);
    const own = rows.slice(i, i + (run?.length ?? 0));
    if (run && isTable(own, run.gaps)) take(own, run.gaps);
    i += Math.max(1, own.length);
  }
  return { units, rest: lines.filter((line) => !taken.has(line)) };
}

const bordersOf = (gaps: readonly Gap[]) => gaps.map((gap) => (gap.from + gap.to) / 2);

const gapsOf = (row: Row): Gap[] => row.lines.slice(1).map((line, i) => ({ from: row.lines[i]!.u1, to: line.u0 }));

/** The longest run of rows from `start` that leave the same gaps open. */
function runFrom(rows: readonly Row[], start: number): { length: number; gaps: Gap[] } | undefined {
  const first = rows[start]!;
  if (first.lines.length < 2) return undefined;
  let gaps = gapsOf(first);
  let length = 1;
  for (let i = start + 1; i < rows.length; i++) {
    const row = rows[i]!;
    if (row.v - rows[i - 1]!.v > 3.2 * Math.max(row.size, first.size)) break;
    const left = gaps.flatMap((gap) => narrowed(gap, row));
    if (left.length === 0 || (row.lines.length > 1 && left.length < Math.min(gaps.length, 1))) break;
    // a line across all columns ends the table, one within a column belongs to the cell above
    if (row.lines.length === 1 && left.length < gaps.length) break;
    gaps = left;
    length++;
  }
  while (length > 1 && rows[start + length - 1]!.lines.length === 1 && !insideCell(rows, start + length - 1)) length--;
  return length > 1 ? { length, gaps } : undefined;
}

const insideCell = (rows: readonly Row[], i: number) =>
  rows[i]!.v - rows[i - 1]!.v < 1.5 * rows[i]!.size &&
  rows[i - 1]!.lines.length > 1 &&
  rows[i]!.lines[0]!.u0 > rows[i - 1]!.lines[0]!.u0 + 5;

/** What of a gap a row leaves open. */
function narrowed(gap: Gap, row: Row): Gap[] {
  let { from, to } = gap;
  for (const line of row.lines) {
    if (line.u1 <= from || line.u0 >= to) continue;
    if (line.u0 <= from + 0.5 && line.u1 >= to - 0.5) return [];
    if (line.u0 - from > to - line.u1) to = Math.min(to, line.u0);
    else from = Math.max(from, line.u1);
  }
  return to - from > 0.55 * row.size ? [{ from, to }] : [];
}

function areaOf(lines: readonly Line[]): Placed {
  return {
    u0: Math.min(...lines.map((line) => line.u0)),
    u1: Math.max(...lines.map((line) => line.u1)),
    top: Math.min(...lines.map((line) => line.v - 0.8 * line.size)),
    bottom: Math.max(...lines.map((line) => line.v + 0.2 * line.size)),
  };
}

function isTable(rows: readonly Row[], gaps: readonly Gap[]): boolean {
  const paired = rows.filter((row) => row.lines.length > 1);
  if (paired.length < 3 || paired.length < 0.4 * rows.length) return false;
  const own = columnsOf(rows, bordersOf(gaps));
  const prose = own.filter(isProse).length;
  // baselines agree only by chance between columns of text
  const exact = paired.filter((row) => row.lines.every((line) => Math.abs(line.v - row.v) < 0.6)).length;
  // words beside a column of numbers are a table (or contents) however long the words
  const numbers = own.some((column) => column.every((line) => textOf(line).length < 14 && /\d/.test(textOf(line))));
  return (
    (prose === 0 || (numbers && prose < own.length)) &&
    exact > 0.8 * paired.length &&
    own.every((column) => column.length > 0)
  );
}
