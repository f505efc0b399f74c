import type { Engine } from "../functions/engines/engine.ts";
import type { Dataset } from "./datasets/dataset.ts";
import type { DocumentResult, Suite } from "./suites.ts";

/** Everything that must be the same for two runs to be compared. The prompt is what may differ. */
export interface Fingerprint {
  suite: string;
  scorerVersion: number;
  dataset: string;
  datasetHash: string;
  cases: string[];
  engine: string;
  model: string;
}

/** One run of a suite: counts per document, never only a score, so that it can be compared with any later one. */
export interface Run {
  fingerprint: Fingerprint;
  /** By which prompts, by prompt name; empty for the built-in engine and for anchoring. */
  prompts: Record<string, string>;
  documents: DocumentResult[];
}

export function fingerprintOf(
  suite: Suite,
  dataset: Dataset,
  engine: Engine,
  documents: readonly DocumentResult[],
): Fingerprint {
  return {
    suite: suite.name,
    scorerVersion: suite.scorerVersion,
    dataset: dataset.name,
    datasetHash: dataset.hash,
    cases: documents.map(({ id }) => id),
    engine: suite.usesEngine ? engine.origin.engine : "none",
    model: suite.usesEngine ? (engine.origin.model ?? "none") : "none",
  };
}

/** @returns the names of the fields that make two runs incomparable; none when they can be compared. */
export const differingFields = (a: Fingerprint, b: Fingerprint): string[] =>
  (Object.keys(a) as (keyof Fingerprint)[]).filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
