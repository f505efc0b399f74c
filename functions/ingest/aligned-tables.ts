import { type Line, type TableRow, textOf } from "./placed.ts";
import type { Placed } from "./reading-order.ts";
import { blocksOfTable, cellOf, type Unit } from "./tables.ts";

/** Lines on one baseline. */
interface Row {
  v: number;
  size: number;
  lines: Line[];
}

interface Gap {
  from: number;
  to: number;
}

/** Horizontal rules of a page: two of one width frame a table. */
export type LevelRule = { top: number; u0: number; u1: number };

/**
 * Tables without a grid: rows whose cells stand under each other with the same gaps between, as tabs or thin horizontal
 * rules make them. Columns of running text also leave a gap, but fill their width; those are left alone.
 */
export function alignedTables(lines: readonly Line[], rules: readonly LevelRule[]): { units: Unit[]; rest: Line[] } {
  const rows = rowsOf(lines);
  const units: Unit[] = [];
  const taken = new Set<Line>();
  for (let i = 0; i < rows.length; ) {
    const run = runFrom(rows, i);
    if (!run) {
      i++;
      continue;
    }
    const own = rows.slice(i, i + run.length);
    const area = areaOf(own.flatMap((row) => row.lines));
    const framed = rules.filter(
      (rule) =>
        rule.top > area.top - 14 &&
        rule.top < area.bottom + 14 &&
        rule.u0 < area.u0 + 20 &&
        rule.u1 > area.u0 + 0.6 * (area.u1 - area.u0),
    ).length;
    if (isTable(own, run.gaps, framed)) {
      for (const line of own.flatMap((row) => row.lines)) taken.add(line);
      units.push({ ...area, blocks: blocksOfTable(tableRows(own, run.gaps), area) });
      i += run.length;
    } else i += Math.max(1, run.length);
  }
  return { units, rest: lines.filter((line) => !taken.has(line)) };
}

function rowsOf(lines: readonly Line[]): Row[] {
  const rows: Row[] = [];
  for (const line of [...lines].sort((a, b) => a.v - b.v || a.u0 - b.u0)) {
    const last = rows.at(-1);
    if (last && line.v - last.v < 0.4 * Math.min(line.size, last.size)) last.lines.push(line);
    else rows.push({ v: line.v, size: line.size, lines: [line] });
  }
  for (const row of rows) row.lines.sort((a, b) => a.u0 - b.u0);
  return rows;
}

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

const columnOf = (line: Line, gaps: readonly Gap[]) =>
  gaps.filter((gap) => (gap.from + gap.to) / 2 < (line.u0 + line.u1) / 2).length;

function isTable(rows: readonly Row[], gaps: readonly Gap[], framed: number): boolean {
  const paired = rows.filter((row) => row.lines.length > 1);
  if (paired.length < (framed >= 2 ? 2 : 3) || paired.length < 0.4 * rows.length) return false;
  const columns = gaps.length + 1;
  const own = Array.from({ length: columns }, (): Line[] => []);
  for (const row of rows) for (const line of row.lines) own[columnOf(line, gaps)]!.push(line);
  const prose = own.filter(isProse).length;
  if (framed >= 3) return prose < columns;
  // baselines agree only by chance between columns of text
  const exact = paired.filter((row) => row.lines.every((line) => Math.abs(line.v - row.v) < 0.6)).length;
  return prose === 0 && exact > 0.8 * paired.length && own.every((column) => column.length > 0);
}

/** Most lines fill their column and have the length of text. */
function isProse(column: readonly Line[]): boolean {
  if (column.length < 3) return false;
  const width = Math.max(...column.map((line) => line.u1)) - Math.min(...column.map((line) => line.u0));
  const filled = column.filter((line) => line.u1 - line.u0 > 0.7 * width && textOf(line).length > 18).length;
  return filled > 0.55 * column.length;
}

function tableRows(rows: readonly Row[], gaps: readonly Gap[]): TableRow[] {
  const steps = rows.slice(1).map((row, i) => row.v - rows[i]!.v);
  const least = Math.min(...steps.filter((step) => step > 0.8 * rows[0]!.size));
  const uneven = steps.some((step) => step > 1.28 * least);
  const groups: Row[][] = [];
  for (const [i, row] of rows.entries()) {
    const step = i === 0 ? 0 : steps[i - 1]!;
    const firstCell = row.lines.some((line) => columnOf(line, gaps) === 0);
    const lower = /^\p{Ll}/u.test(textOf(row.lines[0]!));
    const begins =
      i === 0 ||
      (uneven
        ? step > 1.15 * least && (firstCell || step > 1.5 * least)
        : firstCell && !(lower && row.lines.length === 1));
    if (begins) groups.push([row]);
    else groups.at(-1)!.push(row);
  }
  return groups.map((group) => {
    const cells = Array.from({ length: gaps.length + 1 }, (): Line[] => []);
    for (const row of group) for (const line of row.lines) cells[columnOf(line, gaps)]!.push(line);
    return {
      cells: cells.map((own, column) => cellOf(own, column)).filter((cell) => cell.paragraphs.length > 0),
      header: false,
    };
  });
}
