import type { Span } from "../../functions/evidence/span.ts";

/** The shared corpus stands beside the checkout where it is present at all. */
export const SHARED = new URL("../../../shared/", import.meta.url).pathname;
export const DDT = `${SHARED}corpus/ud-danish-ddt-dev.json`;

export interface TreebankFile {
  documents: { text: string; sentences: Span[] }[];
}

export interface BoundaryScore {
  precision: number;
  recall: number;
  f1: number;
}

/** How well a splitter finds where sentences end. */
export function boundaryScore(file: TreebankFile, split: (text: string) => readonly Span[]): BoundaryScore {
  let right = 0;
  let said = 0;
  let gold = 0;
  for (const { text, sentences } of file.documents) {
    const ends = new Set(sentences.map((sentence) => sentence.end));
    const own = new Set(split(text).map((span) => span.end));
    for (const end of own) if (ends.has(end)) right++;
    said += own.size;
    gold += ends.size;
  }
  const precision = right / said;
  const recall = right / gold;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}
