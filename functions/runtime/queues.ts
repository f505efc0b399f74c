import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";
import { sqsOutbox } from "../store/outbox.ts";
import type { Outbox } from "../store/store.ts";
import { CORRELATION_ATTRIBUTE, correlationId } from "./correlation.ts";
import type { Settings } from "./settings.ts";

/** The queues, reached as told. */
export const queuesAt = (reach: SQSClientConfig, queues: Settings["queues"]): Outbox =>
  sqsOutbox({ client: new SQSClient(reach), queues, attributes });

/** The name of what asked for the work goes along with it. */
function attributes(): Record<string, string> {
  const id = correlationId();
  return id === undefined ? {} : { [CORRELATION_ATTRIBUTE]: id };
}
