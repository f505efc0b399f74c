import type { RejectReason } from "../../../functions/evidence/decision.ts";
import { outcomeOf } from "../../../functions/evidence/standing.ts";
import type { Claim, Decision } from "../api/shapes.ts";
import { myVote } from "../deciding/standing-vote.ts";
import { type ClaimState, stateOf } from "../frame/status.tsx";

/** How a claim looks to one person: its state, or her own vote while a second one is awaited. */
export interface ClaimFace {
  state: ClaimState;
  /** Decided by me, hidden from the colleague who has not voted yet. */
  awaitsSecond: boolean;
  reason?: RejectReason;
}

const VOTE_STATE = { accept: "accepted", reword: "reworded", reject: "rejected" } as const;

// every row and every count asks for it, and a claim that changes is a new object
const faces = new WeakMap<Claim, { me: string; face: ClaimFace }>();

export function faceOf(claim: Claim, me: string): ClaimFace {
  const known = faces.get(claim);
  if (known?.me === me) return known.face;
  const face = look(claim, me);
  faces.set(claim, { me, face });
  return face;
}

function look(claim: Claim, me: string): ClaimFace {
  const decisions: readonly Decision[] = claim.decisions ?? [];
  const state = stateOf(claim);
  const mine = myVote(decisions, me);
  if (claim.status === "pending" && mine && mine.verdict in VOTE_STATE) {
    const verdict = mine.verdict as keyof typeof VOTE_STATE;
    return { state: VOTE_STATE[verdict], awaitsSecond: true, ...reasonOf(mine) };
  }
  if (state === "rejected") return { state, awaitsSecond: false, ...reasonOf(outcomeOf(decisions, 1).deciding) };
  return { state, awaitsSecond: false };
}

const reasonOf = (decision: Decision | undefined): { reason?: RejectReason } =>
  decision?.verdict === "reject" && decision.reason !== undefined ? { reason: decision.reason as RejectReason } : {};
