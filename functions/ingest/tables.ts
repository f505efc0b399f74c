import { paragraphsOf, usualLeading } from "./blocks.ts";
import { inDisplay } from "./boxes.ts";
import { runOf } from "./canonical.ts";
import { Spelling } from "./dehyphenate.ts";
import { fillCells, type Grid, type GridCell } from "./grids.ts";
import type { Block, Line, Table, TableRow } from "./placed.ts";
import { inReadingOrder, type Placed } from "./reading-order.ts";

/** A row with more than this is prose set in cells: its sentences are cited one by one. */
const ROW_LETTERS = 420;
const CELL_LETTERS = 260;

/** What stands in one place on the page: blocks that are read one after the other. */
export interface Unit extends Placed {
  blocks: Block[];
  /** Set where a frame or a tint holds running text. */
  boxed?: boolean;
}

/** Grids on a page → tables, framed boxes, and the lines in neither. `turned` are lines that run upwards or downwards. */
export function unitsOfGrids(
  grids: readonly Grid[],
  lines: readonly Line[],
  turned: Set<Line> = new Set(),
): { units: Unit[]; rest: Line[] } {
  const units: Unit[] = [];
  let rest = [...lines];
  for (const grid of grids.toSorted((a, b) => size(a) - size(b))) {
    const { filled, rest: outside } = fillCells(grid, rest);
    const cells = filled.flat();
    const full = cells.filter((cell) => cell.length > 0);
    // a coloured bar down the side of a box is no column
    const columns = Math.max(
      ...grid.rows.map(
        (row, i) => row.cells.filter((cell, k) => filled[i]![k]!.length > 0 || cell.u1 - cell.u0 > 30).length,
      ),
    );
    const held = full.flat();
    // a form's table has a head and empty rows; a drawing has empty cells alone
    const headed = filled.some(
      (row) => row.length > 2 && row.filter((cell) => cell.length > 0).length > 0.6 * row.length,
    );
    if (held.length === 0 || (cells.length > 12 * full.length && !headed)) continue;
    if (columns < 2) {
      // one column of cells is a box; a lone line in a band is a heading or a row of something else
      if (held.length < 2) continue;
      rest = outside;
      const inside = filled.flatMap((row) =>
        row.filter((cell) => cell.length > 0).flatMap((cell) => inReadingOrder(paragraphsOf(cell, usualLeading(cell)))),
      );
      units.push({ ...place(grid), blocks: inside, boxed: true });
      continue;
    }
    rest = outside;
    const rows = filled
      .flatMap((row, i): TableRow[] => [
        ...grid.rows[i]!.cells.flatMap((cell) => turnedRow(cell, turned)),
        {
          cells: row
            .map((own, k) => cellOf(own, grid.rows[i]!.cells[k]!.column))
            .filter((cell) => cell.paragraphs.length > 0),
          header: false,
        },
      ])
      .filter((row) => row.cells.length > 0);
    units.push({ ...place(grid), blocks: blocksOfTable(rows, grid) });
  }
  return { units, rest };
}

const size = (grid: Placed) => (grid.u1 - grid.u0) * (grid.bottom - grid.top);
const place = ({ u0, u1, top, bottom }: Placed): Placed => ({ u0, u1, top, bottom });

export const cellOf = (lines: readonly Line[], column: number): TableRow["cells"][number] => ({
  paragraphs: inReadingOrder(paragraphsOf(lines, usualLeading(lines))).map((block) => block.lines),
  column,
});

/** Names of narrow columns are printed upright: they belong to the cell they stand in, which takes them from `turned`. */
function turnedRow(place: GridCell, turned: Set<Line>): TableRow[] {
  const own = [...turned].filter((line) => {
    const { u0, u1, top, bottom } = inDisplay(line);
    const [u, v] = [(u0 + u1) / 2, (top + bottom) / 2];
    return u > place.u0 && u < place.u1 && v > place.top && v < place.bottom;
  });
  if (own.length === 0) return [];
  for (const line of own) turned.delete(line);
  const cell = { paragraphs: [own.sort((a, b) => a.v - b.v)], column: place.column };
  return [{ cells: [cell], header: false, turned: true }];
}

const cellText = (cell: TableRow["cells"][number]) =>
  cell.paragraphs.map((lines) => runOf(lines, NO_SPELLING).text).join(" ");
/** A column's name is read before the report's words are known. */
const NO_SPELLING = new Spelling();
const rowText = (row: TableRow) => row.cells.map(cellText).join(" ");

