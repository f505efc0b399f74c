import type { RejectReason as Reason } from "../../../functions/evidence/decision.ts";

export type RejectReason = Reason;

/** In the contract's order: the digit beside each is its place here. */
export const RejectReason = [
  "not-in-source",
  "out-of-context",
  "wrong-kind-or-theme",
  "duplicate",
  "outdated",
  "not-relevant",
  "other",
] as const satisfies readonly Reason[];
