import type { ClaimCounts } from "../api/shapes.ts";

export const NONE: ClaimCounts = { pending: 0, accepted: 0, rejected: 0, conflict: 0 };

export const sum = (all: Iterable<ClaimCounts>): ClaimCounts => {
  const total = { ...NONE };
  for (const counts of all) {
    total.pending += counts.pending;
    total.accepted += counts.accepted;
    total.rejected += counts.rejected;
    total.conflict += counts.conflict;
  }
  return total;
};

export const totalOf = (counts: ClaimCounts) => counts.pending + counts.accepted + counts.rejected + counts.conflict;
/** A disagreement is not a decision. */
export const decidedOf = (counts: ClaimCounts) => counts.accepted + counts.rejected;
