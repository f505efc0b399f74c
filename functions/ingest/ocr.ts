import { PDFParse } from "pdf-parse";
import type { Face, Paper, Word } from "./placed.ts";
import { findTesseract } from "./tesseract.ts";
import { along, down, type Turn } from "./words.ts";

/** Pixels a point: 200 dots an inch, below which small print suffers and above which only time grows. */
const SCALE = 200 / 72;
/** A poster is drawn smaller: its picture has to fit in memory. */
const MOST_PIXELS = 24_000_000;
/** pdf-parse keeps each page's pictures until it is closed: after so many pages it is opened anew. */
const PAGES_OPEN = 8;
/** tesseract's own confidence, 0–100: what it believes less is a picture, unless it stands in a line that it does believe. */
const LEAST_CONFIDENCE = 30;
const BELIEVED = 60;
const FACE: Face = { name: "ocr", bold: false, italic: false, ascent: 0.8, descent: 0.2 };

export interface ScannedPage {
  words: Word[];
  /** Mean confidence, 0–1. */
  quality: number;
}

/** Reads pictures of pages with an installed `tesseract`; the pages are rendered by pdf-parse, one at a time. */
export interface Scanner {
  scan(page: number, paper: Paper): Promise<ScannedPage | undefined>;
  close(): Promise<void>;
}

/** @returns undefined where no tesseract is installed, or none that knows Danish or English. */
export async function openScanner(
  bytes: Uint8Array,
  { password, programs }: { password?: string | undefined; programs?: string | undefined } = {},
): Promise<Scanner | undefined> {
  const tesseract = await findTesseract(programs);
  if (tesseract === undefined) return undefined;
  const open = () =>
    new PDFParse({ data: new Uint8Array(bytes), verbosity: 0, ...(password === undefined ? {} : { password }) });
  let parser = open();
  let drawn = 0;
  let drawing: Promise<unknown> = Promise.resolve();
  const draw = async (page: number, scale: number) => {
    if (drawn++ === PAGES_OPEN) {
      await parser.destroy();
      parser = open();
      drawn = 1;
    }
    const { pages } = await parser.getScreenshot({ partial: [page], scale, imageBuffer: true, imageDataUrl: false });
    return pages[0]?.data;
  };
  return {
    scan: async (page, { width, height }) => {
      const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / Math.max(1, width * height)));
      const mine = drawing.then(() => draw(page, scale));
      drawing = mine.catch(() => undefined);
      const picture = await mine;
      return picture === undefined ? undefined : wordsIn(await tesseract.read(picture), scale);
    },
    close: () => parser.destroy(),
  };
}

/** A box of tesseract's table, in points of the page as displayed. */
interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** tesseract's table → words in reading space of the way the page lies. */
export function wordsIn(table: string, scale: number): ScannedPage {
  const lines = linesIn(table, scale);
  const turn = turnOf(lines);
  const heights = lines.map(({ box }) => inTurn(box, turn).v1 - inTurn(box, turn).v0).sort((a, b) => a - b);
  const usual = heights[heights.length >> 1] ?? 0;
  const words: Word[] = [];
  let sum = 0;
  for (const line of lines) {
    const { v0, v1 } = inTurn(line.box, turn);
    // a line's height depends on which letters stand in it: lines of about the usual height are of one size
    const size = Math.abs(v1 - v0 - usual) < 0.35 * usual ? usual : v1 - v0;
    for (const { box, text, confidence } of line.words) {
      sum += confidence;
      const { u0, u1 } = inTurn(box, turn);
      words.push({
        ...{ u0, u1, v: v0 + 0.8 * (v1 - v0), size, face: FACE, turn, text, order: words.length },
        ...{ colour: "#000000", artifact: false, glued: false, raised: false },
      });
    }
  }
  return { words, quality: words.length === 0 ? 0 : sum / words.length / 100 };
}

interface ReadLine {
  box: Box;
  words: { box: Box; text: string; confidence: number }[];
}

/** Lines with the words that are worth believing: a dropped word in a sentence would change it. */
function linesIn(table: string, scale: number): ReadLine[] {
  const lines: ReadLine[] = [];
  for (const row of table.split("\n").slice(1)) {
    const cells = row.split("\t");
    const [level, , , , , , left = 0, top = 0, wide = 0, high = 0, confidence = 0] = cells.map(Number);
    const box = { x0: left / scale, y0: top / scale, x1: (left + wide) / scale, y1: (top + high) / scale };
    const text = (cells[11] ?? "").trim();
    if (level === 4) lines.push({ box, words: [] });
    else if (level === 5 && text !== "") lines.at(-1)?.words.push({ box, text, confidence });
  }
  for (const line of lines) {
    const sure = line.words.filter(({ confidence }) => confidence >= BELIEVED).length >= line.words.length / 2;
    line.words = line.words.filter(
      ({ text, confidence }) => confidence >= LEAST_CONFIDENCE || (sure && /[\p{L}\d]/u.test(text)),
    );
  }
  return lines.filter(({ words }) => words.length > 0);
}

/** Which way most of a page's lines run, by where their first and last words stand. */
function turnOf(lines: readonly { words: readonly { box: Box }[] }[]): Turn {
  const votes = [0, 0, 0, 0];
  for (const { words } of lines) {
    const first = words[0]?.box;
    const last = words.at(-1)?.box;
    if (first === undefined || last === undefined || first === last) continue;
    const dx = last.x0 + last.x1 - first.x0 - first.x1;
    const dy = last.y0 + last.y1 - first.y0 - first.y1;
    const turn = Math.abs(dx) > Math.abs(dy) ? (dx > 0 ? 0 : 2) : dy > 0 ? 1 : 3;
    votes[turn] = votes[turn]! + words.length;
  }
  return votes.indexOf(Math.max(...votes)) as Turn;
}

function inTurn({ x0, y0, x1, y1 }: Box, turn: Turn) {
  const us = [along(turn, x0, y0), along(turn, x1, y1)];
  const vs = [down(turn, x0, y0), down(turn, x1, y1)];
  return { u0: Math.min(...us), u1: Math.max(...us), v0: Math.min(...vs), v1: Math.max(...vs) };
}
