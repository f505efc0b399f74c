import { z } from "zod";

/** UTF-16 offsets into a report's canonical text: `start` inclusive, `end` exclusive. */
export const Span = z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() });
export type Span = z.infer<typeof Span>;

const lengthOf = (span: Span) => span.end - span.start;

export const overlap = (a: Span, b: Span) => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

/** Intersection over union, 0–1; 0 when either span is empty. */
export function iou(a: Span, b: Span): number {
  const shared = overlap(a, b);
  return shared === 0 ? 0 : shared / (lengthOf(a) + lengthOf(b) - shared);
}
