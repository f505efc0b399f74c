import type { Delivery } from "../runtime/each-message.ts";
import type { PipelineStore } from "../store/store.ts";
import { arrivalsIn, type ReadMessage } from "./arrival.ts";
import { isUnderWay } from "./arrive.ts";

/**
 * Does the work, and when the queue's last delivery fails too, says so on the report before the message goes to the
 * dead-letter queue: a report is never left as `reading` by work that no one will do.
 */
export async function givingUp(
  deps: { store: PipelineStore },
  message: ReadMessage,
  delivery: Delivery,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!delivery.last) throw error;
    const reports = "type" in message ? [message] : arrivalsIn(message);
    for (const { workspaceId, reportId } of reports) {
      const report = await deps.store.report(workspaceId, reportId);
      if (report?.run !== undefined && isUnderWay(report))
        await deps.store.interruptReport(workspaceId, reportId, report.run, "internal");
    }
    throw error;
  }
}
