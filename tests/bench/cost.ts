import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { reportIdOf, type WorkspaceId } from "../../functions/evidence/ids.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import { claimsFrom } from "../../functions/extract/claims-from.ts";
import { readReport } from "../../functions/ingest/read-report.ts";
import { enginesWith } from "../../functions/runtime/engines.ts";
import { newClaimRow } from "../../functions/store/claim-row.ts";

const amount = z.number().nonnegative();
const Prices = z.strictObject({
  region: z.string(),
  lambdaGbSecond: amount,
  s3GbMonth: amount,
  tableGbMonth: amount,
  millionTableWrites: amount,
  millionInputTokens: amount,
  millionOutputTokens: amount,
  alarmMonth: amount,
  /** Alarms that watch what is usual count threefold. */
  alarms: amount,
  figureMonth: amount,
  figures: amount,
});

/** Memory of the functions in stacks/pipeline.ts, in GB. */
const READ_GB = 2;
const EXTRACT_GB = 1;
/** DynamoDB counts a write of an item in steps of this many bytes. */
const WRITE_STEP = 1024;
/** Danish text takes about this many characters a token; a model repeats about a third of what it reads. */
const CHARACTERS_A_TOKEN = 3;
const ANSWER_SHARE = 0.4;
/** Enough to even out that reports differ. */
const MOST_REPORTS = 24;

interface Measured {
  pages: number;
  pdf: number;
  reading: number;
  claims: number;
  claimBytes: number;
  writes: number;
  readSeconds: number;
  extractSeconds: number;
  characters: number;
}

async function measure(path: string): Promise<Measured | undefined> {
  const bytes = new Uint8Array(await readFile(path));
  const began = performance.now();
  const outcome = await readReport(bytes);
  if (!outcome.ok) return undefined;
  const readAt = performance.now();
  const { reading } = outcome;
  const engine = await enginesWith({})("local");
  const reportId = reportIdOf("cost", createHash("sha256").update(bytes).digest("hex"));
  const { claims } = await claimsFrom(engine, reading, { reportId, themes: DEFAULT_THEMES });
  const done = performance.now();
  const rows = claims.map((claim) =>
    Buffer.byteLength(JSON.stringify(newClaimRow("wsp_cost" as WorkspaceId, "run", claim, new Date(0).toISOString()))),
  );
  return {
    pages: reading.pageCount,
    pdf: bytes.byteLength,
    reading: gzipSync(JSON.stringify(reading)).byteLength,
    claims: claims.length,
    claimBytes: rows.reduce((sum, size) => sum + size, 0),
    writes: rows.reduce((sum, size) => sum + Math.ceil(size / WRITE_STEP), 0),
    readSeconds: (readAt - began) / 1000,
    extractSeconds: (done - readAt) / 1000,
    characters: reading.text.length,
  };
}

/** What a report of 60 pages costs, by the sizes of the reports in `FOLDER …` (the samples when none) and a table of prices. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { prices: { type: "string" } } });
  const pricesFile = values.prices ?? fileURLToPath(new URL("./cost.prices.json", import.meta.url));
  const prices = Prices.parse(JSON.parse(await readFile(pricesFile, "utf8")));
  const folders =
    positionals.length > 0 ? positionals : [fileURLToPath(new URL("../../evals/reports", import.meta.url))];
  const files = (
    await Promise.all(folders.map(async (folder) => (await readdir(folder)).map((file) => join(folder, file))))
  ).flat();
  const all: Measured[] = [];
  for (const file of files.filter((path) => path.endsWith(".pdf")).slice(0, MOST_REPORTS)) {
    const measured = await measure(file);
    if (measured !== undefined) all.push(measured);
  }
  const pages = total(all, "pages");
  if (pages === 0) throw new Error("no report could be read");
  const of60 = (what: keyof Measured) => (total(all, what) / pages) * 60;
  const gb = (bytes: number) => bytes / 1e9;
  const kept = gb(of60("pdf") + of60("reading")) * prices.s3GbMonth + gb(of60("claimBytes")) * prices.tableGbMonth;
  const reading = of60("readSeconds") * READ_GB * prices.lambdaGbSecond;
  const extracting = of60("extractSeconds") * EXTRACT_GB * prices.lambdaGbSecond;
  const writing = (of60("writes") / 1e6) * prices.millionTableWrites;
  const input = of60("characters") / CHARACTERS_A_TOKEN;
  const model = (input * prices.millionInputTokens + input * ANSWER_SHARE * prices.millionOutputTokens) / 1e6;
  const once = reading + extracting + writing;
  const usd = (value: number) => value.toFixed(value < 0.01 ? 5 : 2);
  const rows: [string, string, string][] = [
    ["PDF in S3", `${(of60("pdf") / 1e6).toFixed(1)} MB`, ""],
    ["reading in S3, gzip", `${(of60("reading") / 1e6).toFixed(2)} MB`, ""],
    ["claims in the table", `${of60("claims").toFixed(0)}, ${(of60("claimBytes") / 1e6).toFixed(2)} MB`, ""],
    ["kept, a month", "", usd(kept)],
    ["reading it", `${of60("readSeconds").toFixed(1)} s × ${READ_GB} GB`, usd(reading)],
    ["finding claims, built-in", `${of60("extractSeconds").toFixed(1)} s × ${EXTRACT_GB} GB`, usd(extracting)],
    ["writing claims", `${of60("writes").toFixed(0)} write units`, usd(writing)],
    ["once, built-in engine", "", usd(once)],
    ["a model on top", `${input.toFixed(0)} + ${(input * ANSWER_SHARE).toFixed(0)} tokens`, usd(model)],
  ];
  console.log(`${all.length} reports, ${pages} pages, scaled to 60; ${prices.region}`);
  for (const [what, much, price] of rows) console.log(`${what.padEnd(28)} ${much.padStart(22)} ${price.padStart(10)}`);
  const watching = prices.alarms * prices.alarmMonth + prices.figures * prices.figureMonth;
  for (const [name, reports] of [
    ["a workspace of 40 reports", 40],
    ["10,000 reports", 10_000],
    ["100,000 reports", 100_000],
  ] as const)
    console.log(
      `${name}: once ${usd(once * reports)}, with a model ${usd((once + model) * reports)}, kept a month ${usd(kept * reports + watching)}`,
    );
}

const total = (all: readonly Measured[], what: keyof Measured) => all.reduce((sum, one) => sum + one[what], 0);
