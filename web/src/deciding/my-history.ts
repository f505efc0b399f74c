import type { Decision } from "../api/shapes.ts";
import { isVote, sameVote } from "./standing-vote.ts";

/** One of my own decisions, as much as undo needs of it. */
export interface Act
  extends Pick<
    Decision,
    "verdict" | "reason" | "comment" | "text" | "settledAs" | "keepBoth" | "claimIds" | "sorted" | "partOf"
  > {
  type: Decision["target"]["type"];
  targetId: string;
  /** Of a statement or a draft: the draft it was decided in. */
  draftId?: string;
  /** The decision's, once the server has given it one. */
  id?: string;
}

export interface MyHistory {
  /** Acts that stand, the latest last: what undo takes back. */
  done: readonly Act[];
  /** Acts taken back, the latest last: what redo gives again. */
  undone: readonly Act[];
}
export const NO_HISTORY: MyHistory = { done: [], undone: [] };

/** What can be taken back: a vote, a doubt, a settlement, a change of kind or themes. Talk cannot be unsaid. */
const canBeUndone = (act: Act) =>
  isVote(act) ||
  act.verdict === "settle" ||
  act.sorted !== undefined ||
  (act.verdict === "comment" && act.reason === "unsure");

/**
 * My history after one more of my acts. A `reopen` takes back my latest act on that thing, and sorting a claim back takes
 * back having sorted it; the same act again is a redo; any other act is news, after which there is nothing left to give
 * again. So the trail alone, read from its beginning, says what undo and redo will do, in any session, on any machine.
 */
export function afterAct(history: MyHistory, act: Act): MyHistory {
  const at = takenBackBy(history.done, act);
  const taken = history.done[at];
  if (taken) return { done: history.done.toSpliced(at, 1), undone: [...history.undone, taken] };
  if (!canBeUndone(act)) return history;
  const next = history.undone.at(-1);
  const redone = next !== undefined && sameAct(next, act);
  return { done: [...history.done, act], undone: redone ? history.undone.slice(0, -1) : [] };
}

/** @returns the place among those done of what the act takes back, or -1. */
function takenBackBy(done: readonly Act[], act: Act): number {
  if (act.verdict === "reopen")
    return done.findLastIndex((earlier) => earlier.targetId === act.targetId && earlier.sorted === undefined);
  const last = done.at(-1);
  const isBack =
    act.sorted !== undefined &&
    last?.sorted !== undefined &&
    last.targetId === act.targetId &&
    sameSorting(last.sorted.from, act.sorted.to) &&
    sameSorting(last.sorted.to, act.sorted.from);
  return isBack ? done.length - 1 : -1;
}

type Sorting = NonNullable<Act["sorted"]>["from"];

export const sameSorting = (a: Sorting, b: Sorting) => a.kind === b.kind && a.themes.join() === b.themes.join();

const sameAct = (a: Act, b: Act) =>
  a.targetId === b.targetId &&
  (a.sorted && b.sorted
    ? sameSorting(a.sorted.from, b.sorted.from) && sameSorting(a.sorted.to, b.sorted.to)
    : sameVote(a, b) && a.comment === b.comment && a.reason === b.reason && a.settledAs === b.settledAs);

export const historyOf = (acts: Iterable<Act>): MyHistory => {
  let history = NO_HISTORY;
  for (const act of acts) history = afterAct(history, act);
  return history;
};

/** The last of `acts` with those that were one choice with it: a sentence and the claims accepted under it. */
export function lastChoice(acts: readonly Act[]): readonly Act[] {
  const whole = (act: Act | undefined) => act?.partOf ?? act?.id;
  const key = whole(acts.at(-1));
  if (key === undefined) return acts.slice(-1);
  return acts.slice(acts.findLastIndex((act) => whole(act) !== key) + 1);
}

/** What of a decision, made or about to be made, is an act. */
export function actFrom(
  target: Pick<Act, "type" | "targetId" | "draftId" | "id">,
  said: Omit<Act, "type" | "targetId" | "draftId" | "id">,
): Act {
  const { verdict, reason, comment, text, settledAs, keepBoth, claimIds, sorted, partOf } = said;
  return {
    ...target,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(comment === undefined ? {} : { comment }),
    ...(text === undefined ? {} : { text }),
    ...(settledAs === undefined ? {} : { settledAs }),
    ...(keepBoth === undefined ? {} : { keepBoth }),
    ...(claimIds === undefined ? {} : { claimIds }),
    ...(sorted === undefined ? {} : { sorted }),
    ...(partOf === undefined ? {} : { partOf }),
  };
}

/** A decision of the trail, or of an answer, as an act. */
export function actOf(decision: Decision, draftId = decision.target.draftId): Act {
  const { type, id } = decision.target;
  return actFrom({ type, targetId: id, id: decision.id, ...(draftId === undefined ? {} : { draftId }) }, decision);
}
