import { inReadingSpace } from "./boxes.ts";
import { addToCell, partOf } from "./cut-line.ts";
import type { Line, Shape } from "./placed.ts";
import type { Placed } from "./reading-order.ts";
import type { Turn } from "./words.ts";

/** Drawings have thousands of strokes; tables have few. */
const MOST_RULES = 3000;
/** Rules meet when their ends are this near, in points. */
const NEAR = 3;

interface Rule {
  /** Where it lies across its direction. */
  at: number;
  from: number;
  to: number;
}

/** A ruled table or frame: its cells row by row, in reading space. */
export interface Grid extends Placed {
  rows: { top: number; bottom: number; cells: GridCell[] }[];
}

export interface GridCell extends Placed {
  column: number;
}

/**
 * Finds the grids that a page's rules and frames draw; where there are none, those of tinted cells. Word tints a cell line
 * by line, so tints count only outside ruled grids, and touching ones of one colour and width are one.
 */
export function gridsOf(shapes: readonly Shape[], turn: Turn, area: number): Grid[] {
  if (shapes.length > MOST_RULES) return [];
  const fits = (box: Placed) => (box.u1 - box.u0) * (box.bottom - box.top) < 0.75 * area;
  const lines = { level: [] as Rule[], upright: [] as Rule[] };
  const tints: (Placed & { colour: string | undefined })[] = [];
  for (const shape of shapes) {
    const box = inReadingSpace(shape, turn);
    if (shape.kind === "image" || shape.kind === "curve" || !fits(box)) continue;
    const { u0, u1, top, bottom } = box;
    if (shape.kind === "rule") {
      if (u1 - u0 >= bottom - top) lines.level.push({ at: (top + bottom) / 2, from: u0, to: u1 });
      else lines.upright.push({ at: (u0 + u1) / 2, from: top, to: bottom });
    } else if (u1 - u0 < 8 || bottom - top < 6) continue;
    else if (shape.kind === "stroke") addEdges(lines, box);
    else if (shape.colour !== "#ffffff") tints.push({ ...box, colour: shape.colour });
  }
  const ruled = gridsIn(lines);
  const edges = { level: [] as Rule[], upright: [] as Rule[] };
  for (const tint of joinTints(tints)) if (!ruled.some((grid) => overlaps(grid, tint))) addEdges(edges, tint);
  return [...ruled, ...gridsIn(edges)];
}

const overlaps = (a: Placed, b: Placed) =>
  a.u0 < b.u1 - 2 && b.u0 < a.u1 - 2 && a.top < b.bottom - 2 && b.top < a.bottom - 2;

function addEdges({ level, upright }: { level: Rule[]; upright: Rule[] }, { u0, u1, top, bottom }: Placed): void {
  level.push({ at: top, from: u0, to: u1 }, { at: bottom, from: u0, to: u1 });
  upright.push({ at: u0, from: top, to: bottom }, { at: u1, from: top, to: bottom });
}

function joinTints(tints: readonly (Placed & { colour: string | undefined })[]): Placed[] {
  const joined: (Placed & { colour: string | undefined })[] = [];
  for (const tint of [...tints].sort((a, b) => a.u0 - b.u0 || a.top - b.top)) {
    const last = joined.at(-1);
    const same =
      last && last.colour === tint.colour && Math.abs(last.u0 - tint.u0) < 2 && Math.abs(last.u1 - tint.u1) < 2;
    if (last && same && tint.top - last.bottom < 1.5) last.bottom = Math.max(last.bottom, tint.bottom);
    else joined.push({ ...tint });
  }
  return joined;
}

function gridsIn({ level, upright }: { level: readonly Rule[]; upright: readonly Rule[] }): Grid[] {
  const rows = merged(level).filter((rule) => rule.to - rule.from > 8);
  const columns = merged(upright).filter((rule) => rule.to - rule.from > 5);
  return components(rows, columns).flatMap((part) => gridOf(part.rows, part.columns) ?? []);
}

/** Pieces of rules on one line → whole rules. */
function merged(rules: readonly Rule[]): Rule[] {
  const sorted = [...rules].sort((a, b) => a.at - b.at || a.from - b.from);
  const groups: Rule[][] = [];
  for (const rule of sorted) {
    const group = groups.at(-1);
    if (group && rule.at - group[0]!.at < 2) group.push(rule);
    else groups.push([rule]);
  }
  return groups.flatMap((group) => {
    const result: Rule[] = [];
    for (const rule of group.sort((a, b) => a.from - b.from)) {
      const last = result.at(-1);
      if (last && rule.from - last.to < NEAR) last.to = Math.max(last.to, rule.to);
      else result.push({ ...rule });
    }
    return result;
  });
}

const meet = (row: Rule, column: Rule) =>
  column.at > row.from - NEAR && column.at < row.to + NEAR && row.at > column.from - NEAR && row.at < column.to + NEAR;

