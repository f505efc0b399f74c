import { useCallback } from "react";
import type { Claim } from "../api/shapes.ts";
import { actFrom } from "../deciding/my-history.ts";
import type { DecisionBody } from "../deciding/outbox-entry.ts";
import type { ReviewSession } from "./review-session.ts";

export type Said = Omit<DecisionBody, "expectedVersion">;

/** Deciding about a claim: seen at once, on disk next, at the server as soon as it answers. */
export function useDecide({ ws, book, outbox, acts }: ReviewSession): (claim: Claim, said: Said) => void {
  return useCallback(
    ({ id }, said) => {
      acts.add(actFrom({ type: "claim", targetId: id }, said));
      const expectedVersion = book.stored(id)?.version ?? 0;
      void outbox.add(`/workspaces/${ws}/claims/${id}/decisions`, id, { ...said, expectedVersion });
    },
    [ws, book, outbox, acts],
  );
}
