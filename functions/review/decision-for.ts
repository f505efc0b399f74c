import { type Decision, type DecisionTarget, UNSURE } from "../evidence/decision.ts";
import type { DecisionId } from "../evidence/ids.ts";
import { MUST_NOT_RETURN } from "../evidence/must-not-return.ts";
import { outcomeOf, type Reviewers, remaining, standingVotes } from "../evidence/standing.ts";
import { atLeast, type Person, type Role } from "../evidence/workspace.ts";
import type { Kept, StoredDecision } from "../store/stored.ts";
import { ApiError } from "./api-error.ts";
import type { NewDecision } from "./shapes.ts";

type Said = Pick<NewDecision, "verdict" | "reason" | "comment" | "text" | "settledAs">;

/** Reasons of a comment that needs no words of its own. */
const SAYS_IT_ALL = new Set<string>([UNSURE, MUST_NOT_RETURN]);

/** What a decision must say to be one, whatever it is about. */
export function checkSaid({ verdict, reason, comment, text, settledAs }: Said): void {
  const effective = verdict === "settle" ? settledAs : verdict;
  if (verdict === "settle" && settledAs === undefined) throw new ApiError("verdict-needed", fault("settledAs"));
  if (effective === "reword" && text === undefined) throw new ApiError("text-needed", fault("text"));
  if (effective === "reject" && (reason === undefined || SAYS_IT_ALL.has(reason))) {
    throw new ApiError("reason-needed", fault("reason"));
  }
  if (reason === "other" && comment === undefined) throw new ApiError("comment-needed", fault("comment"));
  if (verdict === "comment" && comment === undefined && !SAYS_IT_ALL.has(reason ?? "")) {
    throw new ApiError("comment-needed", fault("comment"));
  }
}

const fault = (path: string) => ({ faults: [{ path, message: "needed", code: "custom" }] });

/** A conflict is ended by an editor, or by somebody who has no vote in it. */
export function checkMaySettle(thing: Kept, reviewers: Reviewers, person: Person, role: Role): void {
  if (outcomeOf(thing.decisions, reviewers).status !== "conflict") throw new ApiError("not-in-conflict");
  const voted = standingVotes(thing.decisions).some((vote) => vote.by.id === person.id);
  if (voted && !atLeast(role, "editor")) throw new ApiError("forbidden");
}

/** True when a `reopen` would withdraw something of the person's own. */
export const hasOwn = (thing: Kept, person: Person) =>
  remaining(thing.decisions).some((act) => act.by.id === person.id);

export function decisionFor(
  id: string,
  target: DecisionTarget,
  said: NewDecision & Pick<Decision, "claimIds">,
  person: Person,
  at: Date,
  found: Pick<StoredDecision, "checks" | "figures" | "basis" | "sorted" | "partOf"> = {},
): StoredDecision {
  const { verdict, reason, comment, text, settledAs, keepBoth, claimIds } = said;
  const rewords = verdict === "reword" || (verdict === "settle" && settledAs === "reword");
  return {
    id: id as DecisionId,
    target,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(comment === undefined ? {} : { comment }),
    ...(text !== undefined && rewords ? { text } : {}),
    ...(settledAs !== undefined && verdict === "settle" ? { settledAs } : {}),
    ...(keepBoth === true ? { keepBoth } : {}),
    ...(claimIds === undefined ? {} : { claimIds }),
    by: { id: person.id, name: person.name },
    at: at.toISOString(),
    basedOnVersion: said.expectedVersion,
    ...found,
  };
}
