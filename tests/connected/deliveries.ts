import type { ReportId, WorkspaceId } from "../../functions/evidence/ids.ts";
import type { PassagesReady } from "../../functions/evidence/message.ts";
import { ExtractMessage, onExtractMessage } from "../../functions/extract/on-message.ts";
import { type ReadMessage, ReadMessage as ReadSchema } from "../../functions/ingest/arrival.ts";
import { onReadMessage } from "../../functions/ingest/on-message.ts";
import type { Delivery } from "../../functions/runtime/each-message.ts";
import { keyOf, type StageDeps } from "./pipeline-rig.ts";

/** A queued message, by hand: tests say how often and in which order it is delivered. */
export type Queued = { queue: "read"; message: ReadMessage } | { queue: "extract"; message: ExtractMessage };

const SENT = 1_800_000_000_000;

export function uploadNotice(workspaceId: WorkspaceId, reportId: ReportId, at = "2026-03-01T08:00:00.000Z"): Queued {
  const record = {
    eventName: "ObjectCreated:Put",
    eventTime: at,
    s3: { object: { key: keyOf(workspaceId, reportId) } },
  };
  return { queue: "read", message: ReadSchema.parse({ Records: [record] }) };
}

export function rereadWish(workspaceId: WorkspaceId, reportId: ReportId): Queued {
  return { queue: "read", message: { type: "reread-requested", workspaceId, reportId } };
}

/** Puts the messages that the stages send into `sent` instead of a queue. */
export function capturing(deps: StageDeps, sent: Queued[]): StageDeps {
  const outbox = {
    ...deps.reading.outbox,
    async toExtract(messages: readonly unknown[]) {
      sent.push(...(messages as PassagesReady[]).map((message) => ({ queue: "extract" as const, message })));
    },
  };
  return { ...deps, reading: { ...deps.reading, outbox } };
}

export const delivery = (attempt: number, messageId = "m", sentAt = SENT): Delivery => ({
  messageId,
  sentAt,
  attempt,
  last: attempt >= 3,
});

export function deliver(deps: StageDeps, queued: Queued, how: Delivery): Promise<void> {
  return queued.queue === "read"
    ? onReadMessage(deps.reading)(queued.message, how)
    : onExtractMessage(deps.extraction)(ExtractMessage.parse(queued.message), how);
}

/** A whole report by hand: the upload's notice, then every batch it leads to, once each and in order. */
export async function runThrough(deps: StageDeps, first: Queued, messageId = "m", sentAt = SENT): Promise<void> {
  const sent: Queued[] = [];
  const own = capturing(deps, sent);
  await deliver(own, first, delivery(1, messageId, sentAt));
  for (const queued of sent.splice(0)) await deliver(own, queued, delivery(1));
}

/** The process dies here: nothing after this point happens, until the message comes again. */
export class Crash extends Error {
  override name = "Crash";
}

/** The same parts, dying after the `at`-th effect on table, files or queues. `effects` counts them. */
export function crashingAfter(deps: StageDeps, at: number): { deps: StageDeps; effects: () => number } {
  let count = 0;
  const dying = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          if (count >= at) throw new Crash();
          const result: unknown = value.apply(target, args);
          if (!(result instanceof Promise)) return result;
          return result.then((answer: unknown) => {
            count++;
            if (count === at) throw new Crash();
            return answer;
          });
        };
      },
    });
  const store = dying(deps.reading.store);
  return {
    effects: () => count,
    deps: {
      reading: {
        ...deps.reading,
        store,
        objects: dying(deps.reading.objects),
        outbox: dying(deps.reading.outbox),
      },
      extraction: { ...deps.extraction, store, objects: dying(deps.extraction.objects) },
      synthesis: { ...deps.synthesis, store },
    },
  };
}
