import { remaining, standingVotes } from "../../../functions/evidence/standing.ts";
import type { Decision } from "../api/shapes.ts";

/** Votes decide; comments talk; a settle ends a disagreement. */
export const isVote = (decision: Pick<Decision, "verdict">) =>
  decision.verdict === "accept" || decision.verdict === "reject" || decision.verdict === "reword";

interface Said {
  verdict: string | undefined;
  reason?: string | undefined;
  text?: string | undefined;
}

/** What two votes must share to be the same vote. Two rewords agree only on equal text, two rejects on equal reason. */
export function sameVote(a: Said, b: Said): boolean {
  if (a.verdict !== b.verdict) return false;
  if (a.verdict === "reject") return a.reason === b.reason;
  if (a.verdict === "reword") return a.text?.trim() === b.text?.trim();
  return true;
}

/** My vote, if it stands. */
export const myVote = (decisions: readonly Decision[], personId: string): Decision | undefined =>
  standingVotes(decisions).find((vote) => vote.by.id === personId);

/** The latest standing vote or settlement of somebody else. */
export function otherVote(decisions: readonly Decision[], personId: string): Decision | undefined {
  const standing = new Set(standingVotes(decisions).map((vote) => vote.id));
  return remaining(decisions).findLast(
    (act) => act.by.id !== personId && (act.verdict === "settle" || standing.has(act.id)),
  );
}
