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
const ours = (resource: Resource) => /^(Read|Extract|Draft|Review|Upkeep|Daily|Hourly)/.test(resource.name);
/** Buckets whose content is ours to keep; the third holds the built pages. */
const KEPT_BUCKETS = ["Reports", "Digests"];
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

const rolesAreTheFunctionsAlone: Rule = (graph) =>
  ofType(graph, ROLE)
    .filter(ours)
    .filter((role) => {
      const principals = statementsIn(role.inputs.assumeRolePolicy).map(({ Principal }) => JSON.stringify(Principal));
      return !principals.every((principal) =>
        /^\{"Service":"(lambda|scheduler)\.amazonaws\.com"\}$/.test(principal.replace(/[[\]]/g, "")),
      );
    })
    .map((role) => `${role.name} may be taken by somebody else than its service`);

const tracesCanBeSent: Rule = (graph) =>
  ofType(graph, ROLE)
    .filter((role) => ours(role) && !/^(Daily|Hourly)/.test(role.name))
    .filter((role) => {
      const inline = (role.inputs.inlinePolicies ?? []) as Inputs[];
      const actions = inline.flatMap(({ policy }) => statementsIn(policy).flatMap(({ Action }) => listOf(Action)));
      return !actions.includes("xray:PutTraceSegments");
    })
    .map((role) => `${role.name} writes traces that nobody gets`);

