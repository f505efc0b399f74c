import { createHash } from "node:crypto";
import type { Reading, ReadPage } from "../evidence/reading.ts";
import type { DocumentFailure } from "../evidence/sentence.ts";
import { assemble, stretchesOf } from "./assemble.ts";
import { type Bounds, DEFAULT_BOUNDS } from "./bounds.ts";
import { runOf } from "./canonical.ts";
import { countingComplaints } from "./complaints.ts";
import { tooMuchIn } from "./content-streams.ts";
import { Spelling } from "./dehyphenate.ts";
import { flowOf } from "./flow.ts";
import { FRONT_PAGES, frontOf } from "./front.ts";
import { runningLines } from "./furniture.ts";
import { languageOfText } from "./language.ts";
import { linesOf } from "./lines.ts";
import { demoteLabels } from "./lone-headings.ts";
import { citedIn } from "./mentions.ts";
import { describe } from "./metadata.ts";
import { notesIn } from "./notes.ts";
import { layOut, rulesOf } from "./page-layout.ts";
import { paint } from "./paint.ts";
import { partNotes } from "./part-notes.ts";
import { openPdf, type PdfDocument } from "./pdf-document.ts";
import type { Block, Line, Shape } from "./placed.ts";
import { qualityOf } from "./quality.ts";
import { findQuotes } from "./quotes.ts";
import { READER_VERSION } from "./reader-version.ts";
import { referencesIn } from "./references.ts";
import { bodyTypeOf, mendHeadings, nameBlocks } from "./roles.ts";
import { scanPages } from "./scan-pages.ts";
import { levelHeadings, withSections } from "./sections.ts";
import { speakersIn } from "./speakers.ts";
import { inheritNames } from "./tables.ts";
import { partUnseen } from "./unseen.ts";
import { wordsOf } from "./words.ts";

export interface ReadOptions {
  password?: string;
  ocr?: boolean;
  /** Where tesseract is looked for, written as a PATH; the usual places unless given. */
  programs?: string;
  bounds?: Partial<Bounds>;
  onProgress?: (done: number, total: number) => void;
  /** Told how many pages are read from their pictures, and how long that may take. */
  onScan?: (pages: number, milliseconds: number) => void;
  fileName?: string;
}

export type ReadResult = { ok: true; reading: Reading } | { ok: false; code: DocumentFailure; detail?: string };

/** What of a page is kept until all pages are read: words in lines, not glyphs. */
interface LookedAt {
  page: number;
  width: number;
  height: number;
  lines: Line[];
  shapes: Shape[];
  state: ReadPage["state"];
  unseen: number;
  /** Of a scanned page: how sure the scanner is, 0–1. */
  quality?: number;
}

/**
 * Reads a PDF in this process. Callers that do not know where a file comes from use {@link readReport}, which does this in
 * a process that can be killed.
 */
export async function readPdf(bytes: Uint8Array, options: ReadOptions = {}): Promise<ReadResult> {
  const bounds = { ...DEFAULT_BOUNDS, ...options.bounds };
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const tooMuch = await tooMuchIn(bytes, bounds.inflatedBytes);
  if (tooMuch) return { ok: false, code: "too-complex", detail: tooMuch };
  const { result: opened } = await countingComplaints(() => openPdf(bytes, options.password));
  if (!opened.ok) return opened;
  const { document } = opened;
  try {
    if (document.pageCount > bounds.pages)
      return { ok: false, code: "too-many-pages", detail: String(document.pageCount) };
    const pages: LookedAt[] = [];
    for (let number = 1; number <= document.pageCount; number++) {
      const { result: page, complaints } = await countingComplaints(() => lookAt(document, number, bounds));
      pages.push(complaints > MOST_DAMAGE ? { ...page, lines: [], state: "failed" } : page);
      options.onProgress?.(number, document.pageCount);
    }
    const { length } = pages;
    if (options.ocr)
      await scanPages(pages, bytes, {
        password: options.password,
        programs: options.programs,
        milliseconds: (count) => Math.min(count * bounds.millisecondsPerScan, bounds.millisecondsOfScans),
        ...(options.onScan ? { onStart: options.onScan } : {}),
        onPage: (done, more) => options.onProgress?.(length + done, length + more),
      });
    if (pages.every((page) => page.state !== "text" && page.state !== "ocr")) {
      const failed = pages.some((page) => page.state === "failed");
      return { ok: false, code: failed ? "damaged" : "no-text", detail: `${pages.length}` };
    }
    return { ok: true, reading: compose(pages, document, sha256, options.fileName) };
  } finally {
    await document.close();
  }
}

/** A page with more painted parts is a drawing: none of them is a table or a box. */
const MOST_SHAPES = 6000;

