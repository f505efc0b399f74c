import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** Seconds in which a received message is nobody else's: enough to send it again. */
const HOLD_SECONDS = 60;

/** The dead-letter queue of a queue, by what the queue itself says. */
async function deadLetterOf(sqs: SQSClient, queueUrl: string): Promise<string | undefined> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["RedrivePolicy"] }),
  );
  const policy = JSON.parse(Attributes?.RedrivePolicy ?? "{}") as { deadLetterTargetArn?: string };
  const name = policy.deadLetterTargetArn?.split(":").at(-1);
  if (name === undefined) return undefined;
  return (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
}

async function lengthOf(sqs: SQSClient, queueUrl: string): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
}

/**
 * Puts back on a queue what could not be done, after the fault was mended: as many messages as lie there now, so that one
 * which fails again does not go round for ever. Sent before it is deleted; done twice is done once.
 * @returns how many lay there and how many were put back.
 */
export async function redrive(
  sqs: SQSClient,
  queueUrl: string,
  { dryRun = false } = {},
): Promise<{ dead: number; moved: number }> {
  const from = await deadLetterOf(sqs, queueUrl);
  if (from === undefined) return { dead: 0, moved: 0 };
  const dead = await lengthOf(sqs, from);
  let moved = 0;
  while (!dryRun && moved < dead) {
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: Math.min(10, dead - moved),
        VisibilityTimeout: HOLD_SECONDS,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ["All"],
      }),
    );
    if (Messages === undefined || Messages.length === 0) break;
    for (const { Body = "", MessageAttributes, ReceiptHandle } of Messages) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: Body,
          ...(MessageAttributes === undefined ? {} : { MessageAttributes }),
        }),
      );
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle: ReceiptHandle ?? "" }));
      moved++;
    }
  }
  return { dead, moved };
}
