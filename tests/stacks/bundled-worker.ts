/** A worker whose handlers are bundles, as they are deployed: `BUNDLES` says in which folder. */
import { pathToFileURL } from "node:url";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type SqsHandler, startPoller } from "../../stacks/local/poller.ts";
import { QUEUES, type QueueRole } from "../../stacks/local/queues.ts";

const FOLDERS: Record<QueueRole, string> = { read: "ingest", extract: "extract", draft: "synthesize" };
const queueUrls: Record<QueueRole, string> = {
  read: process.env.BELAEG_READ_QUEUE!,
  extract: process.env.BELAEG_EXTRACT_QUEUE!,
  draft: process.env.BELAEG_DRAFT_QUEUE!,
};
const sqs = new SQSClient({ endpoint: process.env.AWS_ENDPOINT_URL_SQS! });
for (const role of Object.keys(QUEUES) as QueueRole[]) {
  const { name, batchSize, concurrency } = QUEUES[role];
  const bundle = pathToFileURL(`${process.env.BUNDLES}/functions/${FOLDERS[role]}/handler.mjs`).href;
  const { handler } = (await import(bundle)) as { handler: SqsHandler };
  startPoller({ sqs, queueUrl: queueUrls[role], queueName: name, handler, batchSize, concurrency });
}
process.on("disconnect", () => process.exit(0));
process.on("message", () => process.exit(0));
process.send?.("ready");
