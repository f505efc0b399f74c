import { isApiError } from "../api/api-error.ts";
import type { MyDesk } from "./my-desk.ts";
import { type Act, lastChoice } from "./my-history.ts";
import type { DecisionBody } from "./outbox-entry.ts";
import { type Outcome, redoDraftAct, undoDraftAct } from "./take-back-draft.ts";
import { sortAgain } from "./take-back-sorting.ts";

export type TakenBack =
  | { kind: "nothing" }
  /** What was one choice, the latest of its acts first. */
  | { kind: "done"; acts: readonly Act[]; theme?: string | undefined }
  /** Somebody has decided otherwise since: taking mine back would undo theirs. It is passed over. */
  | { kind: "changed"; act: Act; by?: string | undefined }
  /** What it was about is not there any more. It is passed over. */
  | { kind: "gone"; act: Act }
  | { kind: "failed"; act: Act; error: unknown };

/** One at a time: the next undo is about what the one before leaves. */
const turns = new WeakMap<MyDesk["acts"], Promise<TakenBack>>();

/**
 * Takes back my latest choice, or gives again the one taken back last: on whichever screen, session or machine it was
 * made. Votes on claims go the way of all decisions and are seen at once; the rest is asked of the server.
 */
export function takeBack(desk: MyDesk, how: "undo" | "redo"): Promise<TakenBack> {
  const before = turns.get(desk.acts);
  const turn = before ? before.then(() => takeBackNow(desk, how)) : takeBackNow(desk, how);
  turns.set(desk.acts, turn);
  return turn;
}

async function takeBackNow(desk: MyDesk, how: "undo" | "redo"): Promise<TakenBack> {
  const { done, undone } = desk.acts.history;
  const acts = lastChoice(how === "undo" ? done : undone).toReversed();
  const [first] = acts;
  if (!first) return { kind: "nothing" };
  // the server accepts the claims under a sentence again together with it
  const sentence = how === "redo" ? acts.find((act) => act.type === "statement") : undefined;
  let theme: string | undefined;
  for (const act of sentence ? [sentence] : acts) {
    const outcome = await step(desk, act, how, acts.length > 1);
    if (outcome.kind !== "done") {
      if (outcome.kind !== "failed") desk.acts.passOver([act]);
      return { ...outcome, act };
    }
    theme ??= outcome.theme;
  }
  return { kind: "done", acts, theme };
}

async function step(desk: MyDesk, act: Act, how: "undo" | "redo", withClaims: boolean): Promise<Outcome> {
  if (act.type === "claim" && act.sorted === undefined) {
    if (how === "undo") withdrawVote(desk, act);
    else voteAgain(desk, act);
    return { kind: "done" };
  }
  try {
    if (act.sorted) return await sortAgain(desk, act, how);
    return how === "undo" ? await undoDraftAct(desk, act) : await redoDraftAct(desk, act, withClaims);
  } catch (error) {
    return isApiError(error) && error.status === 404 ? { kind: "gone" } : { kind: "failed", error };
  }
}

function withdrawVote({ ws, outbox, acts, claims }: MyDesk, { targetId }: Act): void {
  const clash = outbox
    .getState()
    .entries.findLast((entry) => entry.targetId === targetId && entry.state === "conflict");
  // it never counted at the server: there is nothing to withdraw there
  if (clash) return void outbox.answer(clash.seq, "withdraw");
  acts.add({ type: "claim", targetId, verdict: "reopen" });
  const expectedVersion = claims.versionOf(targetId) ?? 0;
  void outbox.add(`/workspaces/${ws}/claims/${targetId}/decisions`, targetId, { verdict: "reopen", expectedVersion });
}

function voteAgain(desk: MyDesk, act: Act): void {
  const { type, targetId, draftId: _d, id: _i, partOf: _p, sorted: _s, ...said } = act;
  desk.acts.add({ type, targetId, ...said });
  const body = { ...said, expectedVersion: desk.claims.versionOf(targetId) ?? 0 } as DecisionBody;
  void desk.outbox.add(`/workspaces/${desk.ws}/claims/${targetId}/decisions`, targetId, body);
}
