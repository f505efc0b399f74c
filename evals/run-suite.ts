import type { Engine } from "../functions/engines/engine.ts";
import type { Dataset } from "./datasets/dataset.ts";
import { fingerprintOf, type Run } from "./fingerprint.ts";
import type { Suite } from "./suites.ts";

/** Runs one suite over a dataset. Deterministic for the built-in engine and for recordings. */
export async function runSuite(
  suite: Suite,
  dataset: Dataset,
  engine: Engine,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Run> {
  const { documents } = await suite.run(dataset, engine, onProgress);
  return {
    fingerprint: fingerprintOf(suite, dataset, engine, documents),
    prompts: suite.usesEngine ? { ...(engine.promptVersions ?? {}) } : {},
    documents: documents.map((document) => ({ ...document, counts: sorted(document.counts) })),
  };
}

const sorted = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
