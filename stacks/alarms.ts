import { type MetricName, NAMESPACE, STAGE_DIMENSION } from "../functions/runtime/metric-names";

type Statistic = "Sum" | "Average" | "Maximum" | "p90" | "p95";

/** When a figure of ours means that a promise is at risk, and the section of the runbook that says what to do. */
export interface Watched {
  metric: MetricName;
  says: string;
  runbook: string;
  statistic: Statistic;
  /** Above this; below it, where `below` says so. */
  threshold: number;
  below?: boolean;
  /** Seconds, and how many such periods in a row. */
  period: number;
  periods: number;
  /** Silence is a sign of trouble here, not of peace. */
  silenceAlarms?: boolean;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

export const WATCHED: Readonly<Record<string, Watched>> = {
  ReportsAreStuck: {
    metric: "ReportsStuck",
    says: "Nothing has happened in a report for half an hour though it is not done.",
    runbook: "stuck-reports",
    statistic: "Maximum",
    threshold: 0,
    period: HOUR,
    periods: 2,
  },
  ReadingIsSlow: {
    metric: "TimeToReady",
    says: "One report in ten takes over a quarter of an hour to be ready.",
    runbook: "slow-reading",
    statistic: "p90",
    threshold: 900,
    period: HOUR,
    periods: 2,
  },
  MuchIsHeldBack: {
    metric: "HeldBackShare",
    says: "Over a quarter of what the engine proposes is not borne out by its sources.",
    runbook: "held-back",
    statistic: "Average",
    threshold: 25,
    period: HOUR,
    periods: 2,
  },
  ModelFails: {
    metric: "ModelErrors",
    says: "The model did not answer ten times in a quarter of an hour.",
    runbook: "model-fails",
    statistic: "Sum",
    threshold: 10,
    period: 900,
    periods: 1,
  },
  ModelIsDear: {
    metric: "ModelCost",
    says: "The model has cost more in a day than was meant.",
    runbook: "cost",
    statistic: "Sum",
    threshold: Number(process.env.BELAEG_DAILY_MODEL_USD || 20),
    period: DAY,
    periods: 1,
  },
  DraftsFail: {
    metric: "DraftsFailed",
    says: "More than three drafts in an hour could not be written.",
    runbook: "drafts-fail",
    statistic: "Sum",
    threshold: 3,
    period: HOUR,
    periods: 1,
  },
  ReportsFail: {
    metric: "ReportsFailed",
    says: "More than ten reports in an hour were read in part or not at all.",
    runbook: "reports-fail",
    statistic: "Sum",
    threshold: 10,
    period: HOUR,
    periods: 1,
  },
  ApiIsSlow: {
    metric: "ApiLatency",
    says: "One answer in twenty takes over two seconds.",
    runbook: "api-slow",
    statistic: "p95",
    threshold: 2000,
    period: 300,
    periods: 3,
  },
  AuditIsBroken: {
    metric: "AuditBroken",
    says: "A decision in the table is not the one that was made.",
    runbook: "audit-broken",
    statistic: "Maximum",
    threshold: 0,
    period: HOUR,
    periods: 1,
  },
  DigestIsMissing: {
    metric: "DigestRuns",
    says: "No digest of decisions was finished for a day.",
    runbook: "digest-missing",
    statistic: "Sum",
    threshold: 1,
    below: true,
    period: DAY,
    periods: 1,
    silenceAlarms: true,
  },
};

/** Figures whose own history says what is usual: told of when they leave it upwards. */
export const UNUSUAL: Readonly<Record<string, { metric: MetricName; says: string; runbook: string }>> = {
  ModelCostIsUnusual: {
    metric: "ModelCost",
    says: "The model costs more than it usually does at this hour.",
    runbook: "cost",
  },
  FaultsAreUnusual: {
    metric: "ApiFaults",
    says: "The API fails more often than it usually does.",
    runbook: "api-fails",
  },
  FailedMessagesAreUnusual: {
    metric: "MessagesFailed",
    says: "Messages fail more often than they usually do.",
    runbook: "dead-letter",
  },
};

/** How CloudWatch finds a figure of this stage. */
export const found = (metric: MetricName) => ({
  namespace: NAMESPACE,
  metricName: metric,
  dimensions: { [STAGE_DIMENSION]: $app.stage },
});
