import type { Block, Line } from "./placed.ts";
import { textOf } from "./placed.ts";
import { blockText } from "./roles.ts";

const isApart = (block: Block) =>
  block.box !== undefined ||
  block.aside === true ||
  block.kind === "quote" ||
  block.kind === "footnote" ||
  block.kind === "caption" ||
  block.kind === "table" ||
  block.kind === "figure";

const goesOn = (block: Block) =>
  block.box === undefined &&
  !block.aside &&
  (block.kind === "paragraph" || block.kind === "list-item" || block.kind === "reference");

/**
 * Blocks page by page → the report's stream: paragraphs cut by a column, a page or something set apart are joined; what is
 * set apart stands after the paragraph it interrupts, and before one that leaves the page. Footnotes end their page.
 */
export function flowOf(pages: readonly (readonly Block[])[]): Block[] {
  const stream: Block[] = [];
  /** Where in the stream the paragraph stands that may go on, and whether it has left its first page. */
  let open: { block: Block; leftAt: number } | undefined;
  for (const blocks of pages) {
    const notes = blocks.filter((block) => block.kind === "footnote" && block.box === undefined);
    for (const block of [...blocks.filter((block) => !notes.includes(block)), ...notes]) {
      if (open && goesOn(block) && continues(open.block, block)) {
        const crosses = block.page !== open.block.lines.at(-1)!.page;
        if (crosses) {
          if (open.leftAt >= 0 && stream.indexOf(open.block) < stream.length - 1) {
            // it left a page before and something set apart stands in between: joining would carry that over two pages
            open = undefined;
          } else {
            moveToBorder(stream, open.block, block.page);
            open.leftAt = block.page;
          }
        }
        if (open) {
          extend(open.block, block);
          continue;
        }
      }
      stream.push(block);
      if (goesOn(block)) open = { block, leftAt: -1 };
      else if (!isApart(block)) open = undefined;
    }
  }
  return stream;
}

/** Behind everything of the pages before `page`, in front of what is set apart at its head. */
function moveToBorder(stream: Block[], block: Block, page: number): void {
  const at = stream.lastIndexOf(block);
  stream.splice(at, 1);
  const next = stream.findIndex((other, i) => i >= at && other.page >= page);
  stream.splice(next === -1 ? stream.length : next, 0, block);
}

function extend(block: Block, more: Block): void {
  block.lines = [...block.lines, ...more.lines];
}

/** A paragraph of more lines than this is none: text without any end mark, or not text. */
const LONGEST = 400;

function continues(before: Block, after: Block): boolean {
  if (before.lines.length > LONGEST) return false;
  const last = before.lines.at(-1)!;
  const first = after.lines[0]!;
  // cells follow one another without being one text; only a page border cuts a cell in two
  if ((before.inCell || after.inCell) && (last.page === first.page || !before.inCell || !after.inCell)) return false;
  if (after.kind === "list-item" || (after.kind === "reference") !== (before.kind === "reference")) return false;
  if (Math.abs(last.size - first.size) > 0.09 * last.size || last.bold !== first.bold) return false;
  const text = textOf(last);
  const next = blockText(after);
  const hyphen = /\p{L}[-\u00ad\u2010]$/u.test(text);
  if (hyphen) return /^\p{Ll}/u.test(next);
  if (isBeside(before, after) && !runsOut(before, after)) return false;
  const ended = /[.!?…:;]["”’»)\]]*[⁰¹²³⁴-⁹]*$/.test(text);
  // `v. overlæge …` in slanted type under a full stop
  if (ended && last.italic !== first.italic) return false;
  if (/^\p{Ll}/u.test(next)) return !/[!?]["”’»)\]]*$/.test(text) && !/^[a-z][.)]\s/.test(next);
  if (ended || before.kind === "reference") return false;
  if (/^[\p{Lu}\d(“”»"’]/u.test(next))
    return isFull(before, last) && after.kind === "paragraph" && sameFlow(last, first);
  return /^[),;]/.test(next);
}

/** On the same page, to the right: perhaps the next column, perhaps only another label. */
const isBeside = (before: Block, after: Block) => {
  const last = before.lines.at(-1)!;
  const first = after.lines[0]!;
  return last.page === first.page && first.u0 >= last.u1 && first.turn === last.turn;
};

/** The last line is so full that the next word had no room: text that stops short does not go on in the next column. */
function runsOut(before: Block, after: Block): boolean {
  const last = before.lines.at(-1)!;
  const first = after.lines[0]!;
  const own = before.lines.filter((line) => line.page === last.page);
  // one line that a wide gap parted, or a label before its text
  if (own.length === 1 && textOf(last).length < 5) return true;
  if (own.length > 1 && Math.abs(last.v - first.v) < 0.3 * last.size) return true;
  if (own.length === 1) return last.u1 - last.u0 > 12 * last.size;
  const room = Math.max(...own.map((line) => line.u1)) - last.u1;
  // side by side from the first line, they are columns only when both are set full
  const level = Math.abs(own[0]!.v - first.v) < last.size && own.length < 6;
  const word = first.words[0]!;
  return room < (level ? 2 * last.size : word.u1 - word.u0 + 2 * last.size);
}

/** The line reaches the right edge of its paragraph, so nothing says that it was the last. */
function isFull(block: Block, line: Line): boolean {
  const own = block.lines.filter((other) => other.page === line.page);
  const right = Math.max(...own.map((other) => other.u1));
  return own.length > 1 && right - line.u1 < 4.5 * line.size;
}

/** In another column or on another page: what stands right below with a gap between is a paragraph of its own. */
const sameFlow = (a: Line, b: Line) => a.page !== b.page || a.u1 < b.u0;
