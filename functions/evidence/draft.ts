import { z } from "zod";
import { Citation } from "./citation.ts";
import { Checks, type Kind, Origin } from "./claim.ts";
import { Decision } from "./decision.ts";
import { ClaimId, DraftId, StatementId, ThemeId } from "./ids.ts";

export const DraftSection = z.enum(["status", "challenges", "opportunities", "knowledge-gaps", "recommendations"]);
export type DraftSection = z.infer<typeof DraftSection>;

/** Where a claim of each kind belongs in a draft. */
export const SECTION_OF_KIND: Record<Kind, DraftSection> = {
  status: "status",
  finding: "status",
  commitment: "status",
  challenge: "challenges",
  opportunity: "opportunities",
  "knowledge-gap": "knowledge-gaps",
  recommendation: "recommendations",
};

export const StatementStatus = z.enum(["pending", "accepted", "rejected", "reread"]);
export type StatementStatus = z.infer<typeof StatementStatus>;

/** One sentence of a draft, resting on one or more claims. */
export const Statement = z.object({
  id: StatementId,
  section: DraftSection,
  text: z.string().min(1),
  claimIds: z.array(ClaimId).min(1),
  citations: z.array(Citation).min(1),
  checks: Checks,
  status: StatementStatus,
  version: z.int().nonnegative(),
  decisions: z.array(Decision).optional(),
});
export type Statement = z.infer<typeof Statement>;

export const DraftStatus = z.enum(["drafting", "in-review", "accepted", "rejected", "failed"]);
export type DraftStatus = z.infer<typeof DraftStatus>;

/** The drafted summary of one theme. */
export const Draft = z.object({
  id: DraftId,
  themeId: ThemeId,
  version: z.int().nonnegative(),
  status: DraftStatus,
  /** True when the theme's claims have changed since the draft was written. */
  stale: z.boolean(),
  statements: z.array(Statement),
  /** Claims of the theme that no statement rests on. */
  unused: z.array(ClaimId),
  origin: Origin,
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  failure: z.object({ code: z.string(), message: z.string() }).optional(),
  decisions: z.array(Decision).optional(),
});
export type Draft = z.infer<typeof Draft>;
