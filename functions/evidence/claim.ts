import { z } from "zod";
import { Citation } from "./citation.ts";
import { Decision } from "./decision.ts";
import { Figure } from "./figure.ts";
import { ClaimId, ReportId, ThemeId } from "./ids.ts";
import { Kind } from "./kind.ts";

export { Kind };

/** Whose statement it is: the report's own, a source it cites, or a named speaker. */
export const Attribution = z.object({
  by: z.enum(["report", "source", "speaker"]),
  sources: z
    .array(
      z.object({ label: z.string(), author: z.string(), year: z.string().optional(), page: z.string().optional() }),
    )
    .optional(),
  speaker: z.object({ name: z.string(), role: z.string().optional() }).optional(),
});
export type Attribution = z.infer<typeof Attribution>;

export const Checks = z.object({
  /** `missing` when a figure of the text occurs in none of its citations. */
  figures: z.enum(["ok", "missing"]),
  polarity: z.enum(["ok", "differs"]),
  /** Lexical support, 0–1: share of the text's content 4-grams of characters found in its citations. */
  support: z.number().min(0).max(1),
});
export type Checks = z.infer<typeof Checks>;

export const Flag = z.enum([
  "wording-differs",
  "looks-like-instruction",
  "number-in-table",
  "text-replaced",
  "context-dropped",
  "moved",
  "vanished",
  "contains-cpr",
]);
export type Flag = z.infer<typeof Flag>;

export const Origin = z.object({
  engine: z.enum(["local", "openai", "person"]),
  model: z.string().optional(),
  promptVersion: z.string().optional(),
});
export type Origin = z.infer<typeof Origin>;

export const ClaimStatus = z.enum(["pending", "accepted", "rejected", "conflict"]);
export type ClaimStatus = z.infer<typeof ClaimStatus>;

/** Marks beside the status: *Tvivl* leaves a claim pending, *Rettet* counts within accepted. */
export const Mark = z.enum(["unsure", "reworded"]);
export type Mark = z.infer<typeof Mark>;

/** One assertion found in a report, of one kind, with one or more citations and one to three themes. */
export const Claim = z.object({
  id: ClaimId,
  reportId: ReportId,
  text: z.string().min(1),
  kind: Kind,
  /** Most specific first. */
  themes: z.array(ThemeId).min(1).max(3),
  citations: z.array(Citation).min(1),
  flags: z.array(Flag),
  marks: z.array(Mark),
  checks: Checks,
  attribution: Attribution,
  figures: z.array(Figure),
  /** Calibrated probability that an expert would keep it, 0–1. */
  confidence: z.number().min(0).max(1),
  origin: Origin,
  status: ClaimStatus,
  version: z.int().nonnegative(),
  decisions: z.array(Decision).optional(),
});
export type Claim = z.infer<typeof Claim>;

/** What a stage makes before any person has seen it. */
export const isDecided = (claim: Claim) => claim.status !== "pending" || (claim.decisions?.length ?? 0) > 0;
