import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { get } from "../api/client.ts";
import { useEvents } from "../api/events.tsx";
import { useMyState } from "../api/my-state.ts";
import { inWorkspace } from "../api/queries.ts";
import type { Claim, Decision, Listed } from "../api/shapes.ts";
import { refreshClaims } from "./load-claims.ts";
import type { ReviewSession } from "./review-session.ts";

/** Beyond this many the strip says "more than", and the list is fetched when asked for. */
const MOST = 200;

export interface News {
  /** Who has decided how many claims since I last looked, the most active first. */
  people: readonly { name: string; count: number }[];
  /** The claims it is about, once one has asked to see them. */
  shown: ReadonlySet<string>;
  show: () => void;
  dismiss: () => void;
}

/**
 * What colleagues decide while one works. It is counted in a strip and held until asked for: a row never changes, and a
 * card never moves, because somebody else did something.
 */
export function useNews(session: ReviewSession, current: string | undefined): News {
  const { ws, me, book } = session;
  const client = useQueryClient();
  const { state, change } = useMyState(ws);
  const [opened] = useState(() => new Date().toISOString());
  const since = state?.seenUntil ?? opened;
  const key = useMemo(() => [...inWorkspace(ws), "news", since], [ws, since]);
  const { data } = useQuery({
    queryKey: key,
    enabled: state !== undefined,
    queryFn: ({ signal }) =>
      get<Listed<Decision>>(`/workspaces/${ws}/decisions`, { query: { since, limit: MOST }, signal }),
  });
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const focus = useRef(current);
  useEffect(() => {
    focus.current = current;
  });

  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEvents((event) => {
    const id = event.data.claimId ?? (event.type === "claim" ? event.data.id : undefined);
    if (typeof id !== "string" || (event.type !== "claim" && event.type !== "decision")) return;
    const own = session.outbox.getState().entries.some((entry) => entry.targetId === id);
    // what I did myself is here already, and newer than what the event can tell
    const known = session.book.stored(id)?.version;
    const isNews = typeof event.data.version !== "number" || known === undefined || event.data.version > known;
    if (!own && isNews) void hold(session, id);
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: key });
    }, 800);
  });

  const others = useMemo(
    () => (data?.items ?? []).filter((decision) => decision.by.id !== me.id && decision.target.type === "claim"),
    [data, me.id],
  );
  const people = useMemo(() => {
    const byName = new Map<string, Set<string>>();
    for (const decision of others) {
      if (decision.verdict === "comment" && decision.reason === undefined) continue;
      const ids = byName.get(decision.by.name) ?? new Set();
      ids.add(decision.target.id);
      byName.set(decision.by.name, ids);
    }
    return [...byName].map(([name, ids]) => ({ name, count: ids.size })).sort((a, b) => b.count - a.count);
  }, [others]);

  const dismiss = useCallback(() => change({ seenUntil: new Date().toISOString() }), [change]);
  const show = useCallback(() => {
    const ids = new Set(others.map((decision) => decision.target.id));
    const unknown = book.release(ids);
    const stale = [...ids].filter((id) => unknown.includes(id) || book.stored(id) === undefined);
    void refreshClaims({ ws, book, signal: new AbortController().signal }, stale).catch(() => undefined);
    setShown(ids);
    dismiss();
  }, [others, book, ws, dismiss]);
  return { people, shown, show, dismiss };
}

/** Fetches what the claim has become, without showing it. */
async function hold({ ws, book }: ReviewSession, id: string): Promise<void> {
  const here = book.stored(id);
  try {
    const { claim } = await get<{ claim: Claim }>(`/workspaces/${ws}/claims/${id}`);
    // a claim that is new here moves nothing: it is put where it belongs
    if (here === undefined) book.put([claim]);
    else book.hold(id, claim);
  } catch {
    book.hold(id);
  }
}
