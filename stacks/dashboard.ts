import { type METRICS, type MetricName, NAMESPACE, STAGE_DIMENSION } from "../functions/runtime/metric-names";
import type { Queues, StageQueue } from "./queues";

/** What is shown side by side, and how each is added up. */
const ROWS: readonly { title: string; metrics: Readonly<Partial<Record<MetricName, string[]>>> }[] = [
  { title: "Reports", metrics: { ReportsReady: ["Sum"], ReportsFailed: ["Sum"], ReportsStuck: ["Maximum"] } },
  { title: "Time to ready (s)", metrics: { TimeToReady: ["p50", "p90"] } },
  { title: "Held back (%)", metrics: { HeldBackShare: ["Average", "Maximum"] } },
  { title: "Decisions and drafts", metrics: { Decisions: ["Sum"], DraftsWritten: ["Sum"], DraftsFailed: ["Sum"] } },
  { title: "Model: cost (USD) and errors", metrics: { ModelCost: ["Sum"], ModelErrors: ["Sum"] } },
  { title: "API (ms)", metrics: { ApiLatency: ["p50", "p95"] } },
  { title: "Faults", metrics: { ApiFaults: ["Sum"], MessagesFailed: ["Sum"] } },
  { title: "Audit", metrics: { DigestRuns: ["Sum"], AuditBroken: ["Maximum"] } },
];

interface Widget {
  title: string;
  metrics: unknown[];
}

/** One page that says how it goes: every figure there is, and what waits in the queues. */
export function makeDashboard(queues: Queues) {
  const region = process.env.BELAEG_REGION ?? "eu-north-1";
  const own: Widget[] = ROWS.map(({ title, metrics }) => ({
    title,
    metrics: Object.entries(metrics).flatMap(([name, statistics]) =>
      statistics.map((stat) => [
        NAMESPACE,
        name satisfies keyof typeof METRICS | string,
        STAGE_DIMENSION,
        $app.stage,
        { stat, label: `${name} ${stat}` },
      ]),
    ),
  }));
  const stages: [string, StageQueue][] = Object.entries(queues);
  const waiting = $resolve(
    stages.map(([, { queue, dead }]) => $resolve([queue.nodes.queue.name, dead.nodes.queue.name])),
  );
  const body = waiting.apply((names) => {
    const queueMetric = (metric: string, stat: string, of: 0 | 1): Widget => ({
      title: of === 0 ? "Oldest message (s)" : "Dead letters",
      metrics: names.map((pair) => ["AWS/SQS", metric, "QueueName", pair[of]!, { stat }]),
    });
    const widgets = [
      ...own,
      queueMetric("ApproximateAgeOfOldestMessage", "Maximum", 0),
      queueMetric("ApproximateNumberOfMessagesVisible", "Maximum", 1),
    ];
    return JSON.stringify({
      widgets: widgets.map(({ title, metrics }, i) => ({
        type: "metric",
        x: (i % 3) * 8,
        y: Math.floor(i / 3) * 6,
        width: 8,
        height: 6,
        properties: { title, metrics, region, period: 300, view: "timeSeries" },
      })),
    });
  });
  return new aws.cloudwatch.Dashboard("Overview", {
    dashboardName: `belaeg-${$app.stage}`,
    dashboardBody: body,
  });
}
