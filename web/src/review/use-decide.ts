import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Claim } from "../api/shapes.ts";
import { loadMyActs } from "./load-history.ts";
import { type Act, actFrom, afterAct, historyOf, type MyHistory } from "./my-history.ts";
import type { DecisionBody } from "./outbox-entry.ts";
import type { ReviewSession } from "./review-session.ts";

export type Said = Omit<DecisionBody, "expectedVersion">;

export interface Decide {
  /** Seen at once, on disk next, at the server as soon as it answers. */
  decide: (claim: Claim, said: Said) => void;
  /** @returns the claim that the undone (or redone) decision was about; nothing when there is none. */
  undo: () => string | undefined;
  redo: () => string | undefined;
}

/** What I did before this visit, from the audit trail and the outbox, and what I have done in it. */
class Acts {
  #before: readonly Act[] = [];
  #since: Act[] = [];
  history: MyHistory = historyOf([]);
  add(act: Act): void {
    this.#since.push(act);
    this.history = afterAct(this.history, act);
  }
  setBefore(acts: readonly Act[]): void {
    this.#before = acts;
    this.history = historyOf([...this.#before, ...this.#since]);
  }
}

/** Deciding, and taking it back: the history is read from the audit trail, so it reaches over sessions and machines. */
export function useDecide(session: ReviewSession): Decide {
  const { ws, me, book, outbox } = session;
  const acts = useMemo(() => new Acts(), []);
  const opened = useRef(new Date().toISOString());

  useEffect(() => {
    const unsent = outbox
      .getState()
      .entries.filter((entry) => entry.state !== "refused" && entry.madeAt < opened.current)
      .map((entry) => actFrom(entry.targetId, entry.body));
    acts.setBefore(unsent);
    loadMyActs(ws, me.id, opened.current)
      .then((trail) => acts.setBefore([...trail, ...unsent]))
      // without the trail one can still undo what was done in this visit
      .catch(() => undefined);
  }, [ws, me.id, outbox, acts]);

  const send = useCallback(
    (targetId: string, said: Said) => {
      acts.add(actFrom(targetId, said));
      const expectedVersion = book.stored(targetId)?.version ?? 0;
      void outbox.add(`/workspaces/${ws}/claims/${targetId}/decisions`, targetId, { ...said, expectedVersion });
    },
    [acts, book, outbox, ws],
  );

  const undo = useCallback(() => {
    const last = acts.history.done.at(-1);
    if (!last) return undefined;
    const clash = outbox
      .getState()
      .entries.findLast((entry) => entry.targetId === last.targetId && entry.state === "conflict");
    if (clash) {
      // it never counted at the server: there is nothing to withdraw there
      acts.add({ verdict: "reopen", targetId: last.targetId });
      void outbox.answer(clash.seq, "withdraw");
    } else send(last.targetId, { verdict: "reopen" });
    return last.targetId;
  }, [acts, send, outbox]);

  const redo = useCallback(() => {
    const next = acts.history.undone.at(-1);
    if (!next) return undefined;
    const { targetId, ...said } = next;
    send(targetId, said as Said);
    return targetId;
  }, [acts, send]);

  return useMemo(() => ({ decide: (claim, said) => send(claim.id, said), undo, redo }), [send, undo, redo]);
}
