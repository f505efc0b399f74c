import type { Claim } from "../../../functions/evidence/claim.ts";
import type { Statement } from "../../../functions/evidence/draft.ts";
import { outcomeOf } from "../../../functions/evidence/standing.ts";
import { useText } from "../text/text.tsx";
import { Icon, type IconName } from "./icon.tsx";

/** A claim's state in one word: its marks decide within pending and accepted. */
export type ClaimState = "pending" | "unsure" | "accepted" | "reworded" | "rejected" | "conflict";

export function stateOf(claim: Pick<Claim, "status" | "marks">): ClaimState {
  if (claim.status === "pending") return claim.marks.includes("unsure") ? "unsure" : "pending";
  if (claim.status === "accepted") return claim.marks.includes("reworded") ? "reworded" : "accepted";
  return claim.status;
}

const CLAIM_LOOK: Record<ClaimState, readonly [IconName, string]> = {
  pending: ["pending", "st-pending"],
  unsure: ["doubt", "st-doubt"],
  accepted: ["accepted", "st-accepted"],
  reworded: ["reworded", "st-accepted"],
  rejected: ["rejected", "st-rejected"],
  conflict: ["conflict", "st-conflict"],
};

/** Icon, word and colour together; never two of the three. */
export function ClaimStatusMark({ claim }: { claim: Pick<Claim, "status" | "marks"> }) {
  const t = useText();
  const state = stateOf(claim);
  const [icon, look] = CLAIM_LOOK[state];
  return (
    <span className={`st ${look}`}>
      <Icon name={icon} />
      {t(`claim.${state}`)}
    </span>
  );
}

export type StatementState = Statement["status"] | "reworded";

/** A reworded statement counts within accepted: the vote that decided says which. */
export function stateOfStatement(statement: Pick<Statement, "status" | "decisions">): StatementState {
  if (statement.status !== "accepted") return statement.status;
  return outcomeOf(statement.decisions ?? [], 1).wording ? "reworded" : "accepted";
}

const STATEMENT_LOOK: Record<StatementState, readonly [IconName, string]> = {
  pending: ["pending", "st-pending"],
  accepted: ["accepted", "st-accepted"],
  reworded: ["reworded", "st-accepted"],
  rejected: ["rejected", "st-rejected"],
  reread: ["refresh", "st-reread"],
};

export function StatementStatusMark({ state, bare = false }: { state: StatementState; bare?: boolean }) {
  const t = useText();
  const [icon, look] = STATEMENT_LOOK[state];
  return (
    <span className={`st ${look}`}>
      <Icon name={icon} />
      <span className={bare ? "sr" : ""}>{t(`statement.${state}`)}</span>
    </span>
  );
}
