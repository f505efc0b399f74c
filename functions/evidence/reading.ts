import { z } from "zod";
import { Note } from "./note.ts";
import { Passage } from "./passage.ts";
import type { Rect } from "./rect.ts";
import { SourceMention, Speaking } from "./source.ts";
import type { Span } from "./span.ts";

export const ReportKind = z.enum(["research", "status", "screening", "minutes", "guideline", "plan", "other"]);
export type ReportKind = z.infer<typeof ReportKind>;

export const PageState = z.enum(["text", "blank", "no-text", "ocr", "failed"]);
export type PageState = z.infer<typeof PageState>;

/** One page of the canonical text. The pages' spans partition it. */
export const ReadPage = z.object({
  page: z.int().positive(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** The printed page number where it differs from, or is known beside, the physical one. */
  label: z.string().optional(),
  state: PageState,
  /** Points (1/72 inch) of the CropBox as displayed, after rotation. */
  width: z.number(),
  height: z.number(),
  /** 0–1; under 0.5 the text layer is poor (replacement characters, vowel-less words, no æøå). */
  quality: z.number().min(0).max(1),
  /** Characters found on the page that a person cannot see (white, tiny, off the page, hidden layer). */
  invisibleChars: z.int().nonnegative(),
});
export type ReadPage = z.infer<typeof ReadPage>;

/**
 * A word fragment on one line, as `[start, end, page, x, y, width, height]`: UTF-16 offsets into the canonical text and
 * fractions of the page. Arrays, because a report has tens of thousands.
 */
export const PlacedWord = z.tuple([z.int(), z.int(), z.int(), z.number(), z.number(), z.number(), z.number()]);
export type PlacedWord = z.infer<typeof PlacedWord>;

/** The stored form of a report as read. `readerVersion` says by which reader: offsets belong to one reader version. */
export const Reading = z.object({
  readerVersion: z.string(),
  sha256: z.string(),
  title: z.string(),
  publisher: z.string().optional(),
  year: z.int().optional(),
  kind: ReportKind.optional(),
  language: z.enum(["da", "en", "sv", "other"]),
  pageCount: z.int().nonnegative(),
  text: z.string(),
  pages: z.array(ReadPage),
  passages: z.array(Passage),
  /** In order of `start`. */
  words: z.array(PlacedWord),
  mentions: z.array(SourceMention),
  speakers: z.array(Speaking),
  /** Entries of the reference list, and notes that are one: the label that mentions use, and the entry as printed. */
  references: z.array(z.object({ label: z.string(), entry: z.string() })),
  /** Footnotes, table notes and end notes, with the marks that point to them. Readers before version 2 tied none. */
  notes: z.array(Note).optional(),
});
export type Reading = z.infer<typeof Reading>;

/** The page on which an offset of the canonical text lies. */
export function pageAt(reading: Pick<Reading, "pages">, offset: number): number {
  let low = 0;
  let high = reading.pages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (reading.pages[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  // blank pages have empty spans: an offset on a border belongs to the first page that has text after it
  while (low < reading.pages.length - 1 && reading.pages[low]!.end <= offset) low++;
  return reading.pages[low]?.page ?? 1;
}

/** The words that a span touches, in order. */
export function wordsIn(reading: Pick<Reading, "words">, span: Span): PlacedWord[] {
  const { words } = reading;
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]![1] <= span.start) low = middle + 1;
    else high = middle;
  }
  const found: PlacedWord[] = [];
  for (let i = low; i < words.length && words[i]![0] < span.end; i++) found.push(words[i]!);
  return found;
}

const round = (value: number) => Math.round(value * 1e5) / 1e5;

/** A word that runs up or down the page. */
const isTall = (width: number, height: number, letters: number) => letters > 3 && height > 1.5 * width;

/**
 * Where a span stands on its page or pages: one rectangle a line of text, and one a line of each cell of a table. A word
 * cut by the span counts in proportion.
 */
export function rectsOf(reading: Pick<Reading, "words" | "text">, span: Span): Rect[] {
  const rects: Rect[] = [];
  let before = span.start;
  for (const [start, end, page, x, y, width, height] of wordsIn(reading, span)) {
    const length = Math.max(1, end - start);
    const from = x + (width * (Math.max(start, span.start) - start)) / length;
    const to = x + (width * (Math.min(end, span.end) - start)) / length;
    const last = rects.at(-1);
    const isNextCell = reading.text.slice(before, start).includes("\t");
    before = end;
    const sameLine =
      last !== undefined &&
      !isNextCell &&
      last.page === page &&
      Math.abs(last.y + last.height / 2 - (y + height / 2)) < Math.max(last.height, height) * 0.35 &&
      from >= last.x + last.width - height &&
      // lines that run down the page follow each other leftwards, lines that run up it rightwards
      from >= last.x - 0.001 &&
      !(isTall(width, height, length) && isTall(last.width, last.height, length)) &&
      from - (last.x + last.width) < Math.max(0.06, height * 4);
    if (sameLine) {
      const bottom = Math.max(last.y + last.height, y + height);
      last.width = Math.max(last.x + last.width, to) - last.x;
      last.y = Math.min(last.y, y);
      last.height = bottom - last.y;
    } else rects.push({ page, x: from, y, width: to - from, height });
  }
  return rects.map((r) => ({
    page: r.page,
    x: round(r.x),
    y: round(r.y),
    width: round(r.width),
    height: round(r.height),
  }));
}

/** Passages that a span touches, in order of text. */
export function passagesIn(reading: Pick<Reading, "passages">, span: Span): Passage[] {
  return reading.passages.filter((passage) => passage.start < span.end && span.start < passage.end);
}
