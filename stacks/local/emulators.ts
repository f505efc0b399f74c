import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { tell } from "../../functions/runtime/log.ts";
import { makeTable, startDynamo } from "./dynamo.ts";
import { makeQueues, QUEUES } from "./queues.ts";
import { LOCAL_CREDENTIALS, type S3Notification, startS3 } from "./s3.ts";
import { type Sqs, startSqs } from "./sqs.ts";
import type { Stops } from "./stops.ts";

const REGION = "eu-north-1";
const TABLE_NAME = "belaeg";
/** Digests of decisions, each written once. */
const DIGESTS = "belaeg-digests";
/** Also the first part of the path of every file address that browsers see. */
export const BUCKET = "belaeg-files";

/** Longer than any batch takes: six times the longest function, as for Lambda. Restarts give messages back at once. */
const VISIBILITY_SECONDS = 15 * 60;

export interface Emulators {
  /** What a Lambda finds in its environment, with the emulators' addresses. */
  env: Record<string, string>;
  sqs: Sqs;
  sqsClient: SQSClient;
  s3Port: number;
  /** Tells the read queue of an upload, as S3 does. */
  announce(notification: S3Notification): Promise<unknown>;
  /** Tells again of each upload: the notification of some may have been lost with a killed process. */
  announceAll(): Promise<void>;
}

/**
 * DynamoDB, S3 and SQS on loopback with their data in `data`, joined as on AWS: objects created under `reports/` are
 * told of to the read queue.
 */
export async function startEmulators(
  options: {
    data: string;
    environment: Readonly<Record<string, string | undefined>>;
    visibilitySeconds?: number | undefined;
  },
  stops: Stops,
): Promise<Emulators> {
  const dynamo = await startDynamo({ folder: join(options.data, "dynamodb") });
  stops.add(() => dynamo.stop());
  const sqs = await startSqs({ folder: join(options.data, "sqs") });
  stops.add(() => sqs.stop());
  const shared = { region: REGION, credentials: LOCAL_CREDENTIALS };
  const sqsClient = new SQSClient({ ...shared, endpoint: sqs.endpoint });
  stops.add(async () => sqsClient.destroy());
  const announce = (notification: S3Notification) =>
    sqsClient.send(
      new SendMessageCommand({ QueueUrl: sqs.queueUrl(QUEUES.read.name), MessageBody: JSON.stringify(notification) }),
    );
  const s3 = await startS3({
    folder: join(options.data, "s3"),
    bucket: BUCKET,
    others: [DIGESTS],
    onCreated(notification) {
      announce(notification).catch(() => tell("error", "s3-notification-lost", { again: "at the next start" }));
    },
  });
  stops.add(() => s3.stop());

  const database = new DynamoDBClient({ ...shared, endpoint: dynamo.endpoint });
  await makeTable(database, TABLE_NAME).finally(() => database.destroy());
  await makeQueues(sqsClient, sqs.queueUrl, options.visibilitySeconds ?? VISIBILITY_SECONDS);
  // nobody else works on this data: whatever was in somebody's hands is not any more
  sqs.releaseInFlight(true);

  const inherited = Object.entries(options.environment).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return {
    env: {
      // a batch that comes again after a crash is asked and paid for once
      BELAEG_MODEL_CACHE: join(options.data, "model-cache"),
      ...Object.fromEntries(inherited),
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      AWS_ENDPOINT_URL_SQS: sqs.endpoint,
      BELAEG_TABLE: TABLE_NAME,
      BELAEG_BUCKET: BUCKET,
      BELAEG_DIGEST_BUCKET: DIGESTS,
      BELAEG_READ_QUEUE: sqs.queueUrl(QUEUES.read.name),
      BELAEG_EXTRACT_QUEUE: sqs.queueUrl(QUEUES.extract.name),
      BELAEG_DRAFT_QUEUE: sqs.queueUrl(QUEUES.draft.name),
    },
    sqs,
    sqsClient,
    s3Port: s3.port,
    announce,
    announceAll: () => announceAll(new S3Client({ ...shared, endpoint: s3.endpoint, forcePathStyle: true }), announce),
  };
}

/** S3 itself tells at least once, so the stages are used to hearing of what they have read already. */
async function announceAll(client: S3Client, announce: Emulators["announce"]): Promise<void> {
  try {
    for await (const { Contents } of paginateListObjectsV2({ client }, { Bucket: BUCKET, Prefix: "reports/" })) {
      for (const { Key, Size, LastModified } of Contents ?? []) {
        const eventTime = (LastModified ?? new Date(0)).toISOString();
        const key = (Key ?? "").split("/").map(encodeURIComponent).join("/");
        await announce({
          Records: [{ eventName: "ObjectCreated:Put", eventTime, s3: { object: { key, size: Size ?? 0 } } }],
        });
      }
    }
  } finally {
    client.destroy();
  }
}
