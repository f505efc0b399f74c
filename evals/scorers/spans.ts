import { iou, type Span } from "../../functions/evidence/span.ts";

/**
 * Offsets that count letters and digits only, so that a boundary moved over a full stop or a space moves nothing.
 * @returns for each offset of `text` how many letters and digits stand before it.
 */
export function lettersBefore(text: string): Uint32Array {
  const before = new Uint32Array(text.length + 1);
  for (let i = 0; i < text.length; i++) before[i + 1] = before[i]! + (/[\p{L}\p{N}]/u.test(text[i]!) ? 1 : 0);
  return before;
}

const inLetters = (before: Uint32Array, span: Span): Span => ({ start: before[span.start]!, end: before[span.end]! });

/** Letters and digits that predictions cover, that gold covers, and that both do: how far the boundaries drift. */
export function lettersCovered(text: string, predicted: readonly Span[], gold: readonly Span[]) {
  const covered = new Uint8Array(text.length);
  for (const [bit, spans] of [[1, predicted] as const, [2, gold] as const])
    for (const { start, end } of spans) for (let i = start; i < end; i++) covered[i] = covered[i]! | bit;
  const counts = { predicted: 0, gold: 0, both: 0 };
  for (let i = 0; i < text.length; i++) {
    if (covered[i] === 0 || !/[\p{L}\p{N}]/u.test(text[i]!)) continue;
    if (covered[i]! & 1) counts.predicted++;
    if (covered[i]! & 2) counts.gold++;
    if (covered[i] === 3) counts.both++;
  }
  return counts;
}

export interface Matching<P, G> {
  pairs: { predicted: P; gold: G; iou: number }[];
  extra: P[];
  missed: G[];
  /** Predictions that cover the same words as an earlier one (IoU ≥ 0.8); they are extra, too. */
  repeats: P[];
}

/**
 * One-to-one matching by overlap. Gold spans do not overlap, so a prediction reaches 0.5 with one of them at most, and
 * taking the best pairs first is the maximum-weight assignment.
 */
export function matchSpans<P extends Span, G extends Span>(
  text: string,
  predicted: readonly P[],
  gold: readonly G[],
  threshold = 0.5,
): Matching<P, G> {
  const before = lettersBefore(text);
  const candidates: { p: number; g: number; iou: number }[] = [];
  for (const [p, prediction] of predicted.entries()) {
    for (const [g, truth] of gold.entries()) {
      const overlap = iou(inLetters(before, prediction), inLetters(before, truth));
      if (overlap >= threshold) candidates.push({ p, g, iou: overlap });
    }
  }
  candidates.sort((a, b) => b.iou - a.iou || a.p - b.p || a.g - b.g);
  const usedP = new Set<number>();
  const usedG = new Set<number>();
  const pairs: Matching<P, G>["pairs"] = [];
  for (const { p, g, iou: overlap } of candidates) {
    if (usedP.has(p) || usedG.has(g)) continue;
    usedP.add(p);
    usedG.add(g);
    pairs.push({ predicted: predicted[p]!, gold: gold[g]!, iou: overlap });
  }
  return {
    pairs,
    extra: predicted.filter((_, p) => !usedP.has(p)),
    missed: gold.filter((_, g) => !usedG.has(g)),
    repeats: predicted.filter((a, i) => predicted.slice(0, i).some((b) => iou(a, b) >= 0.8)),
  };
}
