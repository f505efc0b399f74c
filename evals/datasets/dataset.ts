import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { hashOf } from "./hash-of.ts";
import { type LabelledReport, readLabelled } from "./labelled-report.ts";
import { type ReviewCase, readCases } from "./review-case.ts";
import { loadSample, SAMPLES } from "./sample-report.ts";

/** Fully judged reports with one name for exactly this content. */
export interface Dataset {
  name: string;
  /** SHA-256 over ids and contents, 12 hex digits: two runs compare only when it is the same. */
  hash: string;
  documents: LabelledReport[];
  /** Experts' decisions on claims of these reports; of other reports the text is not here. */
  cases: ReviewCase[];
}

const FOLDER = path.join(import.meta.dirname, "reports");

/** Three of ten documents are never looked at while a prompt is written. By hash, so that adding one moves no other. */
export const isHoldout = (documentId: string) =>
  createHash("sha256").update(documentId).digest().readUInt32BE(0) / 2 ** 32 < 0.3;

/**
 * The short reports, each written to be judged, and the three sample reports as the product read them from PDF.
 * @param which `dev` while writing, `holdout` for a last look, `all` for the gate.
 */
export function loadDataset(which: "dev" | "holdout" | "all" = "all", cases = readCases()): Dataset {
  const short = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => readLabelled(name.replace(/\.md$/, ""), readFileSync(path.join(FOLDER, name), "utf8")))
    .map((report) => ({ ...report, hash: report.reading.sha256 }));
  const reports = [...short, ...SAMPLES.map((name) => loadSample(name))].filter(
    ({ id }) => which === "all" || isHoldout(id) === (which === "holdout"),
  );
  const shas = new Set(reports.map(({ reading }) => reading.sha256));
  const judged = cases.filter(({ document }) => shas.has(document));
  return {
    name: `reports-${which}`,
    hash: hashOf([...reports.map(({ id, hash }) => id + hash), ...judged.map((item) => JSON.stringify(item)).sort()]),
    documents: reports.map(({ id, reading, gold }) => ({ id, reading, gold })),
    cases: judged,
  };
}
