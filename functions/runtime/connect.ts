import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoStore } from "../store/dynamo-store.ts";
import { s3Objects } from "../store/object-store.ts";
import { sqsOutbox } from "../store/outbox.ts";
import { withRecentReadings } from "./recent-readings.ts";
import type { Settings } from "./settings.ts";

/**
 * The three services, at AWS or at whatever endpoint the settings name. Made once a process.
 * @param presignAtOrigin true where browsers reach files through the very host that they ask the API of.
 */
export function connect(
  { region, table, bucket, queues, endpoints, credentials }: Settings,
  { presignAtOrigin = false } = {},
) {
  const shared = { region, ...(credentials === undefined ? {} : { credentials }) };
  const at = (endpoint: string | undefined) => (endpoint === undefined ? {} : { endpoint });
  const s3At = (endpoint: string | undefined) =>
    new S3Client({
      ...shared,
      ...at(endpoint),
      // an emulator has no bucket names in its host, and knows no checksums in trailers
      ...(endpoint === undefined
        ? {}
        : {
            forcePathStyle: true,
            requestChecksumCalculation: "WHEN_REQUIRED" as const,
            responseChecksumValidation: "WHEN_REQUIRED" as const,
          }),
    });
  const s3 = s3At(endpoints.s3);
  const presignClient = presignAtOrigin ? oneFor(s3At) : s3;
  return {
    store: dynamoStore({ client: new DynamoDBClient({ ...shared, ...at(endpoints.dynamodb) }), table }),
    objects: withRecentReadings(s3Objects({ client: s3, bucket, presignClient })),
    outbox: sqsOutbox({ client: new SQSClient({ ...shared, ...at(endpoints.sqs) }), queues }),
    s3,
  };
}

/** Hosts that addresses are signed for at most; a browser could name any. */
const MOST_HOSTS = 20;

/** One client an origin: presigning is arithmetic over the host. */
function oneFor(s3At: (origin: string) => S3Client): (origin: string) => S3Client {
  const clients = new Map<string, S3Client>();
  return (origin) => {
    let client = clients.get(origin);
    if (client === undefined) {
      if (clients.size >= MOST_HOSTS) clients.clear();
      client = s3At(origin);
      clients.set(origin, client);
    }
    return client;
  };
}
