import { z } from "zod";
import { ReportId } from "./ids.ts";
import { Rect } from "./rect.ts";
import { Span } from "./span.ts";

/** How an engine's quote related to the source's words; `differs` is never evidence without a person's look. */
export const Fidelity = z.enum(["verbatim", "normalised", "elided", "ocr", "differs"]);
export type Fidelity = z.infer<typeof Fidelity>;

/** One wording difference: `from` stands in the source, `to` in the quote; either may be empty. */
export const Edit = z.object({ from: z.string(), to: z.string() });
export type Edit = z.infer<typeof Edit>;

/**
 * The exact words a claim rests on, with W3C TextQuoteSelector and TextPositionSelector in one.
 * `exact` is always the source's own words: `text.slice(start, end)` of the canonical text, an elided gap included.
 */
export const Citation = Span.extend({
  reportId: ReportId,
  /** Where it begins. */
  page: z.int().positive(),
  exact: z.string().min(1),
  /** At most 32 UTF-16 units of what stands before and after. */
  prefix: z.string().max(32),
  suffix: z.string().max(32),
  rects: z.array(Rect),
  fidelity: Fidelity,
  edits: z.array(Edit).optional(),
});
export type Citation = z.infer<typeof Citation>;
