import type { Api } from "./api";
import type { Pipeline } from "./pipeline";
import type { Queues, StageQueue } from "./queues";

interface Parts {
  queues: Queues;
  pipeline: Pipeline;
  api: Api;
}

/** Alarms that mean a promise is at risk; docs/runbook.md says for each what to do. `BELAEG_ALARM_EMAIL` gets them. */
export function watchOver({ queues, api }: Parts) {
  const alarms = new aws.sns.Topic("Alarms", { kmsMasterKeyId: "alias/aws/sns" });
  const email = process.env.BELAEG_ALARM_EMAIL;
  if (email) new aws.sns.TopicSubscription("AlarmsByMail", { topic: alarms.arn, protocol: "email", endpoint: email });

  const alarm = (name: string, args: Omit<aws.cloudwatch.MetricAlarmArgs, "alarmActions">) =>
    new aws.cloudwatch.MetricAlarm(name, { treatMissingData: "notBreaching", alarmActions: [alarms.arn], ...args });

  const watchQueue = (name: string, stage: StageQueue) => {
    alarm(`${name}DeadHasMessages`, {
      alarmDescription: `Work of ${name} could not be done after its deliveries. Runbook: dead-letter.`,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: stage.dead.nodes.queue.name },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
    });
    alarm(`${name}Waits`, {
      alarmDescription: `The oldest message of ${name} has waited over half an hour. Runbook: stuck-reports.`,
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
  watchQueue("Read", queues.read);
  watchQueue("Extract", queues.extract);
  watchQueue("Draft", queues.draft);
  alarm("ApiFails", {
    alarmDescription: "More than 1 in 100 requests end in a fault of ours. Runbook: api-fails.",
    namespace: "AWS/ApiGateway",
    metricName: "5xx",
    dimensions: { ApiId: api.gateway.nodes.api.id },
    statistic: "Average",
    period: 300,
    evaluationPeriods: 2,
    threshold: 0.01,
    comparisonOperator: "GreaterThanThreshold",
  });
  if ($app.stage === "production" && email)
    new aws.budgets.Budget("Monthly", {
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: process.env.BELAEG_MONTHLY_BUDGET_USD ?? "200",
      limitUnit: "USD",
      notifications: [
        {
          comparisonOperator: "GREATER_THAN",
          notificationType: "FORECASTED",
          threshold: 100,
          thresholdType: "PERCENTAGE",
          subscriberEmailAddresses: [email],
        },
      ],
    });
  return { alarms };
}
