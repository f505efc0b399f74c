import { passageIdOf } from "../evidence/ids.ts";
import type { Passage, PassageKind } from "../evidence/passage.ts";
import { type PlacedWord, type Reading, rectsOf } from "../evidence/reading.ts";
import type { Span } from "../evidence/span.ts";
import { type Run, runOf } from "./canonical.ts";
import type { Spelling } from "./dehyphenate.ts";
import type { Block, TableRow } from "./placed.ts";
import { splitSentences } from "./sentences.ts";

/** One stretch of the canonical text before it has offsets: a paragraph's running text and where it may be cut. */
export interface Stretch {
  run: Run;
  /** Spans within the run that become passages. */
  cuts: (Span & { kind: PassageKind; cells?: NonNullable<Passage["cells"]> })[];
  section: string[];
  /** What stands between this stretch and the one before. */
  gap: "\n" | "\n\n";
  /** Where it begins. */
  page: number;
  speaker?: { name: string; role?: string };
}

const KINDS: Record<Block["kind"], PassageKind> = {
  paragraph: "body",
  heading: "heading",
  "list-item": "list-item",
  table: "table-row",
  quote: "quote",
  footnote: "footnote",
  caption: "caption",
  reference: "reference",
  contents: "contents",
  figure: "caption",
  furniture: "body",
};

/** A block as stretches: one for a paragraph, one a row for a table. */
export function stretchesOf(block: Block, section: string[], spelling: Spelling): Stretch[] {
  if (block.rows) return block.rows.map((row, i) => rowStretch(row, block, section, spelling, i === 0));
  const run = runOf(block.lines, spelling);
  const kind = block.box !== undefined && block.kind === "paragraph" ? "box" : KINDS[block.kind];
  const whole = kind === "heading" || kind === "contents" || kind === "reference" || kind === "caption";
  const spans = whole ? [{ start: 0, end: run.text.length }] : splitSentences(run.text);
  return [
    {
      run,
      // labels of a drawing, words in a margin: in the text, in no passage
      cuts: run.text === "" || block.kind === "figure" ? [] : spans.map((span) => ({ ...span, kind })),
      section,
      gap: kind === "list-item" || kind === "contents" ? "\n" : "\n\n",
      page: block.page,
      ...(block.speaker ? { speaker: block.speaker } : {}),
    },
  ];
}

/** A table row: its cells in order with a tab between, one passage that knows its columns' names. */
function rowStretch(row: TableRow, table: Block, section: string[], spelling: Spelling, first: boolean): Stretch {
  const run: Run = { text: "", words: [], pageStarts: [] };
  const cells: NonNullable<Passage["cells"]> = [];
  for (const { paragraphs, column } of row.cells) {
    if (run.text !== "") run.text += "\t";
    const offset = run.text.length;
    for (const [i, lines] of paragraphs.entries()) {
      if (i > 0) run.text += " ";
      const part = runOf(lines, spelling);
      const at = run.text.length;
      run.text += part.text;
      for (const [start, end, ...place] of part.words) run.words.push([start + at, end + at, ...place]);
    }
    const header = row.header ? undefined : table.table?.names.get(column);
    cells.push({ start: offset, end: run.text.length, ...(header ? { header } : {}) });
  }
  return {
    run,
    cuts:
      run.text.trim() === "" || table.kind === "figure"
        ? []
        : [{ start: 0, end: run.text.length, kind: table.kind === "contents" ? "contents" : "table-row", cells }],
    section,
    gap: first ? "\n\n" : "\n",
    page: table.page,
  };
}

export type Assembled = Pick<Reading, "text" | "passages" | "words" | "speakers"> & { starts: Map<number, number> };

/** Stretches in reading order → canonical text, passages with ids and rectangles, and where each page's text begins. */
export function assemble(stretches: readonly Stretch[], sha256: string): Assembled {
  let text = "";
  const words: PlacedWord[] = [];
  const starts = new Map<number, number>();
  const cuts: { span: Span; kind: PassageKind; section: string[]; page: number; cells?: Passage["cells"] }[] = [];
  const speakers: Reading["speakers"] = [];
  for (const { run, cuts: parts, section, gap, page, speaker } of stretches) {
    if (run.text === "") continue;
    if (text !== "") text += gap;
    const offset = text.length;
    if (!starts.has(page)) starts.set(page, offset);
    for (const start of run.pageStarts) if (!starts.has(start.page)) starts.set(start.page, offset + start.at);
    // moved in place: a report has hundreds of thousands of words
    for (const word of run.words) {
      word[0] += offset;
      word[1] += offset;
      words.push(word);
    }
    for (const part of parts) {
      const span = { start: part.start + offset, end: part.end + offset };
      const crossed = run.pageStarts.filter((start) => start.at <= part.start).at(-1);
      const cells = part.cells?.map((cell) => ({ ...cell, start: cell.start + offset, end: cell.end + offset }));
      cuts.push({ span, kind: part.kind, section, page: crossed?.page ?? page, ...(cells ? { cells } : {}) });
    }
    if (speaker) speakers.push({ start: offset, end: offset + run.text.length, ...speaker });
    text += run.text;
  }
  const placed = { words, text };
  const passages = cuts.map(
    ({ span, kind, section, page, cells }): Passage => ({
      id: passageIdOf(sha256, span.start, span.end),
      page,
      ...span,
      text: text.slice(span.start, span.end),
      kind,
      section,
      rects: rectsOf(placed, span),
      ...(cells ? { cells } : {}),
    }),
  );
  return { text, passages, words, speakers, starts };
}