/** Operators that are no operators: more of them on one page, and what was read between them is not what was printed. */
const MOST_DAMAGE = 2;

async function lookAt(document: PdfDocument, number: number, bounds: Bounds): Promise<LookedAt> {
  try {
    const { source, release } = await document.page(number);
    const painted = await paint(source);
    release();
    const { width, height } = painted;
    const paper = { width, height };
    const { seen, unseen } = partUnseen(painted);
    const { words } = wordsOf(seen);
    const unread = seen.length > bounds.charactersPerPage || painted.cut;
    const lines = unread
      ? []
      : [0, 1, 2, 3].flatMap((turn) =>
          linesOf(
            words.filter((word) => word.turn === turn),
            number,
            paper,
          ),
        );
    const drawn = painted.shapes.some(
      (shape) => shape.kind === "image" || shape.kind === "fill" || shape.kind === "stroke",
    );
    const state = unread ? "failed" : lines.length > 0 ? "text" : drawn ? "no-text" : "blank";
    return {
      page: number,
      width,
      height,
      lines,
      shapes: painted.shapes.length > MOST_SHAPES ? [] : painted.shapes,
      state,
      unseen,
    };
  } catch {
    return { page: number, width: 0, height: 0, lines: [], shapes: [], state: "failed", unseen: 0 };
  }
}

function compose(pages: readonly LookedAt[], document: PdfDocument, sha256: string, fileName?: string): Reading {
  const { furniture, labels } = runningLines(pages);
  const spelling = new Spelling();
  let box = 0;
  const kept = pages.map((page) => ({ ...page, lines: page.lines.filter((line) => !furniture.has(line)) }));
  for (const { lines } of kept)
    for (const { words } of lines)
      for (const [i, word] of words.entries())
        if (i < words.length - 1 || !/[-\u00ad\u2010]$/.test(word.text)) spelling.add(word.text);
  const body = bodyTypeOf(kept.flatMap((page) => page.lines));
  const blocks: Block[][] = kept.map(({ lines, shapes, width, height }) => {
    const laid = findQuotes(
      layOut(lines, shapes, width * height, () => ++box),
      body,
    );
    nameBlocks(laid, body, { height, rules: rulesOf(shapes) });
    const mended = mendHeadings(laid);
    demoteLabels(mended);
    return partNotes(mended);
  });
  inheritNames(blocks);
  const stream = flowOf(blocks);
  levelHeadings(stream, body);
  const stretches = withSections(stream, (heading) => runOf(heading.lines, spelling).text).flatMap(
    ({ block, section }) => stretchesOf(block, section, spelling),
  );
  const { text, passages, words, speakers, starts } = assemble(stretches, sha256);
  const language = languageOfText(text);
  const quality = new Map(
    pages.map(({ page, lines, quality: scanned }) => [page, scanned ?? qualityOf(lines, language)]),
  );
  const read = pagesOf(pages, starts, text.length, (page) => document.labels?.[page - 1] ?? labels.get(page), quality);
  const running = pages.slice(0, FRONT_PAGES).map(({ lines }) => lines.filter((line) => furniture.has(line)));
  const front = frontOf(blocks, running, ({ lines }) => runOf(lines, spelling).text);
  const notes = notesIn(text, passages, read);
  const spoken = [...speakers, ...speakersIn(passages, notes)].sort((a, b) => a.start - b.start);
  return {
    readerVersion: READER_VERSION,
    sha256,
    ...describe({
      info: document.info,
      front,
      bodySize: body.size,
      headings: passages.filter(({ kind }) => kind === "heading").map((heading) => heading.text),
      text,
      ...(fileName === undefined ? {} : { fileName }),
    }),
    language,
    pageCount: document.pageCount,
    text,
    pages: read,
    passages,
    words,
    ...citedIn({ text, passages, references: referencesIn(passages), notes, speakers: spoken }),
    speakers: spoken,
    notes,
  };
}

/** Spans that partition the text: a page without text has an empty one where the next begins. */
function pagesOf(
  pages: readonly LookedAt[],
  starts: ReadonlyMap<number, number>,
  length: number,
  labelOf: (page: number) => string | undefined,
  quality: ReadonlyMap<number, number>,
): ReadPage[] {
  const result: ReadPage[] = [];
  let end = length;
  for (const { page, width, height, state, unseen } of [...pages].reverse()) {
    const start = Math.min(end, page === 1 ? 0 : (starts.get(page) ?? end));
    const label = labelOf(page);
    result.push({
      page,
      start,
      end,
      ...(label ? { label } : {}),
      state,
      width,
      height,
      quality: quality.get(page) ?? 0,
      invisibleChars: unseen,
    });
    end = start;
  }
  return result.reverse();
}
