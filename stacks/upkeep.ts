import { TABLE } from "../functions/store/table";
import type { Digests } from "./digests";
import { inCommon, lambda } from "./lambda";
import type { Queues } from "./queues";
import type { Secrets } from "./secrets";
import type { Storage } from "./storage";
import { surroundings } from "./surroundings";

interface Parts {
  storage: Storage;
  queues: Queues;
  secrets: Secrets;
  digests: Digests;
}

/**
 * What is done without anybody asking: the digests of the day before, and a look at what is stuck. Soon after midnight
 * three times: what one run did not reach the next does, and one that finds everything done does nothing.
 */
export function makeUpkeep({ storage, queues, secrets, digests }: Parts) {
  const { table } = storage;
  const upkeep = new sst.aws.Function("Upkeep", {
    handler: "functions/upkeep/handler.handler",
    ...lambda,
    memory: "1024 MB",
    timeout: "300 seconds",
    concurrency: { reserved: 2 },
    nodejs: { format: "esm" },
    environment: {
      ...surroundings({ storage, queues, secrets }),
      // it asks no model
      OPENAI_API_KEY: "",
      BELAEG_DIGEST_BUCKET: digests.bucket.name,
    },
    permissions: [
      {
        // a decision that was not copied to the trail is copied now
        actions: [
          "dynamodb:GetItem",
          "dynamodb:BatchGetItem",
          "dynamodb:Query",
          "dynamodb:UpdateItem",
          "dynamodb:BatchWriteItem",
        ],
        resources: [table.arn, $interpolate`${table.arn}/index/*`],
      },
      { actions: ["dynamodb:Scan"], resources: [$interpolate`${table.arn}/index/${TABLE.indexes.people.name}`] },
      { actions: ["s3:GetObject", "s3:PutObject"], resources: [$interpolate`${digests.bucket.arn}/digests/*`] },
      { actions: ["s3:ListBucket"], resources: [digests.bucket.arn] },
      ...inCommon(),
    ],
  });
  new sst.aws.CronV2("Daily", {
    schedule: "cron(20 0-2 * * ? *)",
    timezone: "UTC",
    function: upkeep.arn,
    event: { task: "digests" },
    retries: 2,
  });
  new sst.aws.CronV2("Hourly", { schedule: "rate(1 hour)", function: upkeep.arn, event: { task: "look" }, retries: 0 });
  return { upkeep };
}
export type Upkeep = ReturnType<typeof makeUpkeep>;
