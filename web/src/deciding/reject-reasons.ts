import type { RejectReason } from "../../../functions/evidence/decision.ts";

export type { RejectReason };

/** In the contract's order: the digit beside each is its place here. */
export const REJECT_REASONS = [
  "not-in-source",
  "out-of-context",
  "wrong-kind-or-theme",
  "duplicate",
  "outdated",
  "not-relevant",
  "other",
] as const satisfies readonly RejectReason[];
