import type { RereadRequested } from "../evidence/message.ts";
import type { Delivery } from "../runtime/each-message.ts";
import { arrivalsIn, type ReadMessage } from "./arrival.ts";
import { arrive, isUnderWay, type ReadingDeps, reread } from "./arrive.ts";
import { readCandidate, takeOver } from "./candidate.ts";

/**
 * What the read queue's messages ask for. When the queue's last delivery fails too, the report says so before the message
 * goes to the dead-letter queue: it is never left as `reading` by work that no one will do.
 */
export const onReadMessage = (deps: ReadingDeps) => async (message: ReadMessage, delivery: Delivery) => {
  try {
    if ("type" in message) await readAgain(deps, message, delivery);
    else for (const arrival of arrivalsIn(message)) await arrive(deps, arrival);
  } catch (error) {
    if (delivery.last) await giveUp(deps, message);
    throw error;
  }
};

async function readAgain(deps: ReadingDeps, request: RereadRequested, delivery: Delivery): Promise<void> {
  if (request.candidate === undefined) await reread(deps, request, delivery.sentAt, delivery.messageId);
  else if (!(await takeOver(deps, request, request.candidate))) await readCandidate(deps, request, request.candidate);
}

async function giveUp({ store }: ReadingDeps, message: ReadMessage): Promise<void> {
  for (const { workspaceId, reportId } of "type" in message ? [message] : arrivalsIn(message)) {
    const report = await store.report(workspaceId, reportId);
    const candidate = "type" in message ? message.candidate : undefined;
    if (candidate !== undefined && report?.candidate?.id === candidate && report.candidate.status === "reading")
      await store.failCandidate(workspaceId, reportId, candidate, "internal");
    else if (report?.run !== undefined && isUnderWay(report))
      await store.interruptReport(workspaceId, reportId, report.run, "internal");
  }
}
