import { isBullet } from "./bullets.ts";
import { cutLine } from "./cut-line.ts";
import type { LevelRule } from "./level-rules.ts";
import { type Line, type TableRow, textOf } from "./placed.ts";
import type { Placed } from "./reading-order.ts";
import { CAPTION } from "./roles.ts";
import { jointsOf, keepsTo, stripsOf } from "./table-columns.ts";
import { columnOf, columnsOf, isProse, type Row, rowsOf, tableRow, tableRows } from "./table-rows.ts";
import { blocksOfTable, type Unit } from "./tables.ts";

/** What stands between two rules of a table. */
interface Band {
  rows: Row[];
  height: number;
}

/**
 * Tables that have level rules but no upright ones: under each row, or above and below the head and at the foot. Their
 * columns may stand so near each other that a line of them looks like one of text.
 */
export function ruledTables(lines: readonly Line[], rules: readonly LevelRule[]): { units: Unit[]; rest: Line[] } {
  const units: Unit[] = [];
  const taken = new Set<Line>();
  const paper = lines[0]?.paper;
  // a rule from edge to edge parts the page, not a table
  const width = paper ? (lines[0]!.turn % 2 === 0 ? paper.width : paper.height) : 0;
  const inner = rules.filter((rule) => rule.u1 - rule.u0 < 0.96 * width);
  for (const frame of framesOf(inner)) {
    const free = lines.filter((line) => !taken.has(line) && within(line, frame[0]!));
    for (const part of tabular(frame, free)) {
      const own = free.filter((line) => line.v > part[0]!.top && line.v < part.at(-1)!.top + 3);
      const table = tableIn(part, own);
      if (!table) continue;
      const head = headAbove(part[0]!, own, free, table.borders);
      const rows = [...head.rows, ...table.rows];
      for (const line of [...own, ...head.lines]) taken.add(line);
      const top = Math.min(part[0]!.top, ...head.lines.map((line) => line.v - line.size));
      const area: Placed = { u0: part[0]!.u0, u1: part[0]!.u1, top, bottom: part.at(-1)!.top };
      units.push({ ...area, blocks: blocksOfTable(rows, area) });
    }
  }
  return { units, rest: lines.filter((line) => !taken.has(line)) };
}

const within = (line: Line, { u0, u1 }: LevelRule) => line.u0 > u0 - 6 && line.u1 < u1 + 6;

/** Rules of one width under each other. */
function framesOf(rules: readonly LevelRule[]): LevelRule[][] {
  const frames: LevelRule[][] = [];
  for (const rule of rules) {
    if (rule.u1 - rule.u0 < 30) continue;
    const frame = frames.find(([first]) => Math.abs(first!.u0 - rule.u0) < 4 && Math.abs(first!.u1 - rule.u1) < 4);
    if (!frame) frames.push([rule]);
    // a rule painted twice
    else if (rule.top - frame.at(-1)!.top > 3) frame.push(rule);
  }
  return frames.filter((frame) => frame.length > 1 && frame.length < 400);
}

/** A frame's rules in runs with nothing but table between them: text or a caption between two rules parts two tables. */
function tabular(frame: readonly LevelRule[], lines: readonly Line[]): LevelRule[][] {
  const runs: LevelRule[][] = [[frame[0]!]];
  for (const [i, rule] of frame.slice(1).entries()) {
    const above = frame[i]!;
    const between = lines.filter((line) => line.v > above.top && line.v < rule.top + 3);
    const wide = between.filter((line) => line.u1 - line.u0 > 0.75 * (rule.u1 - rule.u0)).length;
    const rows = rowsOf(between);
    const joints = jointsOf([above, rule]);
    const text = wide >= 2 && (joints.length > 0 ? !keepsTo(rows, joints) : stripsOf(rows).length === 0);
    const gap = between.length === 0 && rule.top - above.top > 40;
    if (text || gap || between.some((line) => CAPTION.test(textOf(line)))) runs.push([rule]);
    else runs.at(-1)!.push(rule);
  }
  return runs.filter((run) => run.length > 1);
}

