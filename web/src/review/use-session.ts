import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Claim, Person, Workspace } from "../api/shapes.ts";
import type { OutboxEntry } from "../deciding/outbox-entry.ts";
import { loadClaims } from "./load-claims.ts";
import type { ReviewSearch } from "./review-search.ts";
import { type ReviewSession, reviewSession } from "./review-session.ts";
import { saveState } from "./save-state.ts";

/** The session of this workspace and person, with its claims on their way in. */
export function useReviewSession(workspace: Workspace, me: Person, search: ReviewSearch) {
  const reviewers = workspace.settings.reviewersPerClaim;
  const session = useQuery({
    queryKey: ["review-session", workspace.id, me.id, reviewers],
    queryFn: () => reviewSession(workspace.id, me, reviewers),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const [first] = useState(search);
  const [failure, setFailure] = useState<unknown>();
  const [turn, setTurn] = useState(0);
  const data = session.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is how the reader asks to try again
  useEffect(() => {
    if (!data) return;
    const stop = new AbortController();
    setFailure(undefined);
    loadClaims({ ws: data.ws, book: data.book, signal: stop.signal }, first).catch((error: unknown) => {
      if (!stop.signal.aborted) setFailure(error);
    });
    return () => stop.abort();
  }, [data, first, turn]);
  return {
    session: data,
    error: session.error ?? failure,
    retry: () => {
      setTurn((now) => now + 1);
      if (session.error) void session.refetch();
    },
  };
}

/** Which claims there are; not what is in them. */
export const useBookShape = ({ book }: ReviewSession) => useSyncExternalStore(book.subscribe, book.getShape);

/** Another number with every change of any claim: for what counts or draws all of them. */
export const useBookRevision = ({ book }: ReviewSession) => useSyncExternalStore(book.subscribe, book.getRevision);

/** One claim, and nothing that happens to others. */
export const useClaim = ({ book }: ReviewSession, id: string | undefined): Claim | undefined =>
  useSyncExternalStore(book.subscribe, () => (id === undefined ? undefined : book.get(id)));

/** My decision about a claim that met another's, and waits for my choice. */
export const useClash = ({ outbox }: ReviewSession, id: string | undefined): OutboxEntry | undefined =>
  useSyncExternalStore(outbox.subscribe, () =>
    outbox.getState().entries.find((entry) => entry.state === "conflict" && entry.targetId === id),
  );

export const useOutboxState = ({ outbox }: ReviewSession) => useSyncExternalStore(outbox.subscribe, outbox.getState);

export function useSaveState(session: ReviewSession) {
  const state = useOutboxState(session);
  return useMemo(() => saveState(state), [state]);
}
