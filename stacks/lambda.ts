import { mayUseKey } from "./customer-key";

/** What all our functions have in common. */
export const lambda = {
  runtime: "nodejs24.x",
  architecture: "arm64",
  logging: { retention: "3 months", format: "json" },
  transform: {
    function: (args) => {
      args.tracingConfig = { mode: "Active" };
    },
    role: (args) => {
      // SST would let whoever may assume roles in the account assume this one; it is the function's alone
      args.assumeRolePolicy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
      });
    },
  },
} as const satisfies Partial<sst.aws.FunctionArgs>;

/** What all may do beside their own work: use the customer's key, and tell X-Ray, which knows no resources. */
export const inCommon = () => [
  ...mayUseKey(),
  { actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] },
];