function tableIn(
  rules: readonly LevelRule[],
  lines: readonly Line[],
): { rows: TableRow[]; borders: number[] } | undefined {
  const bands = rules
    .slice(1)
    .map((rule, i): Band => {
      const top = rules[i]!.top;
      const own = lines.filter((line) => line.v > top && line.v <= (i + 2 === rules.length ? rule.top + 3 : rule.top));
      return { rows: rowsOf(own), height: rule.top - top };
    })
    .filter((band) => band.rows.length > 0);
  const all = bands.flatMap((band) => band.rows);
  const joints = jointsOf(rules);
  const drawn = joints.length > 0 && keepsTo(all, joints);
  // names that span several columns stand across the strips below them
  const borders = drawn ? joints : stripsOf(bands.length > 1 ? bands.slice(1).flatMap((band) => band.rows) : all);
  if (borders.length === 0) return undefined;
  const cut = bands.map((band) => band.rows.map((row) => cutRow(row, borders, drawn)));
  const rows = cut.flat();
  const paired = rows.filter((row) => row.lines.length > 1).length;
  const columns = columnsOf(rows, borders);
  // the marks of a list stand under each other, too
  if (borders.length === 1 && columns[0]!.every((line) => line.words.length === 1 && isMark(line))) return undefined;
  const prose = columns.filter(isProse).length;
  // columns of text between two rules are columns of text; between three or more they are cells
  if (paired < 2 || paired < 0.3 * rows.length || (rules.length < 4 && !drawn && prose > borders.length))
    return undefined;
  const single = bands.length > 2 && cut.filter((band) => !holdsRows(band, borders)).length > 0.6 * cut.length;
  return {
    borders,
    rows: cut.flatMap((band, i) =>
      single || i === 0 || !holdsRows(band, borders)
        ? oneRow(band, borders, bands.length > 1)
        : tableRows(band, borders),
    ),
  };
}

const isMark = (line: Line) => isBullet(line.words[0]!) || /^\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]$/i.test(textOf(line));

const oneRow = (band: readonly Row[], borders: readonly number[], ruled: boolean): TableRow[] =>
  ruled ? [tableRow(band, borders)] : tableRows(band, borders);

/** Where no rule shows the columns, words no further apart than words are belong together whatever stands above them. */
function cutRow(row: Row, borders: readonly number[], drawn: boolean): Row {
  const lines = row.lines.flatMap((line) =>
    cutLine(line, (before, after) => {
      const parted = columnOf(before, borders) !== columnOf(after, borders);
      return parted && (drawn || after.u0 - before.u1 > 0.36 * line.size);
    }),
  );
  return { ...row, lines };
}

const NUMBER = /^[\d.,%\s()±<>–-]+$/;

/** Several rows stand between two rules: most columns are filled on several baselines, or numbers stand under numbers. */
function holdsRows(band: readonly Row[], borders: readonly number[]): boolean {
  const full = band.filter((row) => row.lines.length >= Math.max(2, 0.7 * (borders.length + 1)));
  const numbers = band.flatMap((row) => {
    const columns = row.lines.filter((line) => NUMBER.test(textOf(line))).map((line) => columnOf(line, borders));
    return columns.length > 0 ? [new Set(columns)] : [];
  });
  const stacked = numbers.some((columns, i) => i > 0 && [...columns].some((column) => numbers[i - 1]!.has(column)));
  return full.length >= 3 || (full.length === 2 && stacked);
}

/** Column names above the first rule: lines that keep to the columns, in the type of the table's head. */
function headAbove(
  rule: LevelRule,
  inside: readonly Line[],
  lines: readonly Line[],
  borders: readonly number[],
): { rows: TableRow[]; lines: Line[] } {
  const none = { rows: [], lines: [] };
  const [first] = inside;
  if (!first) return none;
  const above = rowsOf(lines.filter((line) => line.v <= rule.top && rule.top - line.v < 90)).toReversed();
  const head: Row[] = [];
  let floor = rule.top;
  for (const row of above) {
    const near = floor - row.v < 2 * row.size;
    const size = Math.abs(row.size - first.size) < 0.2 * first.size;
    if (!near || !size || row.lines.some((line) => CAPTION.test(textOf(line))) || !keepsTo([row], borders)) break;
    head.unshift(cutRow(row, borders, true));
    floor = row.v;
  }
  const used = head.flatMap((row) => row.lines);
  const filled = new Set(used.map((line) => columnOf(line, borders))).size;
  if (filled < Math.max(2, 0.6 * (borders.length + 1)) || head.length > 5) return none;
  const ink = used.every((line) => line.bold) && !inside.every((line) => line.bold);
  const figures = used.some((line) => NUMBER.test(textOf(line)) && !/^(?:19|20)\d\d$/.test(textOf(line)));
  if (!ink && figures) return none;
  const words = new Set(used.flatMap((line) => line.words));
  return {
    rows: [{ ...tableRow(head, borders), header: true }],
    lines: lines.filter((line) => line.words.some((word) => words.has(word))),
  };
}
