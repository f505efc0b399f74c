/** Where the figures stand in CloudWatch. Alarms and the dashboard are made of these names, and code knows no others. */
export const NAMESPACE = "Belaeg";
/** The one dimension: the stage, so that a staging system never raises production's alarms. */
export const STAGE_DIMENSION = "service";

/** What is counted and measured, each because a promise rests on it, and its unit. */
export const METRICS = {
  /** From a request's arrival to its answer. */
  ApiLatency: "Milliseconds",
  /** 1 for an answer that is a fault of ours, 0 for any other: the average is the share. */
  ApiFaults: "Count",
  Decisions: "Count",
  /** From the upload or the wish to read again, to a report that can be worked with. */
  TimeToReady: "Seconds",
  ReportsReady: "Count",
  /** Read in part, or not at all. */
  ReportsFailed: "Count",
  /** Reports in which nothing has happened for half an hour though they are not done. */
  ReportsStuck: "Count",
  /** Of what an engine proposed for one report, what its source does not bear out. */
  HeldBackShare: "Percent",
  DraftsWritten: "Count",
  DraftsFailed: "Count",
  /** Attempts at a model that brought no answer, and work that broke off because of it. */
  ModelErrors: "Count",
  /** US dollars, by the price table. */
  ModelCost: "NoUnit",
  /** Deliveries of a message that ended in an error. */
  MessagesFailed: "Count",
  /** Runs of the digest that came to their end. */
  DigestRuns: "Count",
  /** Decisions whose chain is not what it was. */
  AuditBroken: "Count",
} as const;
export type MetricName = keyof typeof METRICS;
