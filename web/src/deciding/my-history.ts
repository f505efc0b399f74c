import type { Decision } from "../api/shapes.ts";
import { isVote, sameVote } from "./standing-vote.ts";

/** One of my own decisions, as much as undo needs of it. */
export type Act = Pick<Decision, "verdict" | "reason" | "comment" | "text" | "settledAs"> & { targetId: string };

export interface MyHistory {
  /** Votes that stand, the latest last: what undo takes back, one by one. */
  done: readonly Act[];
  /** Votes taken back, the latest last: what redo gives again. */
  undone: readonly Act[];
}
export const NO_HISTORY: MyHistory = { done: [], undone: [] };

/** What can be taken back: a vote, a doubt, a settlement. Talk cannot be unsaid. */
const canBeUndone = (act: Act) =>
  isVote(act) || act.verdict === "settle" || (act.verdict === "comment" && act.reason === "unsure");

/**
 * My history after one more of my acts. A `reopen` takes back my latest act on that thing; the same act again is a redo;
 * any other act is news, after which there is nothing left to give again. So the trail alone, read from its beginning,
 * says what undo and redo will do, in any session and on any machine.
 */
export function afterAct(history: MyHistory, act: Act): MyHistory {
  if (act.verdict === "reopen") {
    const at = history.done.findLastIndex((earlier) => earlier.targetId === act.targetId);
    const taken = history.done[at];
    if (!taken) return history;
    return { done: history.done.toSpliced(at, 1), undone: [...history.undone, taken] };
  }
  if (!canBeUndone(act)) return history;
  const next = history.undone.at(-1);
  const redone = next !== undefined && next.targetId === act.targetId && sameAct(next, act);
  return { done: [...history.done, act], undone: redone ? history.undone.slice(0, -1) : [] };
}

const sameAct = (a: Act, b: Act) =>
  sameVote(a, b) && a.comment === b.comment && a.reason === b.reason && a.settledAs === b.settledAs;

export const historyOf = (acts: Iterable<Act>): MyHistory => {
  let history = NO_HISTORY;
  for (const act of acts) history = afterAct(history, act);
  return history;
};

/** What of a decision, made or about to be made, is an act. */
export function actFrom(targetId: string, said: Omit<Act, "targetId">): Act {
  const { verdict, reason, comment, text, settledAs } = said;
  return {
    verdict,
    targetId,
    ...(reason === undefined ? {} : { reason }),
    ...(comment === undefined ? {} : { comment }),
    ...(text === undefined ? {} : { text }),
    ...(settledAs === undefined ? {} : { settledAs }),
  };
}
