import { beforeAll, describe, expect, it } from "vitest";
import { type Graph, type Inputs, ofType, type Resource, synthesize } from "./graph.ts";
import { RULES } from "./rules.ts";

let personal: Graph;
let production: Graph;
beforeAll(async () => {
  personal = await synthesize("test");
  production = await synthesize("production");
});

describe("every stage keeps the rules", () => {
  it.each(Object.keys(RULES))("%s", (name) => {
    expect(RULES[name]?.(personal)).toEqual([]);
    expect(RULES[name]?.(production)).toEqual([]);
  });
});

const set = (resource: Resource | undefined, change: Inputs) => Object.assign(resource?.inputs ?? {}, change);
const named = (graph: Graph, name: RegExp, type?: string) =>
  graph.resources.find((r) => name.test(r.name) && (type === undefined || r.type === type));

const firstPolicyOf = (graph: Graph, role: RegExp): Inputs => {
  const policies = (named(graph, role)?.inputs.inlinePolicies ?? []) as Inputs[];
  if (policies[0] === undefined) throw new Error(`no policy of ${role}`);
  return policies[0];
};

/** Each plants one weakening that the rule of its name has to see. */
const WEAKENINGS: [rule: keyof typeof RULES, what: string, weaken: (graph: Graph) => void][] = [
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

describe("a weakened stack is noticed", () => {
  it("by every rule there is", () => {
    expect([...new Set(WEAKENINGS.map(([rule]) => rule))].sort()).toEqual(Object.keys(RULES).sort());
  });
  it.each(WEAKENINGS)("%s: %s", (rule, _what, weaken) => {
    const graph = structuredClone(production);
    weaken(graph);
    expect(RULES[rule]?.(graph)).not.toEqual([]);
  });
});
