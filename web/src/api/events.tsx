import { useQueryClient } from "@tanstack/react-query";
import { createParser } from "eventsource-parser";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from "react";
import { headersFor } from "./client.ts";
import { inWorkspace } from "./queries.ts";
import { session } from "./session.ts";
import type { EventType, LiveEvent } from "./shapes.ts";

type Listener = (event: LiveEvent) => void;
const EventsContext = createContext<Set<Listener>>(new Set());

const TYPES: readonly string[] = ["report", "claim", "draft", "decision"] satisfies EventType[];
const wait = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Fetch, not EventSource: the language goes in a header, and where one is no member the trying ends. */
async function listen(ws: string, tell: Listener, signal: AbortSignal): Promise<void> {
  let last: string | undefined;
  let pause = 1000;
  const parser = createParser({
    onEvent(event) {
      if (event.id) last = event.id;
      if (!TYPES.includes(event.event ?? "")) return;
      tell({ id: event.id ?? "", type: event.event as EventType, data: JSON.parse(event.data) as LiveEvent["data"] });
    },
    onRetry: (ms) => {
      pause = ms;
    },
  });
  while (!signal.aborted) {
    try {
      const headers = headersFor({});
      headers.set("accept", "text/event-stream");
      if (last) headers.set("last-event-id", last);
      const answer = await fetch(`/api/workspaces/${ws}/events`, { headers, signal });
      if (answer.status === 404) return;
      if (answer.status === 401) {
        session.refused();
        await session.again(signal);
        continue;
      }
      if (!answer.ok || !answer.body) throw new Error(answer.statusText);
      pause = 1000;
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) parser.feed(part.value);
    } catch {
      // the stream broke or never began: the pause below, then from the last event on
    }
    parser.reset();
    await wait(pause, signal);
    pause = Math.min(pause * 2, 10_000);
  }
}

/** What an event makes out of date. Claims are left to the review screen: nothing moves under a reader's eyes. */
const STALE: Record<EventType, readonly string[]> = {
  report: ["reports", "overview", "held-back"],
  claim: ["reports", "themes", "overview"],
  draft: ["drafts", "draft"],
  decision: ["reports", "themes", "overview", "drafts", "draft", "decisions"],
};

/** One stream a workspace and tab. Lists that may refresh themselves do so, at most twice a second. */
export function WorkspaceEvents({ ws, children }: { ws: string; children: ReactNode }) {
  const client = useQueryClient();
  const listeners = useMemo(() => new Set<Listener>(), []);
  useEffect(() => {
    const stop = new AbortController();
    const stale = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      for (const part of stale) void client.invalidateQueries({ queryKey: [...inWorkspace(ws), part] });
      stale.clear();
    };
    const tell = (event: LiveEvent) => {
      for (const listener of listeners) listener(event);
      for (const part of STALE[event.type]) stale.add(part);
      timer ??= setTimeout(refresh, 500);
    };
    void listen(ws, tell, stop.signal);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [ws, client, listeners]);
  return <EventsContext value={listeners}>{children}</EventsContext>;
}

/** Hears each live event of the workspace. The listener may change between renders. */
export function useEvents(listener: Listener): void {
  const listeners = useContext(EventsContext);
  const current = useRef(listener);
  useEffect(() => {
    current.current = listener;
  });
  useEffect(() => {
    const tell: Listener = (event) => current.current(event);
    listeners.add(tell);
    return () => {
      listeners.delete(tell);
    };
  }, [listeners]);
}
