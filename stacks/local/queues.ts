import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { MAX_RECEIVE_COUNT } from "../../functions/runtime/deliveries.ts";

/** The queues between the stages, as the AWS stack makes them; each has a dead-letter queue. */
export const QUEUES = {
  read: { name: "belaeg-read", batchSize: 1, concurrency: 2 },
  extract: { name: "belaeg-extract", batchSize: 5, concurrency: 2 },
  draft: { name: "belaeg-draft", batchSize: 5, concurrency: 1 },
} as const;
export type QueueRole = keyof typeof QUEUES;

export const deadLetterOf = (name: string) => `${name}-dead`;

const ARN = "arn:aws:sqs:eu-north-1:000000000000";
const FOURTEEN_DAYS = String(14 * 24 * 3600);

export const arnOf = (name: string) => `${ARN}:${name}`;

/**
 * Makes the queues where they are missing and gives them today's attributes where they exist.
 * @param visibilitySeconds longer than any handler may run: a message is not handed out again while it is worked on.
 */
export async function makeQueues(sqs: SQSClient, queueUrl: (name: string) => string, visibilitySeconds: number) {
  for (const { name } of Object.values(QUEUES)) {
    const dead = deadLetterOf(name);
    await make(sqs, queueUrl, dead, { MessageRetentionPeriod: FOURTEEN_DAYS });
    await make(sqs, queueUrl, name, {
      VisibilityTimeout: String(visibilitySeconds),
      MessageRetentionPeriod: FOURTEEN_DAYS,
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(dead), maxReceiveCount: MAX_RECEIVE_COUNT }),
    });
  }
}

async function make(
  sqs: SQSClient,
  queueUrl: (name: string) => string,
  name: string,
  attributes: Record<string, string>,
) {
  try {
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl(name), Attributes: attributes }));
  } catch (error) {
    if (!(error instanceof Error) || !/NonExistentQueue|QueueDoesNotExist/.test(error.name)) throw error;
    await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  }
}
