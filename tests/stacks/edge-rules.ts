import { type Inputs, ofType, part, type Resource, statementsIn } from "./graph.ts";
import { ALARM, broken, FUNCTION, ours, QUEUE, type Rule } from "./rule.ts";

const isDead = (queue: Resource) => /Dead/.test(queue.name);

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

const logsExpire: Rule = (graph) =>
  broken(
    ofType(graph, "aws:cloudwatch/logGroup:LogGroup").filter((log) => !(Number(log.inputs.retentionInDays) > 0)),
    (log) => `${log.name} keeps its lines for ever`,
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

/** What comes in, what goes wrong, and who is told. */
export const EDGE_RULES: Readonly<Record<string, Rule>> = {
  queuesHaveDeadLetters,
  queuesAreEncrypted,
  onlyOurBucketSends,
  deadLettersAlarm,
  alarmsReachSomebody,
  moneyIsWatched,
  logsExpire,
  signInComesBackToTheSite,
  apiIsThrottledAndLogged,
  nothingElseIsPublic,
  siteSendsItsHeaders,
};
