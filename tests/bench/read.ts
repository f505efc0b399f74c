import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import { splitSentences } from "../../functions/ingest/sentences.ts";
import { boundaryScore, DDT, SHARED, type TreebankFile } from "../ingest/treebank.ts";
import { langchainFolder } from "./langchain-folder.ts";
import { longReport } from "./long-report.ts";
import { measurePeer, PEERS } from "./read-peers.ts";
import { goldScores } from "./read-quality.ts";

/** The reports to read: those named, else the shared corpus. */
function files(args: string[]): string[] {
  if (args.length > 0) return args;
  const folder = `${SHARED}corpus/pdfs-reports/`;
  if (!existsSync(folder)) return [];
  const named = [`${SHARED}corpus/vive-notat-del1.pdf`, `${SHARED}corpus/referat-del1.pdf`];
  return [
    ...named,
    ...readdirSync(folder)
      .filter((name) => name.endsWith(".pdf"))
      .map((name) => folder + name),
  ];
}

const cell = (value: string | number, width: number) => String(value).padStart(width);

/**
 * `npm run bench -- read [--with-langchain] [--long] [FILE.pdf …]`: Belæg's reader beside its peers, each in a process of its
 * own, in one run. LangChain cannot stand beside our own packages: `--with-langchain` has npm put it into a folder of its
 * own first (once). `--long` times a report of 500 pages instead.
 */
export async function run(args: string[]): Promise<void> {
  const options = new Set(args.filter((arg) => arg.startsWith("--")));
  const unknown = [...options].filter((option) => option !== "--with-langchain" && option !== "--long");
  if (unknown.length > 0) {
    console.error(`belaeg: read does not know ${unknown.join(" ")}`);
    process.exitCode = 2;
    return;
  }
  if (options.has("--long")) return longReport();
  const peersFolder = options.has("--with-langchain") ? await langchainFolder() : path.resolve(".");
  const reports = files(args.filter((arg) => !arg.startsWith("--")));
  if (reports.length === 0) {
    console.log("read: nothing to read (the shared corpus is not there; name PDF files)");
    return;
  }
  console.log(
    `machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
  );
  console.log(`${reports.length} reports, each read three times in one process; the fastest of the three counts\n`);
  console.log(
    `${"reader".padEnd(34)}${cell("pages", 7)}${cell("ms", 8)}${cell("cpu ms", 8)}${cell("pages/s", 9)}${cell("cpu × pdf-parse", 17)}${cell("peak MB", 9)}`,
  );
  let base = 0;
  for (const peer of PEERS) {
    const measured = await measurePeer(peer.name, reports, peersFolder);
    if ("missing" in measured) {
      console.log(`${peer.label.padEnd(34)} not measured: ${measured.missing}`);
      continue;
    }
    const { pages, milliseconds, cpuMilliseconds, peakMegabytes, unread } = measured;
    if (peer.name === "pdf-parse") base = cpuMilliseconds;
    // pdftotext works in a process of its own: its time is not this thread's
    const own = peer.name === "pdftotext" ? Number.NaN : cpuMilliseconds;
    const ratio = base === 0 || Number.isNaN(own) ? "–" : (own / base).toFixed(2);
    console.log(
      `${peer.label.padEnd(34)}${cell(pages, 7)}${cell(milliseconds.toFixed(0), 8)}${cell(Number.isNaN(own) ? "–" : own.toFixed(0), 8)}${cell(((1000 * pages) / milliseconds).toFixed(0), 9)}${cell(ratio, 17)}${cell(peakMegabytes.toFixed(0), 9)}${unread > 0 ? `  (${unread} not read)` : ""}`,
    );
  }
  await goldScores(
    PEERS.map((peer) => peer.name),
    peersFolder,
  );
  boundaries();
}

/** The sentence splitter beside what comes with the platform and what a plain pattern does. */
function boundaries(): void {
  if (!existsSync(DDT)) {
    console.log("\nsentence boundaries: not measured (the shared corpus is not there)");
    return;
  }
  const file = JSON.parse(readFileSync(DDT, "utf8")) as TreebankFile;
  const segmenter = new Intl.Segmenter("da", { granularity: "sentence" });
  const trimmed = (text: string, start: number, end: number) => ({
    start,
    end: start + text.slice(start, end).trimEnd().length,
  });
  const splitters: Record<string, (text: string) => { start: number; end: number }[]> = {
    "Belæg splitSentences": splitSentences,
    "Intl.Segmenter (da)": (text) =>
      [...segmenter.segment(text)].map(({ index, segment }) => trimmed(text, index, index + segment.length)),
    "pattern [.!?] + capital": (text) => {
      const spans: { start: number; end: number }[] = [];
      let start = 0;
      for (const match of text.matchAll(/[.!?]["'”»)]*\s+(?=["'“„»(]?\p{Lu})/gu)) {
        const end = match.index + match[0].length;
        spans.push(trimmed(text, start, end));
        start = end;
      }
      return [...spans, trimmed(text, start, text.length)];
    },
  };
  console.log(`\n${"sentence boundaries, UD Danish DDT".padEnd(36)}${cell("P", 8)}${cell("R", 8)}${cell("F1", 8)}`);
  for (const [name, split] of Object.entries(splitters)) {
    const { precision, recall, f1 } = boundaryScore(file, split);
    console.log(
      `${name.padEnd(36)}${cell(precision.toFixed(4), 8)}${cell(recall.toFixed(4), 8)}${cell(f1.toFixed(4), 8)}`,
    );
  }
}