function components(rows: readonly Rule[], columns: readonly Rule[]): { rows: Rule[]; columns: Rule[] }[] {
  const seen = new Set<Rule>();
  const found: { rows: Rule[]; columns: Rule[] }[] = [];
  for (const start of rows) {
    if (seen.has(start)) continue;
    const part = { rows: [start], columns: [] as Rule[] };
    seen.add(start);
    for (let r = 0, c = 0; r < part.rows.length || c < part.columns.length; ) {
      if (r < part.rows.length) {
        const row = part.rows[r++]!;
        for (const column of columns) {
          if (seen.has(column) || !meet(row, column)) continue;
          part.columns.push(column);
          seen.add(column);
        }
      } else {
        const column = part.columns[c++]!;
        for (const row of rows) {
          if (seen.has(row) || !meet(row, column)) continue;
          part.rows.push(row);
          seen.add(row);
        }
      }
    }
    if (part.rows.length > 1) found.push(part);
  }
  return found;
}

const distinct = (values: number[]) =>
  values.sort((a, b) => a - b).filter((value, i, all) => i === 0 || value - all[i - 1]! > 4);

/** Where most level rules begin and end: the sides of a table that has no rules there. */
function commonEnds(rows: readonly Rule[]): number[] {
  const left = Math.min(...rows.map((rule) => rule.from));
  const right = Math.max(...rows.map((rule) => rule.to));
  const whole = rows.filter((rule) => rule.from - left < 5 && right - rule.to < 5).length;
  return whole >= 2 && whole > 0.6 * rows.length ? [left, right] : [];
}

/** How far upright rules reach above the first and below the last level rule, where a table is open at top or bottom. */
const farEnds = (columns: readonly Rule[]): number[] =>
  columns.length === 0
    ? []
    : [Math.min(...columns.map((rule) => rule.from)), Math.max(...columns.map((rule) => rule.to))];

function gridOf(rows: readonly Rule[], columns: readonly Rule[]): Grid | undefined {
  const vs = distinct([...rows.map((rule) => rule.at), ...farEnds(columns)]);
  const us = distinct([...columns.map((rule) => rule.at), ...commonEnds(rows)]);
  if (vs.length < 2 || us.length < 2 || vs.length > 300 || us.length > 60) return undefined;
  const parted = (rules: readonly Rule[], at: number, through: number) =>
    rules.some((rule) => Math.abs(rule.at - at) < 4 && rule.from < through + 1 && rule.to > through - 1);
  const grid: Grid = { u0: us[0]!, u1: us.at(-1)!, top: vs[0]!, bottom: vs.at(-1)!, rows: [] };
  for (let i = 0; i + 1 < vs.length; i++) {
    const top = vs[i]!;
    const bottom = vs[i + 1]!;
    const middle = (top + bottom) / 2;
    const cells: GridCell[] = [];
    for (let k = 0; k + 1 < us.length; k++) {
      const last = cells.at(-1);
      if (last && !parted(columns, us[k]!, middle)) last.u1 = us[k + 1]!;
      else cells.push({ u0: us[k]!, u1: us[k + 1]!, top, bottom, column: k });
    }
    grid.rows.push({ top, bottom, cells });
  }
  // a cell not closed below goes on in the next row: its words belong to where it begins
  for (let i = grid.rows.length - 1; i > 0; i--)
    for (const cell of grid.rows[i]!.cells) {
      const above = grid.rows[i - 1]!.cells.find(
        (other) => Math.abs(other.u0 - cell.u0) < 4 && Math.abs(other.u1 - cell.u1) < 4,
      );
      if (above && !parted(rows, cell.top, (cell.u0 + cell.u1) / 2)) {
        above.bottom = cell.bottom;
        cell.bottom = cell.top;
      }
    }
  for (const row of grid.rows) row.cells = row.cells.filter((cell) => cell.bottom > cell.top);
  grid.rows = grid.rows.filter((row) => row.cells.length > 0);
  return grid;
}

/** Cuts lines at a grid's rules: each cell with its lines. Lines outside are left. */
export function fillCells(grid: Grid, lines: readonly Line[]): { filled: Line[][][]; rest: Line[] } {
  const filled = grid.rows.map((row) => row.cells.map((): Line[] => []));
  const rest: Line[] = [];
  for (const line of lines) {
    const v = line.v - 0.3 * line.size;
    if (v < grid.top || v > grid.bottom || line.u1 < grid.u0 || line.u0 > grid.u1) {
      rest.push(line);
      continue;
    }
    const parts = new Map<string, { row: number; cell: number; words: Line["words"] }>();
    const outside: Line["words"] = [];
    for (const word of line.words) {
      const place = cellAt(grid, (word.u0 + word.u1) / 2, v);
      if (!place) {
        outside.push(word);
        continue;
      }
      const key = `${place.row}/${place.cell}`;
      const part = parts.get(key) ?? { ...place, words: [] };
      part.words.push(word);
      parts.set(key, part);
    }
    for (const part of parts.values()) addToCell(filled[part.row]![part.cell]!, partOf(line, part.words));
    if (outside.length > 0) rest.push(partOf(line, outside));
  }
  return { filled, rest };
}

function cellAt(grid: Grid, u: number, v: number): { row: number; cell: number } | undefined {
  for (const [row, { cells }] of grid.rows.entries())
    for (const [cell, { u0, u1, top, bottom }] of cells.entries())
      if (u >= u0 && u < u1 && v >= top && v < bottom) return { row, cell };
  return undefined;
}
