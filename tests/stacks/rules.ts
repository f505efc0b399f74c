import { TABLE } from "../../functions/store/table.ts";
import { type Graph, type Inputs, listOf, ofType, part, type Resource, statementsIn } from "./graph.ts";

/** A rule every stage must keep. It returns a sentence for each place where it is broken. */
export type Rule = (graph: Graph) => string[];

const QUEUE = "aws:sqs/queue:Queue";
const FUNCTION = "aws:lambda/function:Function";
const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
const ROLE = "aws:iam/role:Role";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const isDead = (queue: Resource) => /Dead/.test(queue.name);
/** Only ours: SST brings helper functions of its own with the site and the bucket. */
const ours = (resource: Resource) => /^(Read|Extract|Draft|Review)/.test(resource.name);
const broken = (what: Resource[], sentence: (resource: Resource) => string) => what.map(sentence);

/** Actions that AWS only knows for all resources, and why each is here. */
const WITHOUT_RESOURCES = new Set(["xray:PutTraceSegments", "xray:PutTelemetryRecords"]);

const grantsAreNamed: Rule = (graph) =>
  ofType(graph, ROLE)
    .filter(ours)
    .flatMap((role) =>
      ((role.inputs.inlinePolicies ?? []) as Inputs[]).flatMap((inline) =>
        statementsIn(inline.policy).flatMap((statement) => [
          ...listOf(statement.Action)
            .filter((action) => action.endsWith("*"))
            .map((action) => `${role.name} may do ${action}`),
          ...(listOf(statement.Resource).includes("*") &&
          !listOf(statement.Action).every((action) => WITHOUT_RESOURCES.has(action))
            ? [`${role.name} may do ${listOf(statement.Action).join(", ")} to everything`]
            : []),
        ]),
      ),
    );

const queuesHaveDeadLetters: Rule = (graph) =>
  ofType(graph, QUEUE)
    .filter((queue) => !isDead(queue))
    .filter((queue) => {
      const redrive = JSON.parse(String(queue.inputs.redrivePolicy ?? "{}")) as Inputs;
      return !String(redrive.deadLetterTargetArn ?? "").includes("Dead") || redrive.maxReceiveCount !== 3;
    })
    .map((queue) => `${queue.name} has no dead-letter queue after three deliveries`);

const queuesAreEncrypted: Rule = (graph) =>
  broken(
    ofType(graph, QUEUE).filter((queue) => queue.inputs.sqsManagedSseEnabled !== true),
    (queue) => `${queue.name} is not encrypted`,
  );

const deadLettersAlarm: Rule = (graph) => {
  const watched = ofType(graph, ALARM).map((alarm) => JSON.stringify(part(alarm.inputs, "dimensions")));
  return broken(
    ofType(graph, QUEUE).filter(
      (queue) =>
        isDead(queue) && !watched.some((dims) => dims.includes(`"${String(queue.inputs.name ?? queue.name)}"`)),
    ),
    (queue) => `nobody is told when ${queue.name} gets a message`,
  );
};

const alarmsReachSomebody: Rule = (graph) =>
  broken(
    ofType(graph, ALARM).filter((alarm) => ((alarm.inputs.alarmActions ?? []) as unknown[]).length === 0),
    (alarm) => `${alarm.name} tells nobody`,
  );

const visibilityIsSixTimes: Rule = (graph) =>
  ["Read", "Extract", "Draft"].flatMap((stage) => {
    const queue = ofType(graph, QUEUE).find((q) => q.name === `${stage}Queue`);
    const worker = ofType(graph, FUNCTION).find((f) => new RegExp(`^${stage}Subscriber`).test(f.name));
    if (!queue || !worker) return [`${stage} has no queue or no function`];
    const enough = Number(queue.inputs.visibilityTimeoutSeconds) >= 6 * Number(worker.inputs.timeout);
    return enough ? [] : [`${stage}: a batch is delivered again while it may still be worked on`];
  });

