import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { z } from "zod";
import { MAX_RECEIVE_COUNT } from "./deliveries.ts";
import { failureOf, idsIn, traceOf } from "./failure.ts";

/** What a stage may want to know about how a message came. */
export interface Delivery {
  messageId: string;
  /** Milliseconds since 1970: when the message was first sent. Redeliveries keep it. */
  sentAt: number;
  /** 1 for the first delivery. */
  attempt: number;
  /** True when the queue will not deliver this message again: after a failure it goes to the dead-letter queue. */
  last: boolean;
}

function deliveryOf(record: SQSRecord): Delivery {
  const attempt = Number(record.attributes.ApproximateReceiveCount) || 1;
  return {
    messageId: record.messageId,
    sentAt: Number(record.attributes.SentTimestamp) || 0,
    attempt,
    last: attempt >= MAX_RECEIVE_COUNT,
  };
}

/**
 * An SQS handler that gives each message of a batch to `work` and reports only the failed ones back, so that one bad
 * message never makes its neighbours run again. A message that `schema` refuses fails too: after its deliveries it
 * rests in the dead-letter queue, where somebody can look at it.
 */
export function eachMessage<Schema extends z.ZodType>(
  schema: Schema,
  work: (message: z.output<Schema>, delivery: Delivery) => Promise<void>,
) {
  return async (event: SQSEvent, context?: Context): Promise<SQSBatchResponse> => {
    const processor = new BatchProcessor(EventType.SQS);
    const handle = async (record: SQSRecord) => {
      try {
        await work(schema.parse(JSON.parse(record.body)), deliveryOf(record));
      } catch (error) {
        // ids only: whoever follows a report or a request finds them, and no text is in them
        console.error(
          JSON.stringify({
            level: "error",
            event: "message-failed",
            queue: record.eventSourceARN?.split(":").at(-1),
            messageId: record.messageId,
            attempt: deliveryOf(record).attempt,
            about: idsIn(record.body),
            ...traceOf(record.attributes.AWSTraceHeader),
            ...(context?.awsRequestId === undefined ? {} : { requestId: context.awsRequestId }),
            ...failureOf(error),
          }),
        );
        throw error;
      }
    };
    return processPartialResponse(event, handle, processor, {
      ...(context ? { context } : {}),
      throwOnFullBatchFailure: false,
      processInParallel: false,
    });
  };
}
