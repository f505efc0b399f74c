import { z } from "zod";
import { ClaimId, ReportId } from "./ids.ts";
import { Span } from "./span.ts";

/** One in-text citation: where in the canonical text somebody else is cited, and as whom. */
export const SourceMention = Span.extend({
  /** As the source list names it: `Sundhedsministeriet 2021`. Equal labels are the same source. */
  label: z.string(),
  author: z.string(),
  year: z.string().optional(),
  /** The cited pages as written: `23`, `23-25`. */
  pages: z.array(z.string()),
  /** Where the note stands that names it, when the span is a note's mark. */
  note: Span.optional(),
});
export type SourceMention = z.infer<typeof SourceMention>;

/** A named speaker: a pull quote's attribution line, "fra interview med …". The span is what the speaker says. */
export const Speaking = Span.extend({ name: z.string(), role: z.string().optional() });
export type Speaking = z.infer<typeof Speaking>;

/** A work that a report cites, with how often and where it carries a claim. */
export const Source = z.object({
  label: z.string(),
  author: z.string(),
  year: z.string().optional(),
  pages: z.array(z.string()),
  mentions: z.int().nonnegative(),
  claimIds: z.array(ClaimId),
  /** The report of this workspace that the source is, when it is one. */
  reportId: ReportId.optional(),
  /** Its entry in the report's reference list, when there is one. */
  reference: z.string().optional(),
});
export type Source = z.infer<typeof Source>;
