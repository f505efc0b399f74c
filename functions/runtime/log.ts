import { appendFileSync } from "node:fs";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { correlationId } from "./correlation.ts";
import { METRICS, type MetricName, NAMESPACE } from "./metric-names.ts";

type Level = "info" | "warn" | "error";
/** Ids, codes, counts and places. No text of a document, no name, no address. */
export type Fields = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
export type Figures = Readonly<Partial<Record<MetricName, number>>>;

/**
 * | variable | meaning |
 * | --- | --- |
 * | `BELAEG_LOG_FILE` | lines go to the end of this file, and errors to the terminal, too; unset: to standard output |
 * | `BELAEG_STAGE` | the dimension under which figures are kept |
 */
let file = process.env.BELAEG_LOG_FILE;

/** Where lines go from now on, for a process that starts others and has an environment of its own. */
export function logTo(path: string | undefined): void {
  file = path;
}

function write(level: Level, line: string): void {
  // past the console: Lambda's own would wrap the line, and CloudWatch would find neither its fields nor its figures
  if (file === undefined) process.stdout.write(`${line}\n`);
  else {
    try {
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    } catch {
      // a full disk must not stop the work; the terminal still tells
      process.stderr.write(`${line}\n`);
      return;
    }
    if (level === "error") process.stderr.write(`${line}\n`);
  }
}

let metrics: Metrics | undefined;

/** The figures in CloudWatch's embedded format, which a line may carry beside its own fields. */
function embedded(figures: Figures): object {
  metrics ??= new Metrics({ namespace: NAMESPACE, serviceName: process.env.BELAEG_STAGE || "local" });
  for (const [name, value] of Object.entries(figures)) {
    metrics.addMetric(name, MetricUnit[METRICS[name as MetricName]], value);
  }
  const form = metrics.serializeMetrics();
  metrics.clearMetrics();
  return form;
}

/** One line of the log, with the figures that it stands for. */
export function tell(level: Level, event: string, fields: Fields = {}, figures: Figures = {}): void {
  const correlation = correlationId();
  const line = {
    at: new Date().toISOString(),
    level,
    event,
    ...(correlation === undefined ? {} : { correlation }),
    ...fields,
    ...(Object.keys(figures).length === 0 ? {} : embedded(figures)),
  };
  write(level, JSON.stringify(line));
}