const batchesFailInPart: Rule = (graph) =>
  broken(
    ofType(graph, MAPPING).filter(
      (m) => !((m.inputs.functionResponseTypes ?? []) as string[]).includes("ReportBatchItemFailures"),
    ),
    (m) => `${m.name} repeats a whole batch for one bad message`,
  );

const functionsAreBounded: Rule = (graph) =>
  ofType(graph, FUNCTION)
    .filter(ours)
    .flatMap((f) => [
      ...(f.inputs.runtime === "nodejs24.x" ? [] : [`${f.name} runs on ${String(f.inputs.runtime)}`]),
      ...((f.inputs.architectures as string[] | undefined)?.[0] === "arm64" ? [] : [`${f.name} is not arm64`]),
      ...(Number(f.inputs.reservedConcurrentExecutions) > 0 ? [] : [`${f.name} may take every place there is`]),
      ...(Number(f.inputs.timeout) <= 300 ? [] : [`${f.name} may run over five minutes`]),
      ...(Number(f.inputs.memorySize) >= 1024 && Number(f.inputs.memorySize) <= 2048
        ? []
        : [`${f.name} has ${String(f.inputs.memorySize)} MB`]),
      ...(part(f.inputs, "tracingConfig").mode === "Active" ? [] : [`${f.name} leaves no traces`]),
    ]);

const logsExpire: Rule = (graph) =>
  broken(
    ofType(graph, "aws:cloudwatch/logGroup:LogGroup").filter((log) => !(Number(log.inputs.retentionInDays) > 0)),
    (log) => `${log.name} keeps its lines for ever`,
  );

const bucketIsPrivate: Rule = (graph) => {
  const closed = ofType(graph, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").find((b) =>
    b.name.startsWith("Reports"),
  );
  const all = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
  return all.every((key) => closed?.inputs[key] === true) ? [] : ["the reports' bucket can be made public"];
};

const bucketWantsTls: Rule = (graph) => {
  const policies = ofType(graph, "aws:s3/bucketPolicy:BucketPolicy").filter((p) => p.name.startsWith("Reports"));
  const denies = policies
    .flatMap((p) => statementsIn(p.inputs.policy))
    .some((s) => s.Effect === "Deny" && JSON.stringify(s.Condition ?? {}).includes("aws:SecureTransport"));
  return denies ? [] : ["the reports' bucket answers without TLS"];
};

const bucketIsEncrypted: Rule = (graph) =>
  ofType(graph, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration").some((e) =>
    e.name.startsWith("Reports"),
  )
    ? []
    : ["the reports' bucket has no encryption of ours"];

const bucketKeepsVersions: Rule = (graph) => {
  const versions = ofType(graph, "aws:s3/bucketVersioning:BucketVersioning").find((v) => v.name.startsWith("Reports"));
  return part(versions?.inputs ?? {}, "versioningConfiguration").status === "Enabled"
    ? []
    : ["an overwritten report is gone"];
};

const bucketNamesItsSites: Rule = (graph) =>
  ofType(graph, "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration")
    .filter((c) => c.name.startsWith("Reports"))
    .flatMap((c) => (c.inputs.corsRules ?? []) as Inputs[])
    .flatMap((rule) => (rule.allowedOrigins ?? []) as string[])
    .filter((origin) => origin === "*")
    .map(() => "any site may read reports in a visitor's browser");

const onlyOurBucketSends: Rule = (graph) => {
  const policies = ofType(graph, "aws:sqs/queuePolicy:QueuePolicy");
  const open = policies
    .flatMap((p) => statementsIn(p.inputs.policy).map((s) => ({ p, s })))
    .filter(({ s }) => s.Effect === "Allow" && !JSON.stringify(s.Condition ?? {}).includes("aws:SourceArn"));
  return [
    ...open.map(({ p }) => `${p.name} takes messages from any source`),
    ...(policies.length > 0 ? [] : ["uploads cannot reach the queue"]),
  ];
};

