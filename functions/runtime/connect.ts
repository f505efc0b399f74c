import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoStore } from "../store/dynamo-store.ts";
import type { ReviewObjects } from "../store/object-store.ts";
import type { Outbox } from "../store/store.ts";
import { later } from "./later.ts";
import { withRecentReadings } from "./recent-readings.ts";
import type { Settings } from "./settings.ts";

/**
 * The three services, at AWS or at whatever endpoint the settings name. Made once a process; the bucket's and the
 * queues' clients when they are first needed, since most requests only ask the table.
 * @param presignAtOrigin true where browsers reach files through the very host that they ask the API of.
 */
export function connect(settings: Settings, { presignAtOrigin = false } = {}) {
  const { table, endpoints } = settings;
  return {
    store: dynamoStore({ client: new DynamoDBClient(reaching(settings, endpoints.dynamodb)), table }),
    objects: withRecentReadings(objectsOf(settings, presignAtOrigin)),
    outbox: outboxOf(settings),
  };
}

const reaching = ({ region, credentials }: Settings, endpoint: string | undefined) => ({
  region,
  ...(credentials === undefined ? {} : { credentials }),
  ...(endpoint === undefined ? {} : { endpoint }),
});

function objectsOf(settings: Settings, presignAtOrigin: boolean): ReviewObjects {
  return later<ReviewObjects>(
    async () => {
      const { bucketAt } = await import("./bucket.ts");
      return bucketAt(reaching(settings, settings.endpoints.s3), settings.bucket, presignAtOrigin);
    },
    {
      readUpload: true,
      putReading: true,
      getReading: true,
      putPart: true,
      getPart: true,
      removeParts: true,
      takeSecret: true,
      putSecret: true,
      uploadTicket: true,
      downloadLink: true,
      removeReport: true,
    },
  );
}

function outboxOf(settings: Settings): Outbox {
  return later<Outbox>(
    async () => {
      const { queuesAt } = await import("./queues.ts");
      return queuesAt(reaching(settings, settings.endpoints.sqs), settings.queues);
    },
    { toRead: true, toExtract: true, toDraft: true },
  );
}
