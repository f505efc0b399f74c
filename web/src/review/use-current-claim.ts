import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { useMyState } from "../api/my-state.ts";
import { isOpen } from "./claim-filter.ts";
import type { ReviewSearch } from "./review-search.ts";
import type { ReviewSession } from "./review-session.ts";
import type { Sequence } from "./use-sequence.ts";

const QUIET_MS = 400;

export interface CurrentClaim {
  id: string | undefined;
  go: (id: string) => void;
  /** @returns whether there was somewhere to go. */
  step: (by: 1 | -1) => boolean;
  nextOpen: () => boolean;
}

/** The claim in focus: from the address, else where one stopped last time, else the first that is not decided. */
export function useCurrentClaim(session: ReviewSession, sequence: Sequence, search: ReviewSearch): CurrentClaim {
  const navigate = useNavigate();
  const { state, change } = useMyState(session.ws);
  const [chosen, setChosen] = useState(search.claim);
  const latest = useRef({ sequence, chosen, search });
  const { claims } = sequence;
  const { book } = session;

  const isHere = (id: string | undefined): id is string => id !== undefined && book.get(id) !== undefined;
  let id = chosen;
  if (!isHere(id)) {
    const stopped = state?.place?.claim;
    const start = stopped !== undefined && claims.includes(stopped) ? claims.indexOf(stopped) : 0;
    id = openFrom(session, claims, start) ?? claims[start];
  }
  useEffect(() => {
    latest.current = { sequence, chosen: id, search };
  });

  // links from other screens and the browser's own back and forward
  const asked = search.claim;
  const written = useRef(search.claim);
  useEffect(() => {
    if (asked !== undefined && asked !== written.current) {
      written.current = asked;
      setChosen(asked);
    }
  }, [asked]);

  const go = useCallback(
    (next: string) => {
      session.book.release([next]);
      setChosen(next);
    },
    [session],
  );

  // the address and the server follow when the keys are at rest: they must not slow the keys down
  const place = id === undefined ? undefined : sequence.place.get(id);
  useEffect(() => {
    if (id === undefined) return;
    const timer = setTimeout(() => {
      written.current = id;
      const now = latest.current;
      void navigate({ to: ".", search: { ...now.search, claim: id }, replace: true, resetScroll: false });
      const report = session.book.get(id)?.reportId;
      change({
        place: {
          claim: id,
          at: new Date().toISOString(),
          total: now.sequence.total,
          ...(report === undefined ? {} : { report }),
          ...(place === undefined ? {} : { position: place }),
        },
      });
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [id, place, navigate, change, session]);

  const step = useCallback(
    (by: 1 | -1) => {
      const { sequence: now, chosen: from } = latest.current;
      const at = from === undefined ? -1 : now.claims.indexOf(from);
      const next = now.claims[at + by];
      if (next === undefined) return false;
      go(next);
      return true;
    },
    [go],
  );
  const nextOpen = useCallback(() => {
    const { sequence: now, chosen: from } = latest.current;
    const at = from === undefined ? -1 : now.claims.indexOf(from);
    const next = openFrom(session, now.claims, at + 1) ?? openFrom(session, now.claims, 0);
    if (next === undefined || next === from) return false;
    go(next);
    return true;
  }, [session, go]);
  return { id, go, step, nextOpen };
}

function openFrom({ book, me }: ReviewSession, claims: readonly string[], start: number): string | undefined {
  for (let at = start; at < claims.length; at++) {
    const claim = book.get(claims[at] ?? "");
    if (claim && isOpen(claim, me.id)) return claim.id;
  }
  return undefined;
}
