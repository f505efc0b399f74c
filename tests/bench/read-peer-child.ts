import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { PeerName } from "./read-peers.ts";

/** Pages and pieces of text, as a reader gives them. */
type Read = (bytes: Uint8Array, file: string) => Promise<{ pages: number; pieces: string[] }>;

const sentences = (text: string) =>
  [...new Intl.Segmenter("da", { granularity: "sentence" }).segment(text)].map(({ segment }) => segment.trim());

const READERS: Record<PeerName, () => Promise<Read>> = {
  belaeg: async () => {
    const { readPdf } = await import("../../functions/ingest/read-pdf.ts");
    return async (bytes) => {
      const result = await readPdf(bytes);
      if (!result.ok) throw new Error(result.code);
      return { pages: result.reading.pageCount, pieces: result.reading.passages.map((passage) => passage.text) };
    };
  },
  "pdf-parse": async () => {
    const { PDFParse } = await import("pdf-parse");
    return async (bytes) => {
      const parser = new PDFParse({ data: new Uint8Array(bytes), verbosity: 0 });
      const { total, pages } = await parser.getText({ pageJoiner: "" });
      await parser.destroy();
      return { pages: total, pieces: pages.flatMap((page) => sentences(page.text)) };
    };
  },
  pdfjs: async () => {
    const pdfjs = await import("pdfjs-dist/legacy/build/pdf.mjs");
    return async (bytes) => {
      const task = pdfjs.getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
      const document = await task.promise;
      const pieces: string[] = [];
      for (let number = 1; number <= document.numPages; number++) {
        const page = await document.getPage(number);
        const { items } = await page.getTextContent();
        pieces.push(
          ...sentences(items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("")),
        );
        page.cleanup();
      }
      const pages = document.numPages;
      await task.destroy();
      return { pages, pieces };
    };
  },
  unpdf: async () => {
    const { extractText } = await import("unpdf");
    return async (bytes) => {
      const { totalPages, text } = await extractText(new Uint8Array(bytes), { mergePages: false });
      return { pages: totalPages, pieces: text.flatMap(sentences) };
    };
  },
  langchain: async () => {
    // its peer dependencies rule out ours: it is read from a folder of its own
    const load = async (name: string) => import(createRequire(`${peersFolder}/`).resolve(name)) as Promise<unknown>;
    const { PDFLoader } = (await load("@langchain/community/document_loaders/fs/pdf")) as {
      PDFLoader: new (file: Blob) => { load(): Promise<{ pageContent: string }[]> };
    };
    const { RecursiveCharacterTextSplitter } = (await load("@langchain/textsplitters")) as {
      RecursiveCharacterTextSplitter: new () => {
        splitDocuments(pages: { pageContent: string }[]): Promise<{ pageContent: string }[]>;
      };
    };
    return async (bytes) => {
      const pages = await new PDFLoader(new Blob([new Uint8Array(bytes)])).load();
      const chunks = await new RecursiveCharacterTextSplitter().splitDocuments(pages);
      return { pages: pages.length, pieces: chunks.map((chunk) => chunk.pageContent) };
    };
  },
  pdftotext: async () => {
    execFileSync("pdftotext", ["-v"], { stdio: "ignore" });
    return async (_, file) => {
      const text = execFileSync("pdftotext", ["-q", "-enc", "UTF-8", file, "-"], { maxBuffer: 2 ** 28 }).toString();
      const pages = text.split("\f").slice(0, -1);
      return { pages: pages.length, pieces: pages.flatMap(sentences) };
    };
  },
};

const [task, peersFolder, name, ...files] = process.argv.slice(2) as [string, string, PeerName, ...string[]];

async function answer(): Promise<unknown> {
  let read: Read;
  try {
    read = await READERS[name]();
  } catch {
    return { missing: "not installed" };
  }
  if (task === "text") return { pieces: (await read(readFileSync(files[0]!), files[0]!)).pieces };
  let pages = 0;
  let milliseconds = 0;
  let cpuMilliseconds = 0;
  let unread = 0;
  for (const file of files) {
    const bytes = readFileSync(file);
    let best = Number.POSITIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 3; round++) {
      const started = performance.now();
      const before = process.threadCpuUsage();
      try {
        const result = await read(bytes, file);
        if (round === 0) pages += result.pages;
      } catch {
        if (round === 0) unread++;
      }
      best = Math.min(best, performance.now() - started);
      const { user, system } = process.threadCpuUsage(before);
      least = Math.min(least, (user + system) / 1000);
    }
    milliseconds += best;
    cpuMilliseconds += least;
  }
  return { pages, milliseconds, cpuMilliseconds, unread, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
}

process.stdout.write(`\u0001${JSON.stringify(await answer())}`);
process.exit(0);
