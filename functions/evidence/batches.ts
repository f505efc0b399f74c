import { canBeEvidence, type Passage } from "./passage.ts";

/** Passage numbers `from` (inclusive) to `to` (exclusive). */
export interface Batch {
  from: number;
  to: number;
}

const sameSection = (a: Passage, b: Passage) =>
  a.section.length === b.section.length && a.section.every((title, level) => title === b.section[level]);

/**
 * Cuts a report's passages into batches of about `size`, at section borders where there is one in reach: a claim often
 * leans on its heading and neighbours. The same passages always give the same batches.
 * @param size passages a batch holds at most; a section of up to half as much again stays whole.
 * @returns none for a report in which no passage can be evidence.
 */
export function cutBatches(passages: readonly Passage[], size: number): Batch[] {
  const batches: Batch[] = [];
  const longest = Math.max(1, Math.ceil(size * 1.5));
  let from = 0;
  while (from < passages.length) {
    let to = Math.min(from + size, passages.length);
    if (to < passages.length) to = nearestBorder(passages, from, to, Math.min(from + longest, passages.length));
    if (passages.slice(from, to).some(canBeEvidence)) batches.push({ from, to });
    from = to;
  }
  return batches;
}

/** The last section border in the second half of the batch, else the first one within reach after it, else `to` itself. */
function nearestBorder(passages: readonly Passage[], from: number, to: number, limit: number): number {
  const isBorder = (at: number) => !sameSection(passages[at - 1]!, passages[at]!);
  for (let at = to; at >= from + (to - from) / 2; at--) if (isBorder(at)) return at;
  for (let at = to + 1; at < limit; at++) if (isBorder(at)) return at;
  return to;
}
