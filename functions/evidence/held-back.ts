import { z } from "zod";
import { Edit } from "./citation.ts";
import { Origin } from "./claim.ts";
import { HeldBackId, ReportId } from "./ids.ts";

export const HeldBackReason = z.enum([
  "not-found",
  "number-changed",
  "unit-changed",
  "year-changed",
  "negation-changed",
  "direction-changed",
  "modality-changed",
  "quantifier-changed",
  "actor-changed",
  "invented-words",
  "ambiguous",
  "figure-not-in-source",
  "unknown-passage",
  "unsupported",
]);
export type HeldBackReason = z.infer<typeof HeldBackReason>;

/** What an engine said that the source does not bear out. */
export const HeldBack = z.object({
  id: HeldBackId,
  reportId: ReportId,
  text: z.string(),
  quote: z.string(),
  reason: HeldBackReason,
  /** The nearest words of the source, when there are any. */
  near: z.object({ page: z.int().positive(), exact: z.string() }).optional(),
  edits: z.array(Edit).optional(),
  origin: Origin,
});
export type HeldBack = z.infer<typeof HeldBack>;