const tableIsSafe: Rule = (graph) =>
  ofType(graph, "aws:dynamodb/table:Table").flatMap((table) => [
    ...(part(table.inputs, "pointInTimeRecovery").enabled === true ? [] : ["the table cannot be taken back in time"]),
    ...(part(table.inputs, "serverSideEncryption").enabled === true ? [] : ["the table is not encrypted"]),
    ...(table.inputs.billingMode === "PAY_PER_REQUEST" ? [] : ["the table costs money when nobody uses it"]),
  ]);

const shortLivedItemsExpire: Rule = (graph) =>
  broken(
    ofType(graph, "aws:dynamodb/table:Table").filter((table) => {
      const { enabled, attributeName } = part(table.inputs, "ttl");
      return enabled !== true || attributeName !== TABLE.expiry;
    }),
    (table) => `sessions and invitations stay in ${table.name} for ever`,
  );

const signInComesBackToTheSite: Rule = (graph) =>
  ofType(graph, FUNCTION)
    .filter((f) => f.name.startsWith("Review"))
    .filter((f) => {
      // with secrets among them the whole environment is one
      const environment = part(f.inputs, "environment");
      const variables = part("value" in environment ? part(environment, "value") : environment, "variables");
      return !String(variables.BELAEG_SITE_ORIGIN ?? "").startsWith("https://");
    })
    .map((f) => `${f.name} does not know where people come back to from the identity provider`);

const apiIsThrottledAndLogged: Rule = (graph) =>
  ofType(graph, "aws:apigatewayv2/stage:Stage").flatMap((stage) => [
    ...(Number(part(stage.inputs, "defaultRouteSettings").throttlingRateLimit) > 0 ? [] : ["the API is not throttled"]),
    ...(part(stage.inputs, "accessLogSettings").destinationArn ? [] : ["the API keeps no access log"]),
  ]);

const nothingElseIsPublic: Rule = (graph) =>
  ofType(graph, "aws:lambda/functionUrl:FunctionUrl")
    .filter(ours)
    .map((url) => `${url.name} can be called by anybody`);

const siteSendsItsHeaders: Rule = (graph) => {
  const code = ofType(graph, "aws:cloudfront/function:Function")
    .map((f) => String(f.inputs.code))
    .join("\n");
  return ["content-security-policy", "strict-transport-security", "nosniff", "frame-ancestors 'none'"]
    .filter((header) => !code.includes(header))
    .map((header) => `the site answers without ${header}`);
};

const productionKeepsData: Rule = (graph) => {
  if (graph.app.stage !== "production") return [];
  const keeps = (type: string, name: RegExp) =>
    ofType(graph, type)
      .filter((r) => name.test(r.name))
      .every((r) => r.opts?.retainOnDelete === true);
  const table = ofType(graph, "aws:dynamodb/table:Table")[0];
  return [
    ...(graph.app.protect && graph.app.removal === "retain" ? [] : ["production can be removed by one command"]),
    ...(table?.inputs.deletionProtectionEnabled === true ? [] : ["production's table can be deleted"]),
    ...(keeps("aws:dynamodb/table:Table", /^Belaeg/) ? [] : ["production's table goes with its stack"]),
    ...(keeps("aws:s3/bucket:Bucket", /^Reports/) ? [] : ["production's reports go with their stack"]),
  ];
};

export const RULES: Readonly<Record<string, Rule>> = {
  grantsAreNamed,
  queuesHaveDeadLetters,
  queuesAreEncrypted,
  deadLettersAlarm,
  alarmsReachSomebody,
  visibilityIsSixTimes,
  batchesFailInPart,
  functionsAreBounded,
  logsExpire,
  bucketIsPrivate,
  bucketWantsTls,
  bucketIsEncrypted,
  bucketKeepsVersions,
  bucketNamesItsSites,
  onlyOurBucketSends,
  tableIsSafe,
  shortLivedItemsExpire,
  signInComesBackToTheSite,
  apiIsThrottledAndLogged,
  nothingElseIsPublic,
  siteSendsItsHeaders,
  productionKeepsData,
};