/** Only the upkeep, and only by the table's small index: whoever reads a whole table reads every workspace. */
const nobodyReadsTheWholeTable: Rule = (graph) =>
  ofType(graph, ROLE)
    .filter(ours)
    .flatMap((role) =>
      ((role.inputs.inlinePolicies ?? []) as Inputs[]).flatMap(({ policy }) =>
        statementsIn(policy)
          .filter(({ Action }) => listOf(Action).some((action) => /:Scan$|:PartiQL/.test(action)))
          .filter(
            ({ Resource }) => !listOf(Resource).every((arn) => arn.endsWith(`/index/${TABLE.indexes.people.name}`)),
          )
          .map(() => `${role.name} may read the whole table`),
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

const alarmsReachSomebody: Rule = (graph) => [
  ...broken(
    ofType(graph, ALARM).filter((alarm) => ((alarm.inputs.alarmActions ?? []) as unknown[]).length === 0),
    (alarm) => `${alarm.name} tells nobody`,
  ),
  ...broken(
    ofType(graph, "aws:sns/topic:Topic").filter((topic) => topic.inputs.kmsMasterKeyId === "alias/aws/sns"),
    (topic) => `CloudWatch may not use the key of ${topic.name}: no alarm arrives`,
  ),
];

const moneyIsWatched: Rule = (graph) => {
  const missing = (type: string, what: string) => (ofType(graph, type).length > 0 ? [] : [what]);
  return [
    ...(graph.app.stage === "production"
      ? [
          ...missing("aws:budgets/budget:Budget", "nobody is told when the month's budget is spent"),
          ...missing("aws:costexplorer/anomalySubscription:AnomalySubscription", "nobody is told of unusual costs"),
        ]
      : []),
    ...(ofType(graph, ALARM).some(({ inputs }) => JSON.stringify(inputs).includes("ANOMALY_DETECTION_BAND"))
      ? []
      : ["nobody is told when cost or faults are unusual"]),
  ];
};

const mappingsAreBounded: Rule = (graph) =>
  broken(
    ofType(graph, MAPPING).filter((m) => !(Number(part(m.inputs, "scalingConfig").maximumConcurrency) >= 2)),
    (m) => `${m.name} may start as many functions as there are messages, and those that find no place fail`,
  );

/** Places that no flood of uploads can take: what the stages may use together leaves the API its own. */
const apiKeepsItsPlaces: Rule = (graph) => {
  const places = (name: RegExp) =>
    ofType(graph, FUNCTION)
      .filter((f) => name.test(f.name))
      .reduce((sum, f) => sum + Number(f.inputs.reservedConcurrentExecutions ?? 0), 0);
  return places(/^Review/) >= places(/^(Read|Extract|Draft|Upkeep)/)
    ? []
    : ["the stages may take more places than the API has"];
};

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

const bucketIsPrivate: Rule = (graph) =>
  KEPT_BUCKETS.flatMap((name) => {
    const closed = ofType(graph, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").find((b) =>
      b.name.startsWith(name),
    );
    const all = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
    return all.every((key) => closed?.inputs[key] === true) ? [] : [`the bucket ${name} can be made public`];
  });

const policyOf = (graph: Graph, bucket: string) =>
  ofType(graph, "aws:s3/bucketPolicy:BucketPolicy")
    .filter((p) => p.name.startsWith(bucket))
    .flatMap((p) => statementsIn(p.inputs.policy));

const bucketWantsTls: Rule = (graph) =>
  KEPT_BUCKETS.filter(
    (name) =>
      !policyOf(graph, name).some(
        (s) => s.Effect === "Deny" && JSON.stringify(s.Condition ?? {}).includes("aws:SecureTransport"),
      ),
  ).map((name) => `the bucket ${name} answers without TLS`);

const bucketIsEncrypted: Rule = (graph) =>
  KEPT_BUCKETS.filter(
    (name) =>
      !ofType(graph, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration").some(
        (e) => e.name.startsWith(name),
      ),
  ).map((name) => `the bucket ${name} has no encryption of ours`);

const bucketKeepsVersions: Rule = (graph) =>
  KEPT_BUCKETS.filter((name) => {
    const versions = ofType(graph, "aws:s3/bucketVersioning:BucketVersioning").find((v) => v.name.startsWith(name));
    return part(versions?.inputs ?? {}, "versioningConfiguration").status !== "Enabled";
  }).map((name) => `what is overwritten in ${name} is gone`);

const oldVersionsFade: Rule = (graph) => {
  const rules = ofType(graph, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    .filter((l) => l.name.startsWith("Reports"))
    .flatMap((l) => (l.inputs.rules ?? []) as Inputs[]);
  const days = rules.map((rule) => Number(part(rule, "noncurrentVersionExpiration").noncurrentDays));
  const secrets = rules.find((rule) => JSON.stringify(rule.filter ?? {}).includes("secrets/"));
  return [
    ...(days.some((n) => n > 0 && n <= 365) ? [] : ["superseded versions are kept for ever"]),
    ...(Number(part(secrets ?? {}, "expiration").days) === 1 &&
    Number(part(secrets ?? {}, "noncurrentVersionExpiration").noncurrentDays) === 1
      ? []
      : ["a password may lie for more than a day, or live on as an old version"]),
  ];
};

const digestsAreWrittenOnce: Rule = (graph) => {
  const statements = policyOf(graph, "Digests");
  const refuses = (action: string, condition: string) =>
    statements.some(
      ({ Effect, Action, Condition }) =>
        Effect === "Deny" && listOf(Action).includes(action) && JSON.stringify(Condition ?? {}).includes(condition),
    );
  const inProduction = () => {
    const lock = ofType(graph, "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")[0];
    const { mode, days } = part(part(lock?.inputs ?? {}, "rule"), "defaultRetention");
    const bucket = ofType(graph, "aws:s3/bucket:Bucket").find((b) => b.name.startsWith("Digests"));
    return [
      ...(bucket?.inputs.objectLockEnabled === true ? [] : ["digests can be removed"]),
      ...(/^(COMPLIANCE|GOVERNANCE)$/.test(String(mode)) && Number(days) >= 365
        ? []
        : ["digests are not kept for a year"]),
      ...(refuses("s3:DeleteObjectVersion", "") ? [] : ["digests may be deleted by whoever may delete"]),
      ...(bucket?.inputs.forceDestroy === false ? [] : ["the digests' bucket is emptied with its stack"]),
    ];
  };
  return [
    ...(refuses("s3:PutObject", "s3:if-none-match") ? [] : ["a digest can be written over"]),
    ...(graph.app.stage === "production" ? inProduction() : []),
  ];
};

const bucketNamesItsSites: Rule = (graph) => {
  const cors = ofType(graph, "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration").filter((c) =>
    /^(Reports|Digests)/.test(c.name),
  );
  const rules = cors.flatMap((c) => (c.inputs.corsRules ?? []) as Inputs[]);
  const site = ofType(graph, FUNCTION).find((f) => f.name.startsWith("Review"));
  const origins = rules.flatMap((rule) => (rule.allowedOrigins ?? []) as string[]);
  const methods = rules.flatMap((rule) => (rule.allowedMethods ?? []) as string[]);
  const headers = rules.flatMap((rule) => (rule.allowedHeaders ?? []) as string[]);
  return [
    ...(origins.length === 1 &&
    JSON.stringify(site?.inputs.environment).includes(`"BELAEG_SITE_ORIGIN":"${origins[0]}"`)
      ? []
      : [`pages of ${origins.join(", ")} may use the reports' bucket in a visitor's browser`]),
    ...methods
      .filter((method) => !/^(GET|HEAD|PUT)$/.test(method))
      .map((method) => `a page may ${method} in the bucket`),
    ...headers.filter((header) => header.includes("*")).map((header) => `a page may send ${header} to the bucket`),
    ...cors.filter((c) => c.name.startsWith("Digests")).map(() => "a page may read digests"),
  ];
};

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

const tableHasTheStoresIndexes: Rule = (graph) =>
  ofType(graph, "aws:dynamodb/table:Table").flatMap((table) => {
    const names = ((table.inputs.globalSecondaryIndexes ?? []) as Inputs[]).map(({ name }) => String(name)).sort();
    const wanted = Object.values(TABLE.indexes)
      .map(({ name }) => name as string)
      .sort();
    return names.join() === wanted.join() ? [] : [`${table.name} has the indexes ${names.join(", ")}`];
  });

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
  const connects = /connect-src ([^;]*);/.exec(code)?.[1] ?? "*";
  return [
    ...["content-security-policy", "strict-transport-security", "nosniff", "frame-ancestors 'none'", "referrer-policy"]
      .filter((header) => !code.includes(header))
      .map((header) => `the site answers without ${header}`),
    ...(connects.includes("*") ? [`a page may send to ${connects}`] : []),
    ...(/'unsafe-eval'|script-src[^;]*'unsafe-inline'/.test(code)
      ? ["a page may run what somebody writes into it"]
      : []),
  ];
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
    ...(keeps("aws:s3/bucket:Bucket", /^(Reports|Digests)/) ? [] : ["production's files go with their stack"]),
    ...ofType(graph, "aws:s3/bucket:Bucket")
      .filter((b) => /^(Reports|Digests)/.test(b.name) && b.inputs.forceDestroy !== false)
      .map((b) => `${b.name} is emptied when it is removed`),
  ];
};

export const RULES: Readonly<Record<string, Rule>> = {
  grantsAreNamed,
  rolesAreTheFunctionsAlone,
  tracesCanBeSent,
  nobodyReadsTheWholeTable,
  moneyIsWatched,
  mappingsAreBounded,
  apiKeepsItsPlaces,
  oldVersionsFade,
  digestsAreWrittenOnce,
  tableHasTheStoresIndexes,
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
