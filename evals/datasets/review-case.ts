import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** A person's decision as a case: what was proposed from where, and what became of it. */
export const ReviewCase = z.object({
  /** The decision's id: the same decision is harvested once. */
  id: z.string(),
  /** SHA-256 of the PDF. */
  document: z.string(),
  claimId: z.string(),
  span: z.object({ start: z.int(), end: z.int(), exact: z.string() }),
  /** `reopen` withdraws the reviewer's own vote; `pin` makes a standing rejection one that must not come back. */
  verdict: z.enum(["accept", "reject", "reword", "reopen", "pin"]),
  /** A decision that ended a disagreement: from then on it alone counts. */
  settles: z.boolean().optional(),
  reason: z.string().optional(),
  /** Rewords only: what was proposed and what the expert made of it. */
  before: z.string().optional(),
  after: z.string().optional(),
  kind: z.string(),
  themes: z.array(z.string()),
  /** The same person is the same 12 hex digits, and nobody can be told from them. */
  reviewer: z.string(),
  proposedBy: z.object({ engine: z.string(), promptVersion: z.string().optional() }),
  at: z.string(),
});
export type ReviewCase = z.infer<typeof ReviewCase>;

export const CASES_FILE = path.join(import.meta.dirname, "review", "cases.jsonl");

/** @throws ZodError on a line that is no case. */
export function readCases(file = CASES_FILE): ReviewCase[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => ReviewCase.parse(JSON.parse(line)));
}
