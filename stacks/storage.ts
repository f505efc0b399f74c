import { TABLE } from "../functions/store/table";
import { customerKey, encryption } from "./customer-key";

/** How long a superseded reading or a deleted upload can still be brought back. */
const KEEP_OLD_VERSIONS_DAYS = 90;
/** A password waits at most this long for the reader that uses it once. */
const KEEP_SECRETS_DAYS = 1;

export interface Storage {
  bucket: sst.aws.Bucket;
  table: sst.aws.Dynamo;
}

/** One bucket for PDFs and readings, one table for facts and decisions. */
export function makeStorage(): Storage {
  const kmsKey = customerKey();
  const production = $app.stage === "production";
  const { people, whereabouts } = TABLE.indexes;

  const bucket = new sst.aws.Bucket("Reports", {
    versioning: true,
    // the site's address comes later: allowSite
    cors: false,
    lifecycle: [{ id: "secrets-are-short-lived", prefix: "secrets/", expiresIn: `${KEEP_SECRETS_DAYS} days` }],
    transform: {
      bucket: (args) => {
        args.forceDestroy = !production;
      },
      lifecycle: (args) => {
        args.rules = $resolve([args.rules]).apply(([rules]) => [
          // a password that was used and deleted would live on as an old version
          ...(rules ?? []).map((rule) => ({
            ...rule,
            noncurrentVersionExpiration: { noncurrentDays: KEEP_SECRETS_DAYS },
          })),
          {
            id: "old-versions-fade",
            status: "Enabled",
            filter: {},
            noncurrentVersionExpiration: { noncurrentDays: KEEP_OLD_VERSIONS_DAYS },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ]);
      },
    },
  });
  new aws.s3.BucketServerSideEncryptionConfiguration("ReportsEncryption", {
    bucket: bucket.name,
    rules: [encryption()],
  });

  const table = new sst.aws.Dynamo("Belaeg", {
    fields: Object.fromEntries(Object.keys(TABLE.attributes).map((name) => [name, "string" as const])),
    primaryIndex: { hashKey: TABLE.key.hash, rangeKey: TABLE.key.range },
    globalIndexes: {
      [people.name]: { hashKey: people.hash, rangeKey: people.range, projection: "all" },
      [whereabouts.name]: { hashKey: whereabouts.hash, projection: "keys-only" },
    },
    ttl: TABLE.expiry,
    deletionProtection: production,
    transform: {
      table: (args) => {
        args.pointInTimeRecovery = { enabled: true };
        args.serverSideEncryption = kmsKey ? { enabled: true, kmsKeyArn: kmsKey } : { enabled: true };
      },
    },
  });
  return { bucket, table };
}

/** Browsers put uploads and read pages straight from the bucket: from the pages of this one site, and of no other. */
export function allowSite({ bucket }: Storage, origin: $util.Input<string>): void {
  new aws.s3.BucketCorsConfiguration("ReportsCors", {
    bucket: bucket.name,
    corsRules: [
      {
        allowedOrigins: [origin],
        allowedMethods: ["GET", "HEAD", "PUT"],
        allowedHeaders: ["content-type", "x-amz-checksum-sha256", "range"],
        exposeHeaders: ["ETag", "Content-Range", "Accept-Ranges", "Content-Length"],
        maxAgeSeconds: 3600,
      },
    ],
  });
}
