import { spawn } from "node:child_process";
import { PDFParse } from "pdf-parse";
import type { Face, Word } from "./placed.ts";

/** Pixels a point: 200 dots an inch, below which small print suffers and above which only time grows. */
const SCALE = 200 / 72;
/** tesseract's own confidence in a word, 0–100; what it believes less is a picture. */
const LEAST_CONFIDENCE = 30;
const FACE: Face = { name: "ocr", bold: false, italic: false, ascent: 0.8, descent: 0.2 };

export interface ScannedPage {
  words: Word[];
  /** Mean confidence, 0–1. */
  quality: number;
}

/** Reads pictures of pages with an installed `tesseract`; the pages are rendered by pdf-parse. */
export interface Scanner {
  scan(page: number): Promise<ScannedPage | undefined>;
  close(): Promise<void>;
}

/** @returns undefined where no tesseract is installed, or none that knows Danish or English. */
export async function openScanner(bytes: Uint8Array, password?: string): Promise<Scanner | undefined> {
  const listed = await run(["--list-langs"]).catch(() => "");
  const languages = ["dan", "eng"].filter((language) => new RegExp(`^${language}$`, "m").test(listed));
  if (languages.length === 0) return undefined;
  const parser = new PDFParse({
    data: new Uint8Array(bytes),
    verbosity: 0,
    ...(password === undefined ? {} : { password }),
  });
  return {
    scan: async (page) => {
      const { pages } = await parser.getScreenshot({
        partial: [page],
        scale: SCALE,
        imageBuffer: true,
        imageDataUrl: false,
      });
      const picture = pages[0]?.data;
      if (!picture) return undefined;
      const table = await run(["stdin", "stdout", "-l", languages.join("+"), "--dpi", "200", "tsv"], picture);
      return wordsIn(table);
    },
    close: () => parser.destroy(),
  };
}

/** tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
function wordsIn(table: string): ScannedPage {
  const words: Word[] = [];
  const heights = [...table.matchAll(/^4(?:\t\d+){8}\t(\d+)/gm)].map((row) => Number(row[1])).sort((a, b) => a - b);
  const usual = (heights[heights.length >> 1] ?? 0) / SCALE;
  let line = { top: 0, height: 0 };
  let sum = 0;
  for (const row of table.split("\n").slice(1)) {
    const cells = row.split("\t");
    const [level, , , , , , left, top, wide, high, confidence] = cells.map(Number);
    const text = (cells[11] ?? "").trim();
    if (level === 4) line = { top: top! / SCALE, height: high! / SCALE };
    if (level !== 5 || text === "" || confidence! < LEAST_CONFIDENCE) continue;
    sum += confidence!;
    // a line's height depends on which letters stand in it: lines of about the usual height are of one size
    const size = Math.abs(line.height - usual) < 0.35 * usual ? usual : line.height;
    words.push({
      u0: left! / SCALE,
      u1: (left! + wide!) / SCALE,
      v: line.top + 0.8 * line.height,
      size,
      face: FACE,
      turn: 0,
      text,
      colour: "#000000",
      order: words.length,
      artifact: false,
      glued: false,
      raised: false,
    });
  }
  return { words, quality: words.length === 0 ? 0 : sum / words.length / 100 };
}

function run(args: readonly string[], input?: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("tesseract", args, {
      stdio: ["pipe", "pipe", "ignore"],
      env: { PATH: "/opt/bin:/usr/local/bin:/usr/bin:/bin", OMP_THREAD_LIMIT: "1" },
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve(Buffer.concat(chunks).toString("utf8")) : reject(new Error(`tesseract ended with ${code}`)),
    );
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? new Uint8Array(0));
  });
}
