import type { ClaimStatus } from "./claim.ts";
import type { Decision } from "./decision.ts";
import type { PersonId } from "./ids.ts";
import { UNSURE } from "./unsure.ts";

/**
 * What decisions add up to. Everything here is a pure question about one thing's history, oldest decision first:
 * nothing is stored that can be computed, so undoing everything returns the start.
 */
export type Reviewers = 1 | 2;

export interface Outcome<D extends Decision> {
  status: ClaimStatus;
  /** The decision whose wording is the thing's text now, when it was reworded. */
  wording?: D;
  /** The vote or settlement that decided. */
  deciding?: D;
}

const isVote = (decision: Decision) =>
  decision.verdict === "accept" || decision.verdict === "reject" || decision.verdict === "reword";
const isUnsure = (decision: Decision) => decision.verdict === "comment" && decision.reason === UNSURE;
const isAct = (decision: Decision) => isVote(decision) || isUnsure(decision) || decision.verdict === "settle";

/** Votes, settlements and doubts that nobody has withdrawn. A `reopen` withdraws its own person's latest one. */
export function remaining<D extends Decision>(decisions: readonly D[]): D[] {
  const acts: D[] = [];
  for (const decision of decisions) {
    if (isAct(decision)) acts.push(decision);
    else if (decision.verdict === "reopen") {
      const own = acts.findLastIndex((act) => act.by.id === decision.by.id);
      if (own >= 0) acts.splice(own, 1);
    }
  }
  return acts;
}

/** Each person's standing vote, in the order they were given. */
export function standingVotes<D extends Decision>(decisions: readonly D[]): D[] {
  const latest = new Map<PersonId, D>();
  for (const act of remaining(decisions)) {
    if (!isVote(act)) continue;
    latest.delete(act.by.id);
    latest.set(act.by.id, act);
  }
  return [...latest.values()];
}

/** Equal verdicts agree; two rejects only on equal reasons, two rewords only on equal text. */
export function agree(a: Decision, b: Decision): boolean {
  if (a.verdict !== b.verdict) return false;
  if (a.verdict === "reject") return a.reason === b.reason;
  return a.verdict !== "reword" || a.text === b.text;
}

function decidedBy<D extends Decision>(decision: D, verdict: Decision["settledAs"]): Outcome<D> {
  if (verdict === "reject") return { status: "rejected", deciding: decision };
  return verdict === "reword" && decision.text !== undefined
    ? { status: "accepted", wording: decision, deciding: decision }
    : { status: "accepted", deciding: decision };
}

export function outcomeOf<D extends Decision>(decisions: readonly D[], reviewers: Reviewers): Outcome<D> {
  const acts = remaining(decisions);
  const settledAt = acts.findLastIndex((act) => act.verdict === "settle");
  if (settledAt >= 0 && !acts.slice(settledAt + 1).some(isVote)) {
    const settlement = acts[settledAt]!;
    return decidedBy(settlement, settlement.settledAs);
  }
  const votes = standingVotes(decisions);
  const latest = votes.at(-1);
  if (latest === undefined || votes.length < reviewers) return { status: "pending" };
  const others = votes.slice(0, -1);
  const disagreeing = others.some((vote) => !agree(vote, latest));
  if (disagreeing && (reviewers === 2 || latest.keepBoth === true)) return { status: "conflict" };
  return decidedBy(latest, latest.verdict as Decision["settledAs"]);
}

/** *Tvivl* stands until somebody votes or the doubt is withdrawn. */
export function isInDoubt(decisions: readonly Decision[]): boolean {
  const acts = remaining(decisions);
  return acts.findLastIndex(isUnsure) > acts.findLastIndex((act) => !isUnsure(act));
}

/** @returns index of the decision with which two people had voted for the first time, or -1. */
export function revealedBy(decisions: readonly Decision[]): number {
  for (let i = 0; i < decisions.length; i++) {
    if (isVote(decisions[i]!) && standingVotes(decisions.slice(0, i + 1)).length >= 2) return i;
  }
  return -1;
}

export interface Seen<D extends Decision> {
  decision: D;
  /** ISO 8601: when the viewer could see it first. */
  since: string;
}

/**
 * The decisions a person may see. With two reviewers, others' votes, doubts and reasons are blind until two people have
 * voted; once shown they stay shown. Plain comments are seen by all at once.
 * @param viewer `undefined` is the system itself, which sees everything.
 */
export function seenBy<D extends Decision>(
  decisions: readonly D[],
  reviewers: Reviewers,
  viewer: PersonId | undefined,
): Seen<D>[] {
  if (decisions.length === 0) return [];
  if (reviewers === 1 || viewer === undefined) return decisions.map((decision) => ({ decision, since: decision.at }));
  const revealed = revealedBy(decisions);
  const seen: Seen<D>[] = [];
  decisions.forEach((decision, i) => {
    const open = decision.by.id === viewer || (decision.verdict === "comment" && !isUnsure(decision));
    if (open || (revealed >= 0 && i > revealed)) seen.push({ decision, since: decision.at });
    else if (revealed >= 0) seen.push({ decision, since: decisions[revealed]!.at });
  });
  return seen;
}