/** Rows → blocks: short rows stay rows, prose in cells becomes paragraphs under the column's name. */
export function blocksOfTable(rows: TableRow[], area: Placed): Block[] {
  markHeaders(rows);
  const names = columnNames(rows);
  const whole: Table = { u0: area.u0, u1: area.u1, names };
  const blocks: Block[] = [];
  for (const row of rows) {
    const lines = row.cells.flatMap((cell) => cell.paragraphs.flat());
    const prose = rowText(row).length > ROW_LETTERS || row.cells.some((cell) => cellText(cell).length > CELL_LETTERS);
    if (!prose || row.header) {
      const table = blocks.at(-1);
      if (table?.rows) {
        table.rows.push(row);
        table.lines.push(...lines);
      } else blocks.push({ page: lines[0]!.page, lines, ...place(area), kind: "table", rows: [row], table: whole });
      continue;
    }
    for (const cell of row.cells) {
      const name = names.get(cell.column);
      for (const own of cell.paragraphs) {
        const tops = own.map((line) => line.v);
        blocks.push({
          page: own[0]!.page,
          lines: own,
          u0: Math.min(...own.map((line) => line.u0)),
          u1: Math.max(...own.map((line) => line.u1)),
          top: Math.min(...tops) - own[0]!.size,
          bottom: Math.max(...tops),
          kind: "paragraph",
          inCell: true,
          column: cell.column,
          table: whole,
          ...(name ? { under: name } : {}),
        });
      }
    }
  }
  return blocks;
}

/** The first rows are headers when their type says so, or when they have no figures and the rows below have. */
function markHeaders(all: readonly TableRow[]): void {
  const rows = all.filter((row) => !row.turned);
  markLevelHeaders(rows);
  for (const row of all) {
    if (!row.turned && !row.header) return;
    row.header = true;
  }
}

function markLevelHeaders(rows: readonly TableRow[]): void {
  const bold = (row: TableRow) => row.cells.every((cell) => cell.paragraphs.flat().every((line) => line.bold));
  const figures = (row: TableRow) => row.cells.filter((cell) => /^[\d.,%\s()±<>–-]+$/.test(cellText(cell))).length;
  const below = rows.slice(1);
  if (below.length === 0) return;
  for (const [i, row] of rows.slice(0, 4).entries()) {
    if (row.header) continue;
    const others = rows.slice(i + 1);
    if (others.length === 0) return;
    const byType = bold(row) && !others.every(bold);
    const byFigures =
      i === 0 &&
      figures(row) === 0 &&
      row.cells.length > 1 &&
      others.filter((other) => figures(other) > 0).length > 0.6 * others.length;
    if (!byType && !byFigures) return;
    row.header = true;
  }
}

function columnNames(rows: readonly TableRow[]): Map<number, string> {
  const names = new Map<number, string>();
  const turned = rows.some((row) => row.turned);
  for (const row of rows) {
    if (!row.header) break;
    // a lone cell is the table's title, unless its neighbours' names run upwards
    if (row.cells.length === 1 && !turned && rows.some((other) => other.cells.length > 1)) continue;
    for (const cell of row.cells) names.set(cell.column, cellText(cell).slice(0, 120));
  }
  return names;
}

/** A table that goes on at the top of the next page without a header of its own has the names of the one before. */
export function inheritNames(pages: readonly (readonly Block[])[]): void {
  for (const [i, blocks] of pages.entries()) {
    const last = pages[i - 1]?.findLast((block) => block.kind !== "footnote")?.table;
    const first = blocks[0]?.table;
    if (!last || !first || last.names.size === 0 || first.names.size > 0) continue;
    if (Math.abs(last.u0 - first.u0) > 6 || Math.abs(last.u1 - first.u1) > 6) continue;
    first.names = new Map(last.names);
    for (const row of blocks[0]?.rows?.slice(0, 3) ?? []) {
      // the head again, though nothing in its type says so
      const again = row.cells.filter((cell) => last.names.get(cell.column) === cellText(cell)).length;
      if (again < 0.5 * row.cells.length) break;
      row.header = true;
      for (const cell of row.cells) first.names.set(cell.column, cellText(cell).slice(0, 120));
    }
    for (const block of blocks) {
      const name = block.table === first && block.inCell ? first.names.get(block.column ?? -1) : undefined;
      if (name) block.under = name;
    }
  }
}
