import type { Graph, Resource } from "./graph.ts";

/** A rule every stage must keep. It returns a sentence for each place where it is broken. */
export type Rule = (graph: Graph) => string[];

export const QUEUE = "aws:sqs/queue:Queue";
export const FUNCTION = "aws:lambda/function:Function";
export const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
export const ROLE = "aws:iam/role:Role";
export const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Only ours: SST brings helper functions of its own with the site and the bucket. */
export const ours = (resource: Resource) => /^(Read|Extract|Draft|Review|Upkeep|Daily|Hourly)/.test(resource.name);
export const broken = (what: Resource[], sentence: (resource: Resource) => string) => what.map(sentence);
