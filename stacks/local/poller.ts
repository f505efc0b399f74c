import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { tell } from "../../functions/runtime/log.ts";
import { arnOf } from "./queues.ts";

/** How long a receive call waits for a message, and so at most for how long an idle queue keeps a stop waiting. */
export const WAIT_SECONDS = 2;

export type SqsHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

export interface PollerOptions {
  sqs: SQSClient;
  queueUrl: string;
  queueName: string;
  handler: SqsHandler;
  /** Messages a batch. */
  batchSize: number;
  /** Batches worked on at once. */
  concurrency: number;
  /** Seconds a receive call waits for a message. */
  waitSeconds?: number;
  /** Seconds until a failed message comes again, times its deliveries; the visibility timeout where it is not given. */
  retrySeconds?: number;
}

export interface Poller {
  /** Takes no new batch, and ends when the running ones have ended. */
  drain(): Promise<void>;
}

/**
 * Does for one queue what Lambda's event source mapping does: receives batches, gives them to the handler in the shape
 * of an SQS event, deletes what the handler did not report as failed, and leaves the rest to come back after the
 * visibility timeout, or to go to the dead-letter queue.
 */
export function startPoller(options: PollerOptions): Poller {
  const stopping = new AbortController();
  const loops = Array.from({ length: options.concurrency }, () => poll(options, stopping.signal));
  return {
    async drain() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function poll(options: PollerOptions, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    let messages: Message[];
    try {
      messages = await receive(options);
    } catch (error) {
      // the queue is down or slow: ask again, without spinning
      tell("warn", "receive-failed", { queue: options.queueName, error: nameOf(error) });
      await new Promise((resume) => setTimeout(resume, 500));
      continue;
    }
    if (messages.length > 0) await deliver(options, messages);
  }
}

/** Never cut off while it waits: the queue would hand a message to whoever has stopped listening. */
async function receive({ sqs, queueUrl, batchSize, waitSeconds }: PollerOptions) {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: batchSize,
      WaitTimeSeconds: waitSeconds ?? WAIT_SECONDS,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
  );
  return Messages ?? [];
}

async function deliver(options: PollerOptions, messages: Message[]): Promise<void> {
  const { sqs, queueUrl, queueName, handler } = options;
  let failed: Set<string>;
  try {
    const answer = await handler({ Records: messages.map((message) => recordOf(message, queueName)) });
    failed = new Set(answer.batchItemFailures.map((failure) => failure.itemIdentifier));
  } catch (error) {
    // as on Lambda, a handler that throws has failed its whole batch
    tell("error", "handler-failed", { queue: queueName, error: nameOf(error) });
    return;
  }
  const done = messages.filter((message) => !failed.has(message.MessageId!));
  await giveBack(
    options,
    messages.filter((message) => failed.has(message.MessageId!)),
  );
  if (done.length === 0) return;
  try {
    await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: done.map((message, i) => ({ Id: String(i), ReceiptHandle: message.ReceiptHandle! })),
      }),
    );
  } catch (error) {
    // they will come again, and doing them twice is doing them once
    tell("warn", "delete-failed", { queue: queueName, error: nameOf(error) });
  }
}

/** A failed message comes again sooner than its visibility timeout, which is made for the longest work. */
async function giveBack({ sqs, queueUrl, queueName, retrySeconds }: PollerOptions, failed: Message[]): Promise<void> {
  if (retrySeconds === undefined || failed.length === 0) return;
  try {
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queueUrl,
        Entries: failed.map((message, i) => ({
          Id: String(i),
          ReceiptHandle: message.ReceiptHandle!,
          VisibilityTimeout: retrySeconds * (Number(message.Attributes?.ApproximateReceiveCount) || 1),
        })),
      }),
    );
  } catch (error) {
    tell("warn", "give-back-failed", { queue: queueName, error: nameOf(error) });
  }
}

/** As Lambda spells them. */
const attributesOf = (message: Message): SQSRecord["messageAttributes"] =>
  Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, DataType }]) => [
      name,
      { ...(StringValue === undefined ? {} : { stringValue: StringValue }), dataType: DataType ?? "String" },
    ]),
  );

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "unknown");

function recordOf(message: Message, queueName: string): SQSRecord {
  return {
    messageId: message.MessageId!,
    receiptHandle: message.ReceiptHandle!,
    body: message.Body ?? "",
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "0",
      SenderId: "local",
      ApproximateFirstReceiveTimestamp: "0",
      ...message.Attributes,
    },
    messageAttributes: attributesOf(message),
    md5OfBody: message.MD5OfBody ?? "",
    eventSource: "aws:sqs",
    eventSourceARN: arnOf(queueName),
    awsRegion: "eu-north-1",
  };
}
