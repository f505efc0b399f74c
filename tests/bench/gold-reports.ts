import { existsSync, readFileSync } from "node:fs";
import type { Reading } from "../../functions/evidence/reading.ts";
import { readReport } from "../../functions/ingest/read-report.ts";
import type { GoldSentence } from "./claim-score.ts";

const SHARED = new URL("../../../shared/", import.meta.url);

/** The PDFs that have labelled sentences. */
const NAMES = ["vive-notat-del1", "referat-del1"];

export interface GoldReport {
  name: string;
  reading: Reading;
  gold: GoldSentence[];
}

/** The labelled reports, read from their PDFs; `undefined` where the shared material is not beside the checkout. */
export async function readGoldReports(): Promise<GoldReport[] | undefined> {
  if (NAMES.some((name) => !existsSync(new URL(`gold/${name}.jsonl`, SHARED)))) return undefined;
  const reports: GoldReport[] = [];
  for (const name of NAMES) {
    const read = await readReport(readFileSync(new URL(`corpus/${name}.pdf`, SHARED)));
    if (!read.ok) throw new Error(`${name}.pdf could not be read: ${read.code}`);
    const gold = readFileSync(new URL(`gold/${name}.jsonl`, SHARED), "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => JSON.parse(line) as GoldSentence);
    reports.push({ name, reading: read.reading, gold });
  }
  return reports;
}
