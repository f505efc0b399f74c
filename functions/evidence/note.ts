import { z } from "zod";
import { Span } from "./span.ts";

/** A footnote, end note or table note with the marks that point to it. The span is the note's own text, its mark included. */
export const Note = Span.extend({
  /** As counted, not as set: `2`, `*`, `a`. */
  mark: z.string(),
  /** Where its mark stands in the text, in order; empty where no mark was found. */
  at: z.array(Span),
});
export type Note = z.infer<typeof Note>;
