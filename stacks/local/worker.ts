import { SQSClient } from "@aws-sdk/client-sqs";
import { readSettings } from "../../functions/runtime/settings.ts";
import { type Poller, type SqsHandler, startPoller } from "./poller.ts";
import { QUEUES, type QueueRole } from "./queues.ts";
import { LOCAL_CREDENTIALS } from "./s3.ts";

/**
 * The background stages in a process of their own, so that reading a report never makes the API wait, and a crash in
 * one does not take the other along. It has the environment a Lambda has, and runs the very handlers a Lambda runs.
 */
const HANDLERS: Record<QueueRole, () => Promise<{ handler: SqsHandler }>> = {
  read: () => import("../../functions/ingest/handler.ts"),
  extract: () => import("../../functions/extract/handler.ts"),
  draft: () => import("../../functions/synthesize/handler.ts"),
};

const settings = readSettings();
const sqs = new SQSClient({
  region: settings.region,
  credentials: LOCAL_CREDENTIALS,
  ...(settings.endpoints.sqs === undefined ? {} : { endpoint: settings.endpoints.sqs }),
});

const pollers: Poller[] = [];
for (const role of Object.keys(QUEUES) as QueueRole[]) {
  const { name, batchSize, concurrency } = QUEUES[role];
  const { handler } = await HANDLERS[role]();
  pollers.push(
    startPoller({
      sqs,
      queueUrl: settings.queues[role],
      queueName: name,
      handler,
      batchSize,
      concurrency,
      retrySeconds: 2,
    }),
  );
}

let draining = false;
async function drain() {
  if (draining) return;
  draining = true;
  await Promise.all(pollers.map((poller) => poller.drain()));
  process.exit(0);
}

process.on("message", (message) => {
  if (message === "drain") void drain();
});
// the parent is gone, killed perhaps: what was received and not finished will be delivered again
process.on("disconnect", () => process.exit(0));
// Ctrl-C reaches the whole process group; the parent says when to stop
process.on("SIGINT", () => {});
process.on("SIGTERM", () => void drain());
process.send?.("ready");
