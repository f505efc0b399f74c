import { found, UNUSUAL, WATCHED } from "./alarms";
import type { Api } from "./api";
import { makeDashboard } from "./dashboard";
import type { Queues, StageQueue } from "./queues";
import type { Upkeep } from "./upkeep";

interface Parts {
  queues: Queues;
  api: Api;
  upkeep: Upkeep;
}

type AlarmArgs = Omit<aws.cloudwatch.MetricAlarmArgs, "alarmActions" | "alarmDescription">;

/** Alarms that mean a promise is at risk; docs/runbook.md says for each what to do. `BELAEG_ALARM_EMAIL` gets them. */
export function watchOver({ queues, api, upkeep }: Parts) {
  // Not encrypted with AWS's key for SNS: CloudWatch may not use that one, and no alarm would arrive. Alarms hold names
  // and numbers only.
  const alarms = new aws.sns.Topic("Alarms");
  const email = process.env.BELAEG_ALARM_EMAIL;
  if (email) new aws.sns.TopicSubscription("AlarmsByMail", { topic: alarms.arn, protocol: "email", endpoint: email });

  const alarm = (name: string, says: string, runbook: string, args: AlarmArgs) =>
    new aws.cloudwatch.MetricAlarm(name, {
      treatMissingData: "notBreaching",
      alarmDescription: `${says} Runbook: ${runbook}.`,
      alarmActions: [alarms.arn],
      ...args,
    });

  watchQueues(queues, alarm);
  alarm("ApiFails", "More than 1 in 100 requests end in a fault of ours.", "api-fails", {
    namespace: "AWS/ApiGateway",
    metricName: "5xx",
    dimensions: { ApiId: api.gateway.nodes.api.id },
    statistic: "Average",
    period: 300,
    evaluationPeriods: 2,
    threshold: 0.01,
    comparisonOperator: "GreaterThanThreshold",
  });
  alarm("UpkeepFails", "The function that writes digests and looks for stuck reports fails.", "digest-missing", {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: upkeep.upkeep.name },
    statistic: "Sum",
    period: 3600,
    evaluationPeriods: 2,
    threshold: 0,
    comparisonOperator: "GreaterThanThreshold",
  });
  for (const [name, watched] of Object.entries(WATCHED)) {
    const { statistic, threshold, below, period, periods, silenceAlarms } = watched;
    alarm(name, watched.says, watched.runbook, {
      ...found(watched.metric),
      ...(statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic }),
      period,
      evaluationPeriods: periods,
      threshold,
      comparisonOperator: below ? "LessThanThreshold" : "GreaterThanThreshold",
      ...(silenceAlarms ? { treatMissingData: "breaching" } : {}),
    });
  }
  for (const [name, { metric, says, runbook }] of Object.entries(UNUSUAL)) {
    alarm(name, says, runbook, {
      comparisonOperator: "GreaterThanUpperThreshold",
      evaluationPeriods: 3,
      thresholdMetricId: "usual",
      metricQueries: [
        { id: "now", returnData: true, metric: { ...found(metric), stat: "Sum", period: 900 } },
        { id: "usual", returnData: true, expression: "ANOMALY_DETECTION_BAND(now, 3)", label: "usual" },
      ],
    });
  }
  makeDashboard(queues);
  if (email) watchMoney(email);
  return { alarms };
}

function watchQueues(
  queues: Queues,
  alarm: (name: string, says: string, runbook: string, args: AlarmArgs) => unknown,
): void {
  const watch = (name: string, stage: StageQueue) => {
    alarm(`${name}DeadHasMessages`, `Work of ${name} could not be done after its deliveries.`, "dead-letter", {
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: stage.dead.nodes.queue.name },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
    });
    alarm(`${name}Waits`, `The oldest message of ${name} has waited over half an hour.`, "stuck-reports", {
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: stage.queue.nodes.queue.name },
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 2,
      threshold: 1800,
      comparisonOperator: "GreaterThanThreshold",
    });
  };
  watch("Read", queues.read);
  watch("Extract", queues.extract);
  watch("Draft", queues.draft);
}

/** The account's own bill, by mail: the month's forecast, and what AWS finds unusual. Both are of the whole account. */
function watchMoney(email: string): void {
  if ($app.stage !== "production") return;
  new aws.budgets.Budget("Monthly", {
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: process.env.BELAEG_MONTHLY_BUDGET_USD ?? "200",
    limitUnit: "USD",
    notifications: (["FORECASTED", "ACTUAL"] as const).map((notificationType) => ({
      comparisonOperator: "GREATER_THAN",
      notificationType,
      threshold: 100,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: [email],
    })),
  });
  const monitor = new aws.costexplorer.AnomalyMonitor("Unusual", {
    name: "belaeg-unusual-cost",
    monitorType: "DIMENSIONAL",
    monitorDimension: "SERVICE",
  });
  new aws.costexplorer.AnomalySubscription("UnusualByMail", {
    name: "belaeg-unusual-cost",
    frequency: "DAILY",
    monitorArnLists: [monitor.arn],
    subscribers: [{ type: "EMAIL", address: email }],
    thresholdExpression: {
      dimension: { key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE", matchOptions: ["GREATER_THAN_OR_EQUAL"], values: ["10"] },
    },
  });
}
