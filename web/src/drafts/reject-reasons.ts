import type { RejectReason } from "../../../functions/evidence/decision.ts";

export type { RejectReason };

const places: Record<RejectReason, number> = {
  "not-in-source": 1,
  "out-of-context": 2,
  "wrong-kind-or-theme": 3,
  duplicate: 4,
  outdated: 5,
  "not-relevant": 6,
  other: 7,
};

/** A reason that is missing here does not compile. */
export const REJECT_REASONS = (Object.keys(places) as RejectReason[]).sort((a, b) => places[a] - places[b]);
