import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Outbox } from "./store.ts";

/** SQS takes ten messages a call. */
const BATCH = 10;

export class NotSentError extends Error {
  override name = "NotSentError";
}

/**
 * @param queues the queues' URLs.
 * @param attributes what every message carries beside its body: ids only.
 */
export function sqsOutbox({
  client,
  queues,
  attributes = () => ({}),
}: {
  client: SQSClient;
  queues: { read: string; extract: string; draft: string };
  attributes?: () => Readonly<Record<string, string>>;
}): Outbox {
  const written = (message: unknown) => ({
    MessageBody: JSON.stringify(message),
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes()).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    ),
  });
  const send = (queue: string, message: unknown) =>
    client.send(new SendMessageCommand({ QueueUrl: queue, ...written(message) }));

  return {
    async toRead(message) {
      await send(queues.read, message);
    },
    async toDraft(message) {
      await send(queues.draft, message);
    },
    async toExtract(messages) {
      for (let from = 0; from < messages.length; from += BATCH) {
        let left = messages.slice(from, from + BATCH).map((message, i) => ({ Id: String(i), ...written(message) }));
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
