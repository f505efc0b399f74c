import { type Graph, type Inputs, ofType, type Resource } from "./graph.ts";
import type { RULES } from "./rules.ts";

const set = (resource: Resource | undefined, change: Inputs) => Object.assign(resource?.inputs ?? {}, change);
export const named = (graph: Graph, name: RegExp, type?: string) =>
  graph.resources.find((r) => name.test(r.name) && (type === undefined || r.type === type));

const firstPolicyOf = (graph: Graph, role: RegExp): Inputs => {
  const policies = (named(graph, role)?.inputs.inlinePolicies ?? []) as Inputs[];
  if (policies[0] === undefined) throw new Error(`no policy of ${role}`);
  return policies[0];
};

/** Each plants one weakening that the rule of its name has to see. */
export const WEAKENINGS: [rule: keyof typeof RULES, what: string, weaken: (graph: Graph) => void][] = [
  [
    "grantsAreNamed",
    "a function may do everything with the table",
    (g) => {
      const inline = firstPolicyOf(g, /^ReviewRole$/);
      const policy = JSON.parse(String(inline.policy)) as { Statement: { Action: string[] }[] };
      policy.Statement[0]!.Action = ["dynamodb:*"];
      inline.policy = JSON.stringify(policy);
    },
  ],
  [
    "grantsAreNamed",
    "a function may write to any bucket",
    (g) => {
      const inline = firstPolicyOf(g, /^ReadSubscriber.*Role$/);
      const policy = JSON.parse(String(inline.policy)) as { Statement: { Resource: string[] }[] };
      policy.Statement[0]!.Resource = ["*"];
      inline.policy = JSON.stringify(policy);
    },
  ],
  [
    "rolesAreTheFunctionsAlone",
    "anybody in the account may take a role",
    (g) =>
      set(named(g, /^ReviewRole$/), {
        assumeRolePolicy: JSON.stringify({
          Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: ["arn:aws:iam::1:root"] } }],
        }),
      }),
  ],
  [
    "tracesCanBeSent",
    "no right to send traces",
    (g) => {
      const inline = firstPolicyOf(g, /^UpkeepRole$/);
      inline.policy = String(inline.policy).replace("xray:PutTraceSegments", "xray:GetGroups");
    },
  ],
  [
    "nobodyReadsTheWholeTable",
    "a scan of the table",
    (g) => {
      const inline = firstPolicyOf(g, /^UpkeepRole$/);
      inline.policy = String(inline.policy).replace("BelaegTable/index/gsi1", "BelaegTable");
    },
  ],
  [
    "moneyIsWatched",
    "no budget",
    (g) => {
      g.resources = g.resources.filter((r) => !r.type.includes("budgets"));
    },
  ],
  [
    "moneyIsWatched",
    "no look at unusual costs",
    (g) => {
      g.resources = g.resources.filter((r) => !r.type.includes("costexplorer"));
    },
  ],
  [
    "moneyIsWatched",
    "no look at what is unusual for us",
    (g) => {
      g.resources = g.resources.filter((r) => !/Unusual$/.test(r.name));
    },
  ],
  [
    "mappingsAreBounded",
    "no bound",
    (g) => set(named(g, /^ReadSubscriber.*EventSourceMapping$/), { scalingConfig: {} }),
  ],
  [
    "apiKeepsItsPlaces",
    "a stage that takes all places",
    (g) => set(named(g, /^ReadSubscriber.*FunctionFunction$/), { reservedConcurrentExecutions: 500 }),
  ],
  [
    "oldVersionsFade",
    "old versions for ever",
    (g) => {
      for (const rule of (named(g, /^ReportsLifecycle$/)?.inputs.rules ?? []) as Inputs[])
        delete rule.noncurrentVersionExpiration;
    },
  ],
  [
    "oldVersionsFade",
    "passwords for ever",
    (g) => {
      const lifecycle = named(g, /^ReportsLifecycle$/);
      set(lifecycle, { rules: ((lifecycle?.inputs.rules ?? []) as Inputs[]).filter(({ expiration }) => !expiration) });
    },
  ],
  [
    "oldVersionsFade",
    "deleted passwords for three months",
    (g) => {
      const rules = (named(g, /^ReportsLifecycle$/)?.inputs.rules ?? []) as Inputs[];
      const secrets = rules.find(({ expiration }) => expiration !== undefined);
      if (secrets !== undefined) secrets.noncurrentVersionExpiration = { noncurrentDays: 90 };
    },
  ],
  ["digestsAreWrittenOnce", "no lock", (g) => set(named(g, /^DigestsBucket$/), { objectLockEnabled: false })],
  [
    "digestsAreWrittenOnce",
    "a lock for a week",
    (g) => set(named(g, /^DigestsLock$/), { rule: { defaultRetention: { mode: "GOVERNANCE", days: 7 } } }),
  ],
  [
    "digestsAreWrittenOnce",
    "writing over is allowed",
    (g) => {
      const policy = named(g, /^DigestsPolicy$/);
      set(policy, { policy: String(policy?.inputs.policy).replace("s3:if-none-match", "s3:x-amz-acl") });
    },
  ],
  [
    "digestsAreWrittenOnce",
    "a bucket emptied on removal",
    (g) => set(named(g, /^DigestsBucket$/), { forceDestroy: true }),
  ],
  [
    "tableHasTheStoresIndexes",
    "an index nobody asks",
    (g) => {
      const table = named(g, /^BelaegTable$/);
      const indexes = (table?.inputs.globalSecondaryIndexes ?? []) as Inputs[];
      set(table, { globalSecondaryIndexes: [...indexes, { ...indexes[0], name: "gsi3" }] });
    },
  ],
  [
    "alarmsReachSomebody",
    "a key that CloudWatch may not use",
    (g) => set(named(g, /^Alarms$/), { kmsMasterKeyId: "alias/aws/sns" }),
  ],
  [
    "bucketIsPrivate",
    "public digests",
    (g) => set(named(g, /^DigestsPublicAccessBlock$/), { restrictPublicBuckets: false }),
  ],
  [
    "bucketWantsTls",
    "digests over plain HTTP",
    (g) => set(named(g, /^DigestsPolicy$/), { policy: '{"Statement":[]}' }),
  ],
  [
    "bucketIsEncrypted",
    "digests without encryption",
    (g) => {
      g.resources = g.resources.filter((r) => r.name !== "DigestsEncryption");
    },
  ],
  [
    "bucketNamesItsSites",
    "another site beside ours",
    (g) => {
      const cors = named(g, /^ReportsCors$/);
      const [rule] = (cors?.inputs.corsRules ?? []) as Inputs[];
      const origins = (rule?.allowedOrigins ?? []) as string[];
      set(cors, { corsRules: [{ ...rule, allowedOrigins: [...origins, "https://elsewhere.example"] }] });
    },
  ],
  [
    "siteSendsItsHeaders",
    "pages that may send to any bucket",
    (g) => {
      for (const f of ofType(g, "aws:cloudfront/function:Function"))
        set(f, {
          code: String(f.inputs.code).replace(
            /connect-src 'self' [^ ;]+/,
            "connect-src 'self' https://*.s3.amazonaws.com",
          ),
        });
    },
  ],
  [
    "siteSendsItsHeaders",
    "pages that may run what is written into them",
    (g) => {
      for (const f of ofType(g, "aws:cloudfront/function:Function"))
        set(f, { code: String(f.inputs.code).replace("'wasm-unsafe-eval'", "'unsafe-eval'") });
    },
  ],
  [
    "productionKeepsData",
    "reports emptied on removal",
    (g) => set(named(g, /^ReportsBucket$/), { forceDestroy: true }),
  ],
  ["queuesHaveDeadLetters", "no redrive", (g) => set(named(g, /^ReadQueue$/), { redrivePolicy: "{}" })],
  ["queuesAreEncrypted", "an open queue", (g) => set(named(g, /^DraftDeadQueue$/), { sqsManagedSseEnabled: false })],
  [
    "deadLettersAlarm",
    "no alarm",
    (g) => {
      g.resources = g.resources.filter((r) => r.name !== "ExtractDeadHasMessages");
    },
  ],
  ["alarmsReachSomebody", "an alarm without a listener", (g) => set(named(g, /^ApiFails$/), { alarmActions: [] })],
  ["visibilityIsSixTimes", "short visibility", (g) => set(named(g, /^ReadQueue$/), { visibilityTimeoutSeconds: 60 })],
  [
    "batchesFailInPart",
    "whole batches",
    (g) => set(named(g, /^ReadSubscriber.*EventSourceMapping$/), { functionResponseTypes: [] }),
  ],
  [
    "functionsAreBounded",
    "no reserved concurrency",
    (g) => set(named(g, /^ReviewFunction$/), { reservedConcurrentExecutions: undefined }),
  ],
  ["functionsAreBounded", "an old runtime", (g) => set(named(g, /^ReviewFunction$/), { runtime: "nodejs20.x" })],
  ["functionsAreBounded", "too little memory", (g) => set(named(g, /^ReviewFunction$/), { memorySize: 128 })],
  [
    "functionsAreBounded",
    "an upkeep that runs for a quarter of an hour",
    (g) => set(named(g, /^UpkeepFunction$/), { timeout: 900 }),
  ],
  ["functionsAreBounded", "no traces", (g) => set(named(g, /^ReviewFunction$/), { tracingConfig: {} })],
  ["apiIsThrottledAndLogged", "no access log", (g) => set(named(g, /^ApiStage$/), { accessLogSettings: {} })],
  ["logsExpire", "logs for ever", (g) => set(named(g, /^ReviewLogGroup$/), { retentionInDays: 0 })],
  [
    "bucketIsPrivate",
    "public access",
    (g) => set(named(g, /^ReportsPublicAccessBlock$/), { blockPublicPolicy: false }),
  ],
  ["bucketWantsTls", "plain HTTP", (g) => set(named(g, /^ReportsPolicy$/), { policy: '{"Statement":[]}' })],
  [
    "bucketIsEncrypted",
    "no encryption",
    (g) => {
      g.resources = g.resources.filter((r) => r.name !== "ReportsEncryption");
    },
  ],
  [
    "bucketKeepsVersions",
    "versions suspended",
    (g) => set(named(g, /^ReportsVersioning$/), { versioningConfiguration: { status: "Suspended" } }),
  ],
  [
    "bucketNamesItsSites",
    "any origin",
    (g) => set(named(g, /^ReportsCors$/), { corsRules: [{ allowedOrigins: ["*"] }] }),
  ],
  [
    "onlyOurBucketSends",
    "a queue open to any bucket",
    (g) => {
      const policy = named(g, /^ReadFromReports$/);
      const parsed = JSON.parse(String(policy?.inputs.policy)) as { Statement: { Condition?: unknown }[] };
      for (const statement of parsed.Statement) delete statement.Condition;
      set(policy, { policy: JSON.stringify(parsed) });
    },
  ],
  ["tableIsSafe", "no way back in time", (g) => set(named(g, /^BelaegTable$/), { pointInTimeRecovery: {} })],
  ["shortLivedItemsExpire", "no expiry", (g) => set(named(g, /^BelaegTable$/), { ttl: { enabled: false } })],
  [
    "shortLivedItemsExpire",
    "expiry of another attribute",
    (g) => set(named(g, /^BelaegTable$/), { ttl: { enabled: true, attributeName: "endsAt" } }),
  ],
  [
    "signInComesBackToTheSite",
    "a way back in the clear",
    (g) => set(named(g, /^ReviewFunction$/), { environment: { variables: { BELAEG_SITE_ORIGIN: "http://x" } } }),
  ],
  ["apiIsThrottledAndLogged", "no throttling", (g) => set(named(g, /^ApiStage$/), { defaultRouteSettings: {} })],
  [
    "nothingElseIsPublic",
    "a function with an address of its own",
    (g) => g.resources.push({ type: "aws:lambda/functionUrl:FunctionUrl", name: "ReviewUrl", inputs: {} }),
  ],
  [
    "siteSendsItsHeaders",
    "no content security policy",
    (g) => {
      for (const f of ofType(g, "aws:cloudfront/function:Function")) set(f, { code: "" });
    },
  ],
  [
    "productionKeepsData",
    "a table that can be deleted",
    (g) => set(named(g, /^BelaegTable$/), { deletionProtectionEnabled: false }),
  ],
  [
    "productionKeepsData",
    "a stack that can be removed",
    (g) => {
      g.app.protect = false;
    },
  ],
];
