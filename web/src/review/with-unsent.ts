import { isInDoubt, outcomeOf, type Reviewers } from "../../../functions/evidence/standing.ts";
import type { Claim, Decision, Person } from "../api/shapes.ts";
import type { OutboxEntry } from "../deciding/outbox-entry.ts";

/** A decision that waits, as it will stand in the history. */
export const asDecision = ({ key, targetId, body, madeAt }: OutboxEntry, by: Pick<Person, "id" | "name">): Decision => {
  const { expectedVersion, acceptClaims: _how, claimIds: _which, ...said } = body;
  return {
    ...said,
    // the server gives the real id; until then the key is as good
    id: key as Decision["id"],
    target: { type: "claim", id: targetId },
    by: { id: by.id, name: by.name },
    at: madeAt,
    basedOnVersion: expectedVersion,
  };
};

/**
 * A claim as it will be when the server has taken the decisions that wait, by the server's own rules: so that a key press
 * is seen at once, and what one chose stays on the screen while the network is gone. The server's answer replaces it.
 */
export function withUnsent(
  claim: Claim,
  entries: readonly OutboxEntry[],
  by: Pick<Person, "id" | "name">,
  reviewers: Reviewers,
): Claim {
  const mine = entries.filter((entry) => entry.state !== "refused").map((entry) => asDecision(entry, by));
  if (mine.length === 0) return claim;
  const decisions = [...(claim.decisions ?? []), ...mine];
  const { status, wording } = outcomeOf(decisions, reviewers);
  const marks: Claim["marks"] = [];
  if (status === "pending" && isInDoubt(decisions)) marks.push("unsure");
  if (status === "accepted" && wording) marks.push("reworded");
  const clashing = entries.some((entry) => entry.state === "conflict");
  return {
    ...claim,
    decisions,
    marks,
    status: clashing ? "conflict" : status,
    ...(wording?.text === undefined ? {} : { text: wording.text }),
  };
}
