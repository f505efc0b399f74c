import { z } from "zod";
import { ClaimId, DecisionId, PersonId, ThemeId } from "./ids.ts";
import { Kind } from "./kind.ts";

export const Verdict = z.enum(["accept", "reject", "reword", "comment", "reopen", "settle"]);
export type Verdict = z.infer<typeof Verdict>;

export const RejectReason = z.enum([
  "not-in-source",
  "out-of-context",
  "wrong-kind-or-theme",
  "duplicate",
  "outdated",
  "not-relevant",
  "other",
]);
export type RejectReason = z.infer<typeof RejectReason>;

export { UNSURE } from "./unsure.ts";

export const DecisionTarget = z.object({
  type: z.enum(["claim", "statement", "draft", "report", "theme"]),
  id: z.string(),
  /** In the trail, for a statement or draft: the draft it was decided in. */
  draftId: z.string().optional(),
});
export type DecisionTarget = z.infer<typeof DecisionTarget>;

/** What a claim is sorted as. */
export const Sorting = z.object({ kind: Kind, themes: z.array(ThemeId) });
export type Sorting = z.infer<typeof Sorting>;

/** What one person decided about one thing at one time. Never overwritten, never removed. */
export const Decision = z.object({
  id: DecisionId,
  target: DecisionTarget,
  verdict: Verdict,
  reason: z.string().optional(),
  comment: z.string().max(4000).optional(),
  /** The new wording of a reword. */
  text: z.string().max(4000).optional(),
  /** The verdict a `settle` ends a conflict with. */
  settledAs: z.enum(["accept", "reject", "reword"]).optional(),
  /** Sent after a 409: both votes stand, and the thing is in conflict. */
  keepBoth: z.boolean().optional(),
  /** For a statement: the claims it rests on from now on. */
  claimIds: z.array(ClaimId).optional(),
  /** Of a comment with the reason `sorted`: what the claim was, and what it became. */
  sorted: z.object({ from: Sorting, to: Sorting }).optional(),
  /** Of an accept that was given with a statement's: that statement's decision. One choice, taken back as one. */
  partOf: DecisionId.optional(),
  by: z.object({ id: PersonId, name: z.string() }),
  /** ISO 8601, UTC. */
  at: z.string(),
  /** The version the person was looking at. */
  basedOnVersion: z.int().nonnegative(),
});
export type Decision = z.infer<typeof Decision>;
