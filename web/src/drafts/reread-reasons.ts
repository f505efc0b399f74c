import type { Claim, Decision } from "../api/shapes.ts";
import type { Statement } from "./draft-requests.ts";

/** Why a statement is to be read again: one claim under it, and what became of it. */
export interface RereadReason {
  claimId: string;
  what: "gone" | "rejected" | "open" | "reworded";
  /** The decision that changed the claim, when somebody's did. */
  decision?: Decision;
  /** The claim's words now. */
  now?: string;
}

const latest = (claim: Claim, ...verdicts: Decision["verdict"][]) =>
  claim.decisions?.findLast((decision) => verdicts.includes(decision.verdict));

/** @param claimOf null means the claim is known to be gone, undefined that it is not fetched yet. */
export function rereadReasons(
  statement: Pick<Statement, "status" | "claimIds" | "decisions">,
  claimOf: (id: string) => Claim | null | undefined,
): RereadReason[] {
  if (statement.status !== "reread") return [];
  const read = statement.decisions?.findLast(
    (decision) => decision.verdict === "accept" || decision.verdict === "reword",
  );
  const reasons: RereadReason[] = [];
  for (const claimId of statement.claimIds) {
    const claim = claimOf(claimId);
    if (claim === undefined) continue;
    if (claim === null) {
      reasons.push({ claimId, what: "gone" });
      continue;
    }
    const because = (what: RereadReason["what"], decision: Decision | undefined) =>
      reasons.push({ claimId, what, now: claim.text, ...(decision ? { decision } : {}) });
    const reword = latest(claim, "reword");
    if (claim.status === "rejected") because("rejected", latest(claim, "reject", "settle"));
    else if (claim.status !== "accepted" && read) because("open", latest(claim, "reopen", "reject", "reword"));
    else if (reword && (!read || reword.at > read.at)) because("reworded", reword);
  }
  return reasons;
}
