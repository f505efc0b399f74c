import { inCommon, lambda } from "./lambda";
import type { Queues } from "./queues";
import type { Secrets } from "./secrets";
import type { Front } from "./site";
import type { Storage } from "./storage";
import { surroundings } from "./surroundings";

interface Parts {
  storage: Storage;
  queues: Queues;
  secrets: Secrets;
  front: Front;
}

/** Requests a second for everybody together, and how many may come at once: far above what forty experts do. */
const THROTTLE = { throttlingRateLimit: 100, throttlingBurstLimit: 200 };

/** The review API behind API Gateway. It checks who asks by itself: OIDC tokens and sessions, roles per workspace. */
export function makeApi({ storage, queues, secrets, front }: Parts) {
  const { bucket, table } = storage;
  const gateway = new sst.aws.ApiGatewayV2("Api", {
    cors: false,
    accessLog: { retention: "3 months" },
    transform: {
      stage: (args) => {
        args.defaultRouteSettings = { ...THROTTLE, detailedMetricsEnabled: true };
      },
    },
  });
  const review = new sst.aws.Function("Review", {
    handler: "functions/review/handler.handler",
    ...lambda,
    // one whole processor: what a cold start loads at its first request is all computing
    memory: "1769 MB",
    timeout: "29 seconds",
    // what is imported when it is needed (the writer of documents) is not read at every cold start
    nodejs: { format: "esm", splitting: true },
    concurrency: { reserved: 50 },
    environment: {
      ...surroundings({ storage, queues, secrets }),
      BELAEG_SESSION_SECRET: secrets.sessionSecret.value,
      BELAEG_OIDC_ISSUER: process.env.BELAEG_OIDC_ISSUER ?? "",
      BELAEG_OIDC_CLIENT_ID: process.env.BELAEG_OIDC_CLIENT_ID ?? "",
      BELAEG_OIDC_TENANTS: process.env.BELAEG_OIDC_TENANTS ?? "",
      BELAEG_OIDC_CLIENT_SECRET: secrets.oidcClientSecret.value,
      BELAEG_OIDC_AUDIENCE: process.env.BELAEG_OIDC_AUDIENCE ?? "",
      BELAEG_OIDC_EMAIL_DOMAINS: process.env.BELAEG_OIDC_EMAIL_DOMAINS ?? "",
      BELAEG_SESSION_IDLE_MINUTES: process.env.BELAEG_SESSION_IDLE_MINUTES ?? "30",
      BELAEG_SESSION_HOURS: process.env.BELAEG_SESSION_HOURS ?? "12",
      BELAEG_SITE_ORIGIN: front.origin,
    },
    permissions: [
      {
        actions: [
          "dynamodb:GetItem",
          "dynamodb:BatchGetItem",
          "dynamodb:Query",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:ConditionCheckItem",
        ],
        resources: [table.arn, $interpolate`${table.arn}/index/*`],
      },
      {
        // what presigned addresses may do is what the signer may do
        actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        resources: [$interpolate`${bucket.arn}/reports/*`, $interpolate`${bucket.arn}/texts/*`],
      },
      { actions: ["s3:PutObject"], resources: [$interpolate`${bucket.arn}/secrets/*`] },
      {
        actions: ["sqs:SendMessage"],
        resources: [queues.read.queue.arn, queues.extract.queue.arn, queues.draft.queue.arn],
      },
      ...inCommon(),
    ],
  });
  gateway.route("ANY /api/{proxy+}", review.arn);
  return { gateway, review };
}
export type Api = ReturnType<typeof makeApi>;
