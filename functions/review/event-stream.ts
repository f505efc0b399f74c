import { eventsSince, withoutRepeats } from "./events.ts";
import type { WorkspaceAsk } from "./route.ts";

const LOOK_MS = 700;
const HEARTBEAT_MS = 15_000;
const COME_BACK_MS = 5000;
/** A stream ends by itself and the browser takes it up again: roles are asked anew, and nobody listens for ever. */
const LONGEST_MS = 10 * 60_000;

/** Server-sent events for one listener. Looks at the workspace's beats, and further only when one has risen. */
export function eventStream({
  deps,
  workspace,
  eyes,
  language,
  person,
  request,
}: WorkspaceAsk<unknown, unknown>): Response {
  const { store } = deps;
  const text = new TextEncoder();
  const fresh = withoutRepeats();
  const asked = request.headers.get("last-event-id");
  let since = asked !== null && !Number.isNaN(Date.parse(asked)) ? asked : deps.now().toISOString();
  let stopped = false;
  let wake: (() => void) | undefined;
  const stop = () => {
    stopped = true;
    wake?.();
  };
  request.signal.addEventListener("abort", stop);

  /** What was missed, and where to go on: for a function that cannot keep an answer open. The listener comes back. */
  async function* missed() {
    yield `retry: ${COME_BACK_MS}\n\n`;
    // read the clock first: what happens while we look is told next time
    const now = deps.now().toISOString();
    for (const { id, type, data } of asked === null
      ? []
      : await eventsSince(store, workspace.id, eyes, language, since)) {
      yield `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
    }
    yield `id: ${now}\nevent: here\ndata: {}\n\n`;
  }

  async function* chunks() {
    const began = Date.now();
    let lastSent = Date.now();
    // who comes anew is told of what happens from now on; who comes back, of what she missed
    let known = "";
    if (asked === null) {
      known = beatsOf(await store.beats(workspace.id));
      const recent = await eventsSince(store, workspace.id, eyes, language, since);
      fresh(recent.filter(({ id }) => id <= since));
    }
    yield `retry: 2000\nid: ${since}\n: ${workspace.id}\n\n`;
    while (!stopped && Date.now() - began < LONGEST_MS) {
      const beats = beatsOf(await store.beats(workspace.id));
      if (beats !== known) {
        known = beats;
        // whoever was taken out of the workspace hears no more
        const role = await store.role(workspace.id, person.id);
        const settings = await store.settings(workspace.id);
        if (role === undefined || settings === undefined) return;
        const through = { ...eyes, reviewers: settings.reviewersPerClaim };
        for (const { id, type, data } of fresh(await eventsSince(store, workspace.id, through, language, since))) {
          if (id > since) since = id;
          yield `id: ${since}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
          lastSent = Date.now();
        }
      }
      if (Date.now() - lastSent > HEARTBEAT_MS) {
        yield ": still here\n\n";
        lastSent = Date.now();
      }
      await new Promise<void>((resume) => {
        const timer = setTimeout(resume, LOOK_MS);
        timer.unref();
        wake = () => {
          clearTimeout(timer);
          resume();
        };
      });
    }
  }

  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      try {
        for await (const chunk of deps.keepsOpen === false ? missed() : chunks()) {
          if (stopped) break;
          controller.enqueue(text.encode(chunk));
        }
        if (!stopped) controller.close();
      } catch (error) {
        // the listener is gone, or the table is: either way the browser comes back and says where it was
        if (!stopped) controller.error(error);
      } finally {
        request.signal.removeEventListener("abort", stop);
      }
    },
    cancel: stop,
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}

const beatsOf = (beats: ReadonlyMap<string, number>) => JSON.stringify([...beats]);
