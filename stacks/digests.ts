import { encryption } from "./customer-key";

/** Five years and a leap day. */
const KEEP_DAYS = 1827;

/**
 * Where digests of decisions are written once. In production the bucket is locked: `compliance` lets nobody remove a
 * digest before its time, not even the account's owner; `BELAEG_DIGEST_LOCK=governance` lets somebody with a right of its
 * own, `BELAEG_DIGEST_DAYS` says for how long.
 */
export function makeDigests() {
  const production = $app.stage === "production";
  const bucket = new sst.aws.Bucket("Digests", {
    versioning: true,
    cors: false,
    policy: [
      {
        // whoever may write here may write what is not there yet, and nothing else
        effect: "deny",
        principals: "*",
        actions: ["s3:PutObject"],
        paths: ["*"],
        conditions: [{ test: "Null", variable: "s3:if-none-match", values: ["true"] }],
      },
      ...(production
        ? [
            {
              effect: "deny" as const,
              principals: "*" as const,
              actions: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
              paths: ["*"],
            },
          ]
        : []),
    ],
    transform: {
      bucket: (args) => {
        args.objectLockEnabled = production;
        args.forceDestroy = !production;
      },
    },
  });
  new aws.s3.BucketServerSideEncryptionConfiguration("DigestsEncryption", {
    bucket: bucket.name,
    rules: [encryption()],
  });
  if (production) {
    const mode = process.env.BELAEG_DIGEST_LOCK === "governance" ? "GOVERNANCE" : "COMPLIANCE";
    const days = Number(process.env.BELAEG_DIGEST_DAYS || KEEP_DAYS);
    new aws.s3.BucketObjectLockConfiguration("DigestsLock", {
      bucket: bucket.name,
      rule: { defaultRetention: { mode, days } },
    });
  }
  return { bucket };
}
export type Digests = ReturnType<typeof makeDigests>;
