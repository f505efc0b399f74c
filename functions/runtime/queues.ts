import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";
import { sqsOutbox } from "../store/outbox.ts";
import type { Outbox } from "../store/store.ts";
import type { Settings } from "./settings.ts";

/** The queues, reached as told. */
export const queuesAt = (reach: SQSClientConfig, queues: Settings["queues"]): Outbox =>
  sqsOutbox({ client: new SQSClient(reach), queues });
