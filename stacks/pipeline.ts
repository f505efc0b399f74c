import { readFileSync } from "node:fs";
import { inCommon, lambda } from "./lambda";
import type { Queues, StageQueue } from "./queues";
import { BESIDE_READER, bundleReadChild, READ_CHILD } from "./read-child";
import type { Secrets } from "./secrets";
import type { Storage } from "./storage";
import { surroundings } from "./surroundings";
import { weightsBeside } from "./weights";

type Grant = { actions: string[]; resources: $util.Input<$util.Input<string>[]> };
interface Parts {
  storage: Storage;
  queues: Queues;
  secrets: Secrets;
}
interface Stage {
  handler: string;
  memory: `${number} MB`;
  messagesAtOnce: number;
  /** No more functions than this at once, so that a flood of uploads cannot take the API's share. */
  concurrency: number;
  grants: Grant[];
  /** What the function finds in its environment beside what all find. */
  environment?: Record<string, string>;
  /** Puts more beside the bundle in `folder`. */
  postbuild?: (folder: string) => Promise<void>;
  /** Packages that cannot be bundled into one file (workers, native parts) and go beside it, at the versions locked here. */
  beside?: string[];
}

const lockedVersion = (name: string) =>
  (JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: Record<string, string> }).dependencies[name]!;

const ITEMS = [
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:Query",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
];

/** The three functions that read, extract and draft; each may do what its stage does and nothing else. */
export function makePipeline({ storage, queues, secrets }: Parts) {
  const { bucket, table } = storage;
  const items = (...more: string[]): Grant => ({
    actions: [...ITEMS, ...more],
    resources: [table.arn, $interpolate`${table.arn}/index/*`],
  });
  const objects = (prefix: string, ...actions: string[]): Grant => ({
    actions,
    resources: [$interpolate`${bucket.arn}/${prefix}/*`],
  });
  const sendTo = (stage: StageQueue): Grant => ({ actions: ["sqs:SendMessage"], resources: [stage.queue.arn] });

  const subscribe = (stage: StageQueue, parts: Stage) => {
    const { handler, memory, messagesAtOnce, concurrency, grants, beside = [], environment = {}, postbuild } = parts;
    return stage.queue.subscribe(
      {
        handler,
        ...lambda,
        memory,
        timeout: `${stage.functionSeconds} seconds`,
        concurrency: { reserved: concurrency },
        environment: { ...surroundings({ storage, queues, secrets }), ...environment },
        ...(postbuild === undefined ? {} : { hook: { postbuild } }),
        permissions: [...grants, ...inCommon()],
        nodejs: { format: "esm", install: Object.fromEntries(beside.map((name) => [name, lockedVersion(name)])) },
        copyFiles: [{ from: "prompts" }, ...weightsBeside(handler)],
      },
      {
        batch: { size: messagesAtOnce, partialResponses: true },
        transform: {
          eventSourceMapping: (args) => {
            args.scalingConfig = { maximumConcurrency: Math.max(2, concurrency) };
          },
        },
      },
    );
  };

  const read = subscribe(queues.read, {
    handler: "functions/ingest/handler.handler",
    memory: "2048 MB",
    messagesAtOnce: 1,
    concurrency: 10,
    beside: BESIDE_READER,
    environment: { BELAEG_READ_CHILD: READ_CHILD },
    postbuild: bundleReadChild,
    grants: [
      items(),
      // what was read of a report that was deleted meanwhile is removed again
      objects("reports", "s3:GetObject", "s3:DeleteObject"),
      objects("texts", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
      objects("secrets", "s3:GetObject", "s3:DeleteObject"),
      // without it S3 says "forbidden" of what is not there, and a deleted upload looks like a fault
      { actions: ["s3:ListBucket"], resources: [bucket.arn] },
      sendTo(queues.extract),
    ],
  });
  const extract = subscribe(queues.extract, {
    handler: "functions/extract/handler.handler",
    memory: "1024 MB",
    messagesAtOnce: 2,
    concurrency: 10,
    grants: [
      items("dynamodb:DeleteItem", "dynamodb:BatchWriteItem"),
      // what is answered for a candidate waits beside the texts until it is taken over or thrown away
      objects("texts", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
    ],
  });
  const draft = subscribe(queues.draft, {
    handler: "functions/synthesize/handler.handler",
    memory: "1024 MB",
    messagesAtOnce: 1,
    concurrency: 5,
    grants: [items(), objects("texts", "s3:GetObject")],
  });

  // Bucket.notify would let anybody's bucket send here: its queue policy names no source. This one does.
  const allowed = new aws.sqs.QueuePolicy("ReadFromReports", {
    queueUrl: queues.read.queue.url,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [
        {
          sid: "UploadsArrive",
          effect: "Allow",
          principals: [{ type: "Service", identifiers: ["s3.amazonaws.com"] }],
          actions: ["sqs:SendMessage"],
          resources: [queues.read.queue.arn],
          conditions: [
            { test: "ArnEquals", variable: "aws:SourceArn", values: [bucket.arn] },
            {
              test: "StringEquals",
              variable: "aws:SourceAccount",
              values: [aws.getCallerIdentityOutput().accountId],
            },
          ],
        },
      ],
    }).json,
  });
  new aws.s3.BucketNotification(
    "UploadsArrive",
    {
      bucket: bucket.name,
      queues: [{ queueArn: queues.read.queue.arn, events: ["s3:ObjectCreated:*"], filterPrefix: "reports/" }],
    },
    { dependsOn: [allowed] },
  );
  return { read, extract, draft };
}
export type Pipeline = ReturnType<typeof makePipeline>;
