import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Reading } from "../../functions/evidence/reading.ts";
import { readPdf } from "../../functions/ingest/read-pdf.ts";
import { READER_VERSION } from "../../functions/ingest/reader-version.ts";

/** The shared test material beside the checkout. Nothing of it is in the repository; where it is absent, tests say so. */
export const SHARED = resolve(import.meta.dirname, "../../../shared");
export const hasCorpus = existsSync(join(SHARED, "corpus/pdfs-reports"));

/** The readings are the same for every run of one reader: kept beside other temporary files. */
const CACHE = join(tmpdir(), "belaeg-test-readings");

export type CorpusReport = { name: string; reading: Reading };

/** Every report of the corpus as our reader reads it. Reports that cannot be read are left out. */
export async function corpusReports(): Promise<CorpusReport[]> {
  const folder = join(SHARED, "corpus/pdfs-reports");
  const files = [
    ...readdirSync(folder)
      .filter((name) => name.endsWith(".pdf"))
      .map((name) => join(folder, name)),
    ...["referat-del1.pdf", "vive-notat-del1.pdf"].map((name) => join(SHARED, "corpus", name)),
  ];
  const reports: CorpusReport[] = [];
  for (const file of files) {
    const reading = await readingOf(file);
    if (reading !== undefined) reports.push({ name: basename(file, ".pdf"), reading });
  }
  return reports;
}

async function readingOf(file: string): Promise<Reading | undefined> {
  const bytes = readFileSync(file);
  const key = createHash("sha256").update(READER_VERSION).update(bytes).digest("hex").slice(0, 24);
  const kept = join(CACHE, `${key}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8")) as Reading;
  const result = await readPdf(new Uint8Array(bytes));
  if (!result.ok) return undefined;
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(`${kept}.${process.pid}`, JSON.stringify(result.reading));
  renameSync(`${kept}.${process.pid}`, kept);
  return result.reading;
}
