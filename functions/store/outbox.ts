import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Outbox } from "./store.ts";

/** SQS takes ten messages a call. */
const BATCH = 10;

export class NotSentError extends Error {
  override name = "NotSentError";
}

/** @param queues the queues' URLs. */
export function sqsOutbox({
  client,
  queues,
}: {
  client: SQSClient;
  queues: { read: string; extract: string; draft: string };
}): Outbox {
  const send = (queue: string, message: unknown) =>
    client.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: JSON.stringify(message) }));

  return {
    async toRead(message) {
      await send(queues.read, message);
    },
    async toDraft(message) {
      await send(queues.draft, message);
    },
    async toExtract(messages) {
      for (let from = 0; from < messages.length; from += BATCH) {
        let left = messages
          .slice(from, from + BATCH)
          .map((message, i) => ({ Id: String(i), MessageBody: JSON.stringify(message) }));
        // a batch may fail in part; what failed is sent again before anything is called sent
        for (let tries = 0; left.length > 0; tries++) {
          if (tries === 3) throw new NotSentError(`${left.length} messages were not taken by the queue`);
          const { Failed } = await client.send(
            new SendMessageBatchCommand({ QueueUrl: queues.extract, Entries: left }),
          );
          const failed = new Set(Failed?.map(({ Id }) => Id));
          left = left.filter(({ Id }) => failed.has(Id));
        }
      }
    },
  };
}
