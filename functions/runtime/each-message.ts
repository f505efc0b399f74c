import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { z } from "zod";
import { CORRELATION_ATTRIBUTE, correlated, correlationFrom } from "./correlation.ts";
import { MAX_RECEIVE_COUNT } from "./deliveries.ts";
import { failureOf, idsIn, traceOf } from "./failure.ts";
import { tell } from "./log.ts";

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
    const attempt = async (record: SQSRecord) => {
      const began = performance.now();
      const delivery = deliveryOf(record);
      // ids only: whoever follows a report or a request finds them, and no text is in them
      const about = {
        queue: record.eventSourceARN?.split(":").at(-1),
        messageId: record.messageId,
        attempt: delivery.attempt,
        about: idsIn(record.body),
        ...traceOf(record.attributes.AWSTraceHeader),
        ...(context?.awsRequestId === undefined ? {} : { requestId: context.awsRequestId }),
      };
      const milliseconds = () => Math.round(performance.now() - began);
      try {
        await work(schema.parse(JSON.parse(record.body)), delivery);
        const waited = delivery.sentAt === 0 ? undefined : Math.max(0, Date.now() - delivery.sentAt - milliseconds());
        tell("info", "message", { ...about, milliseconds: milliseconds(), waited });
      } catch (error) {
        const failed = { ...about, milliseconds: milliseconds(), ...failureOf(error) };
        tell("error", "message-failed", failed, { MessagesFailed: 1 });
        throw error;
      }
    };
    const handle = (record: SQSRecord) =>
      // what nobody asked for by a request (an upload that arrived) is called by its first message
      correlated(correlationFrom(record.messageAttributes[CORRELATION_ATTRIBUTE]?.stringValue, record.messageId), () =>
        attempt(record),
      );
    return processPartialResponse(event, handle, processor, {
      ...(context ? { context } : {}),
      throwOnFullBatchFailure: false,
      processInParallel: false,
    });
  };
}
