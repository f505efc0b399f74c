import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { send } from "./client.ts";
import { inWorkspace } from "./queries.ts";

/** What the server keeps for one person in one workspace, so that any machine goes on where the last one stopped. */
export interface MyState {
  /** The claim last looked at, and where that was: "Du slap ved udsagn 163". */
  place?: { claim: string; report?: string; position?: number; total?: number; at: string };
  /** ISO 8601: decisions by others up to then have been seen. */
  seenUntil?: string;
  keys?: { singleKeys: boolean; own: Record<string, string> };
  /** The tour of the sample workspace: dismissed for good. */
  tour?: "done";
}

export const myStateQuery = (ws: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "my-state"],
    queryFn: async ({ signal }): Promise<MyState> => {
      const answer: unknown = await (await send("GET", `/workspaces/${ws}/me/state`, { signal })).json();
      const stored = answer && typeof answer === "object" && "state" in answer ? answer.state : answer;
      return (stored ?? {}) as MyState;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** One PUT at a time and workspace, always with the latest: two on their way at once could arrive the other way round. */
const sending = new Map<string, { latest: MyState; again: boolean }>();

function store(ws: string, state: MyState, leaving: boolean): void {
  const busy = sending.get(ws);
  if (busy && !leaving) {
    busy.latest = state;
    busy.again = true;
    return;
  }
  const turn = { latest: state, again: false };
  sending.set(ws, turn);
  send("PUT", `/workspaces/${ws}/me/state`, { body: { state }, keepalive: leaving })
    .catch(() => undefined)
    .finally(() => {
      if (sending.get(ws) !== turn) return;
      sending.delete(ws);
      if (turn.again) store(ws, turn.latest, false);
    });
}

/**
 * Reads the state, and changes a part of it: the rest stays. A change is seen at once and sent in the background; it is a
 * convenience, so a failure is silent and the next change carries it along.
 */
export function useMyState(ws: string): {
  state: MyState | undefined;
  change: (part: Partial<MyState>, leaving?: boolean) => void;
} {
  const client = useQueryClient();
  const { data } = useQuery(myStateQuery(ws));
  const change = useCallback(
    (part: Partial<MyState>, leaving = false) => {
      const { queryKey } = myStateQuery(ws);
      const before = client.getQueryData<MyState>(queryKey);
      // before the stored state is known a change would wipe the rest of it
      if (before === undefined) return;
      const next = { ...before, ...part };
      client.setQueryData(queryKey, next);
      store(ws, next, leaving);
    },
    [client, ws],
  );
  return { state: data, change };
}
