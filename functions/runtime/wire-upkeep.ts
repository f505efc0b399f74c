import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { s3Digests } from "../store/digest-store.ts";
import { dynamoStore } from "../store/dynamo-store.ts";
import { listWorkspaces } from "../store/workspace-list.ts";
import type { UpkeepDeps } from "../upkeep/upkeep.ts";
import { tell } from "./log.ts";
import type { Settings } from "./settings.ts";

export class NoDigestBucketError extends Error {
  override name = "NoDigestBucketError";
}

/** @throws NoDigestBucketError where the settings name no place for digests. */
export function wireUpkeep({ region, credentials, endpoints, table, digestBucket }: Settings): UpkeepDeps {
  if (digestBucket === undefined) throw new NoDigestBucketError("BELAEG_DIGEST_BUCKET is not set");
  const shared = { region, ...(credentials === undefined ? {} : { credentials }) };
  const at = (endpoint: string | undefined) => (endpoint === undefined ? {} : { endpoint });
  const database = new DynamoDBClient({ ...shared, ...at(endpoints.dynamodb) });
  const emulated = { forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED" } as const;
  const client = new S3Client({ ...shared, ...at(endpoints.s3), ...(endpoints.s3 === undefined ? {} : emulated) });
  return {
    store: dynamoStore({ client: database, table }),
    workspaces: () => listWorkspaces(database, table),
    digests: s3Digests({ client, bucket: digestBucket }),
    now: () => new Date(),
    tell,
  };
}
