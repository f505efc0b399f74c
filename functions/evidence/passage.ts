import { z } from "zod";
import { PassageId } from "./ids.ts";
import { Rect } from "./rect.ts";
import { Span } from "./span.ts";

export const PassageKind = z.enum([
  "body",
  "heading",
  "list-item",
  "table-row",
  "quote",
  "box",
  "footnote",
  "caption",
  "reference",
  "contents",
]);
export type PassageKind = z.infer<typeof PassageKind>;

/** A run of the report's canonical text small enough to cite: a sentence, list item, table row, quote or note. */
export const Passage = Span.extend({
  id: PassageId,
  /** Where the passage begins; pages from 1. */
  page: z.int().positive(),
  text: z.string(),
  kind: PassageKind,
  /** Titles of the headings above it, outermost first. */
  section: z.array(z.string()),
  rects: z.array(Rect),
  /** Of a table row: its cells as spans of the canonical text, with the name of their column where it has one. */
  cells: z.array(Span.extend({ header: z.string().optional() })).optional(),
});
export type Passage = z.infer<typeof Passage>;

/** Kinds of passage that can carry evidence: contents, reference lists and bare headings cannot. */
export const canBeEvidence = (passage: Passage) =>
  passage.kind !== "contents" && passage.kind !== "reference" && passage.kind !== "heading";
