import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoStore } from "../store/dynamo-store.ts";
import { s3Objects } from "../store/object-store.ts";
import { sqsOutbox } from "../store/outbox.ts";
import { withRecentReadings } from "./recent-readings.ts";
import type { Settings } from "./settings.ts";

/** The three services, at AWS or at whatever endpoint the settings name. Made once a process. */
export function connect({ region, table, bucket, queues, endpoints, credentials }: Settings) {
  const shared = { region, ...(credentials === undefined ? {} : { credentials }) };
  const at = (endpoint: string | undefined) => (endpoint === undefined ? {} : { endpoint });
  const s3 = new S3Client({
    ...shared,
    ...at(endpoints.s3),
    // an emulator has no bucket names in its host, and knows no checksums in trailers
    ...(endpoints.s3 === undefined
      ? {}
      : {
          forcePathStyle: true,
          requestChecksumCalculation: "WHEN_REQUIRED" as const,
          responseChecksumValidation: "WHEN_REQUIRED" as const,
        }),
  });
  return {
    store: dynamoStore({ client: new DynamoDBClient({ ...shared, ...at(endpoints.dynamodb) }), table }),
    objects: withRecentReadings(s3Objects({ client: s3, bucket })),
    outbox: sqsOutbox({ client: new SQSClient({ ...shared, ...at(endpoints.sqs) }), queues }),
    s3,
  };
}
