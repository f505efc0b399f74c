import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { readSettings } from "../../functions/runtime/settings.ts";
import { wireReview } from "../../functions/runtime/wire-review.ts";
import { createTableInput } from "../../functions/store/table.ts";
import { lockData } from "./data-lock.ts";
import { startDynamo } from "./dynamo.ts";
import { fileTransfer } from "./file-transfer.ts";
import { startFront } from "./front.ts";
import { makeQueues, QUEUES } from "./queues.ts";
import { LOCAL_CREDENTIALS, type S3Notification, startS3 } from "./s3.ts";
import { startSqs } from "./sqs.ts";
import { WEB_DIST } from "./web-build.ts";
import { startWorker } from "./worker-process.ts";

const REGION = "eu-north-1";
export const TABLE_NAME = "belaeg";
/** Also the first part of the path of every file address that browsers see. */
export const BUCKET = "belaeg-files";

/** Longer than any batch takes: six times the longest function, as for Lambda. Restarts give messages back at once. */
const VISIBILITY_SECONDS = 15 * 60;

export interface LocalOptions {
  data: string;
  port: number;
  host: string;
  /** What the worker and the API find in their environment beside what is set here. */
  environment: Readonly<Record<string, string | undefined>>;
  visibilitySeconds?: number;
  /** Another worker than the shipped one, for tests that break it. */
  workerEntry?: URL;
}

export interface Local {
  /** Where people go: `http://host:port`. */
  origin: string;
  /** The environment of the stages, emulator addresses included. */
  env: Record<string, string>;
  workerPid(): number | undefined;
  stop(): Promise<void>;
}

/** The whole composition on one machine. What is started is stopped again when a later part does not start. */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    stops.push(await lockData(options.data));
    return await startParts(options, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(options: LocalOptions, stops: (() => Promise<unknown>)[], stop: () => Promise<void>) {
  const folder = async (name: string) => {
    const path = join(options.data, name);
    await mkdir(path, { recursive: true });
    return path;
  };
  const dynamo = await startDynamo({ folder: await folder("dynamodb") });
  stops.push(() => dynamo.stop());
  const sqs = await startSqs({ folder: await folder("sqs") });
  stops.push(() => sqs.stop());
  const sqsClient = new SQSClient({ region: REGION, endpoint: sqs.endpoint, credentials: LOCAL_CREDENTIALS });
  stops.push(async () => sqsClient.destroy());
  const announce = (notification: S3Notification) =>
    sqsClient.send(
      new SendMessageCommand({
        QueueUrl: sqs.queueUrl(QUEUES.read.name),
        MessageBody: JSON.stringify(notification),
      }),
    );
  const s3 = await startS3({
    folder: await folder("s3"),
    bucket: BUCKET,
    onCreated: (notification) => {
      announce(notification).catch(() =>
        console.error(JSON.stringify({ level: "error", event: "s3-notification-lost", again: "at the next start" })),
      );
    },
  });
  stops.push(() => s3.stop());

  const env = environmentOf(options, { dynamo: dynamo.endpoint, s3: s3.endpoint, sqs: sqs.endpoint }, sqs.queueUrl);
  const settings = readSettings(env);
  await makeTable(dynamo.endpoint);
  await makeQueues(sqsClient, sqs.queueUrl, options.visibilitySeconds ?? VISIBILITY_SECONDS);
  // nobody else works on this data: whatever was in somebody's hands is not any more
  sqs.releaseInFlight(true);

  const review = wireReview(settings);
  const front = await startFront({
    host: options.host,
    port: options.port,
    api: review,
    files: fileTransfer({ s3Port: s3.port, bucket: BUCKET, maxBytes: settings.limits.maxBytes }),
    webFolder: WEB_DIST,
  });
  stops.push(() => front.stop(1500));
  const worker = await startWorker({
    env,
    onCrash: () => sqs.releaseInFlight(false),
    ...(options.workerEntry === undefined ? {} : { entry: options.workerEntry }),
  });
  stops.push(() => worker.stop(20_000));
  await announceLost(s3.endpoint, announce);

  const shown = options.host === "0.0.0.0" || options.host === "::" ? "127.0.0.1" : options.host;
  const name = shown.includes(":") ? `[${shown}]` : shown;
  return { origin: `http://${name}:${front.port}`, env, workerPid: () => worker.pid, stop };
}

function environmentOf(
  { environment }: LocalOptions,
  endpoints: { dynamo: string; s3: string; sqs: string },
  queueUrl: (name: string) => string,
): Record<string, string> {
  const inherited = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(inherited),
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamo,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    BELAEG_TABLE: TABLE_NAME,
    BELAEG_BUCKET: BUCKET,
    BELAEG_READ_QUEUE: queueUrl(QUEUES.read.name),
    BELAEG_EXTRACT_QUEUE: queueUrl(QUEUES.extract.name),
    BELAEG_DRAFT_QUEUE: queueUrl(QUEUES.draft.name),
  };
}

async function makeTable(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({ region: REGION, endpoint, credentials: LOCAL_CREDENTIALS });
  try {
    await client.send(new CreateTableCommand(createTableInput(TABLE_NAME)));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ResourceInUseException") throw error;
  } finally {
    client.destroy();
  }
}

/**
 * Uploads whose notification may have been lost with a killed process are told of again. S3 itself tells at least once,
 * so the stages are used to hearing of what they have read already.
 */
async function announceLost(endpoint: string, announce: (notification: S3Notification) => Promise<unknown>) {
  const client = new S3Client({ region: REGION, endpoint, credentials: LOCAL_CREDENTIALS, forcePathStyle: true });
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
