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
  const units: Unit[] = [];
  const taken = new Set<Line>();
  const take = (rows: readonly Row[], gaps: readonly Gap[]) => {
    const own = rows.flatMap((row) => row.lines);
    const area = areaOf(own);
    for (const line of own) taken.add(line);
    units.push({ ...area, blocks: blocksOfTable(tableRows(rows, gaps), area) });
  };
  for (const frame of framesOf(rules)) {
    const inside = rowsOf(
      lines.filter(
        (line) =>
          !taken.has(line) &&
          line.v > frame.top &&
          line.v < frame.bottom + 3 &&
          line.u0 > frame.u0 - 6 &&
          line.u1 < frame.u1 + 6,
      ),
    );
    const gaps = gapsWithin(inside, frame);
    if (gaps.length > 0 && isTable(inside, gaps, true)) take(inside, gaps);
  }
  const rows = rowsOf(lines.filter((line) => !taken.has(line)));
  for (let i = 0; i < rows.length; ) {
    const run = runFrom(rows, i);
    const own = rows.slice(i, i + (run?.length ?? 0));
    if (run && isTable(own, run.gaps, false)) take(own, run.gaps);
    i += Math.max(1, own.length);
  }
  return { units, rest: lines.filter((line) => !taken.has(line)) };
}

/** Between the first and the last of rules of one width: what a printed table without upright rules has. */
function framesOf(rules: readonly LevelRule[]): Placed[] {
  const groups: LevelRule[][] = [];
  for (const rule of [...rules].sort((a, b) => a.top - b.top)) {
    const group = groups.find(([first]) => Math.abs(first!.u0 - rule.u0) < 4 && Math.abs(first!.u1 - rule.u1) < 4);
    if (group) group.push(rule);
    else groups.push([rule]);
  }
  return groups
    .filter((group) => group.length > 1 && group.length < 200)
    .flatMap((group) => [
      // the whole group, and each pair: two tables under each other have rules of one width too
      ...group.slice(1).map((rule, i) => ({ u0: rule.u0, u1: rule.u1, top: group[i]!.top, bottom: rule.top })),
      { u0: group[0]!.u0, u1: group[0]!.u1, top: group[0]!.top, bottom: group.at(-1)!.top },
    ])
    .filter((frame) => frame.bottom - frame.top > 12)
    .sort((a, b) => b.bottom - b.top - (a.bottom - a.top));
}

/** The gaps that all rows with several cells leave open; rows that span them are headings within the table. */
function gapsWithin(rows: readonly Row[], frame: Placed): Gap[] {
  const paired = rows.filter((row) => row.lines.length > 1).sort((a, b) => b.lines.length - a.lines.length);
  if (paired.length < 2) return [];
  let gaps = gapsOf(paired[0]!);
  for (const row of rows) {
    const wide =
      row.lines[0]!.u0 < frame.u0 + 0.1 * (frame.u1 - frame.u0) &&
      row.lines.length === 1 &&
      row.lines[0]!.u1 - row.lines[0]!.u0 > 0.75 * (frame.u1 - frame.u0);
    if (wide) return [];
    const left = gaps.flatMap((gap) => narrowed(gap, row));
    if (left.length > 0) gaps = left;
    else if (row.lines.length > 1) return [];
  }
  return gaps;
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

function isTable(rows: readonly Row[], gaps: readonly Gap[], framed: boolean): boolean {
  const paired = rows.filter((row) => row.lines.length > 1);
  if (paired.length < (framed ? 2 : 3) || paired.length < 0.4 * rows.length) return false;
  const columns = gaps.length + 1;
  const own = Array.from({ length: columns }, (): Line[] => []);
  for (const row of rows) for (const line of row.lines) own[columnOf(line, gaps)]!.push(line);
  const prose = own.filter(isProse).length;
  if (framed) return prose < columns;
  // baselines agree only by chance between columns of text
  const exact = paired.filter((row) => row.lines.every((line) => Math.abs(line.v - row.v) < 0.6)).length;
  // words beside a column of numbers are a table (or contents) however long the words
  const numbers = own.some((column) => column.every((line) => textOf(line).length < 14 && /\d/.test(textOf(line))));
  return (
    (prose === 0 || (numbers && prose < columns)) &&
    exact > 0.8 * paired.length &&
    own.every((column) => column.length > 0)
  );
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
