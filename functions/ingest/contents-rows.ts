import { blockOf } from "./blocks.ts";
import { type Block, type Line, textOf } from "./placed.ts";
import { type Row, rowsOf } from "./table-rows.ts";

const LEADERS = /(?:[.·_]\s?){4,}|…{2,}/;
const ENTRY = /(?:(?:[.·_]\s?){4,}|…{2,})\s*[.…]*\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s?\(.{1,6}\))?$/i;
const ENDS_IN_PAGE = /\s(?:\d{1,4}|[ivxl]{1,6})$/i;

const rowText = (row: Row) => row.lines.map(textOf).join(" ");

/**
 * The rows of a table of contents that dots lead to page numbers: each entry one block, however far apart its words and
 * its number stand. What stands between two such rows belongs to it, as do entries above and below without dots.
 */
export function contentsRows(lines: readonly Line[]): { blocks: Block[]; rest: readonly Line[] } {
  const rows = rowsOf(lines);
  const entries = rows.flatMap((row, i) => (ENTRY.test(rowText(row)) ? [i] : []));
  if (entries.length < 3) return { blocks: [], rest: lines };
  const left = Math.min(...entries.map((i) => rows[i]!.lines[0]!.u0));
  const right = Math.max(...entries.map((i) => rows[i]!.lines.at(-1)!.u1));
  const inside = (i: number) =>
    rows[i] !== undefined && rows[i].lines[0]!.u0 > left - 40 && rows[i].lines.at(-1)!.u1 < right + 12;
  let first = entries[0]!;
  let last = entries.at(-1)!;
  const near = (a: number, b: number) => rows[b]!.v - rows[a]!.v < 3 * rows[b]!.size;
  const bare = (i: number) =>
    inside(i) && ENDS_IN_PAGE.test(rowText(rows[i]!)) && rows[i]!.lines.at(-1)!.u1 > right - 12;
  while (bare(first - 1) && near(first - 1, first)) first--;
  while (bare(last + 1) && near(last, last + 1)) last++;
  const blocks: Block[] = [];
  const taken = new Set<Line>();
  let open: Line[] = [];
  for (let i = first; i <= last; i++) {
    if (!inside(i)) continue;
    const row = rows[i]!;
    for (const line of row.lines) taken.add(line);
    open.push(...row.lines);
    const text = rowText(row);
    // an entry of two lines has its number on the second
    const wrapped = !LEADERS.test(text) && !ENDS_IN_PAGE.test(text) && i < last && near(i, i + 1);
    if (wrapped && open.length < 6) continue;
    blocks.push({ ...blockOf(open), kind: "contents" });
    open = [];
  }
  return { blocks, rest: lines.filter((line) => !taken.has(line)) };
}
