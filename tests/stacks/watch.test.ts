import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { METRICS, NAMESPACE, STAGE_DIMENSION } from "../../functions/runtime/metric-names.ts";
import { type Graph, type Inputs, ofType, synthesize } from "./graph.ts";

let graph: Graph;
let alarms: { name: string; inputs: Inputs }[];
beforeAll(async () => {
  graph = await synthesize("production", { BELAEG_ALARM_EMAIL: "drift@example.test" }, "watch");
  alarms = ofType(graph, "aws:cloudwatch/metricAlarm:MetricAlarm");
});

interface Used {
  where: string;
  namespace: unknown;
  metric: unknown;
  dimensions: unknown;
}

/** Every figure that an alarm or the dashboard looks at. */
function used(): Used[] {
  const inAlarms = alarms.flatMap(({ name, inputs }) => {
    const queries = ((inputs.metricQueries ?? []) as { metric?: Inputs }[]).map(({ metric }) => metric ?? {});
    return [inputs, ...queries]
      .filter(({ metricName }) => metricName !== undefined)
      .map((metric) => ({
        where: name,
        namespace: metric.namespace,
        metric: metric.metricName,
        dimensions: metric.dimensions,
      }));
  });
  const [dashboard] = ofType(graph, "aws:cloudwatch/dashboard:Dashboard");
  const { widgets } = JSON.parse(String(dashboard?.inputs.dashboardBody)) as {
    widgets: { properties: { metrics: unknown[][] } }[];
  };
  const onDashboard = widgets
    .flatMap(({ properties }) => properties.metrics)
    .map(([namespace, metric, name, value]) => ({
      where: "dashboard",
      namespace,
      metric,
      dimensions: { [String(name)]: value },
    }));
  return [...inAlarms, ...onDashboard];
}

describe("alarms and the dashboard", () => {
  it("look at figures that the code knows, of this stage", () => {
    const own = used().filter(({ namespace }) => namespace === NAMESPACE);
    expect(own.length).toBeGreaterThan(20);
    expect(own.filter(({ metric }) => !(String(metric) in METRICS))).toEqual([]);
    for (const { dimensions } of own) expect(dimensions).toEqual({ [STAGE_DIMENSION]: "production" });
    const functions = ofType(graph, "aws:lambda/function:Function").filter(({ name }) =>
      /^(Read|Extract|Draft|Review|Upkeep)/.test(name),
    );
    expect(functions).toHaveLength(5);
    for (const { inputs } of functions)
      expect(JSON.stringify(inputs.environment)).toContain('"BELAEG_STAGE":"production"');
  });

  it("look beside these at AWS's own figures alone", () => {
    const spaces = new Set(used().map(({ namespace }) => namespace));
    expect([...spaces].sort()).toEqual(["AWS/ApiGateway", "AWS/Lambda", "AWS/SQS", NAMESPACE]);
  });

  it("leave no figure unseen", () => {
    const shown = new Set(
      used()
        .filter(({ where }) => where === "dashboard")
        .map(({ metric }) => metric),
    );
    expect(Object.keys(METRICS).filter((name) => !shown.has(name))).toEqual([]);
  });

  it("cost what docs/cost.md counts", () => {
    const prices = JSON.parse(readFileSync("tests/bench/cost.prices.json", "utf8")) as Record<string, number>;
    const counted = alarms.map(({ inputs }) => (inputs.metricQueries === undefined ? 1 : 3));
    expect(counted.reduce((sum, n) => sum + n, 0)).toBe(prices.alarms);
    expect(Object.keys(METRICS)).toHaveLength(prices.figures!);
  });

  it("each have a section in the runbook, which names them, and the runbook has none that nobody needs", () => {
    const runbook = readFileSync("docs/runbook.md", "utf8");
    const headings = new Set([...runbook.matchAll(/^## ([a-z][a-z-]+)$/gm)].map(([, heading]) => heading!));
    const sections = new Map(
      alarms.map(({ name, inputs }) => [name, /Runbook: ([\w-]+)\.$/.exec(String(inputs.alarmDescription))?.[1]]),
    );
    expect(sections.size).toBeGreaterThan(15);
    for (const [alarm, section] of sections) {
      expect([alarm, headings.has(section ?? "")]).toEqual([alarm, true]);
      const text = runbook.split(/^## /m).find((part) => part.startsWith(`${section}\n`));
      expect([alarm, text?.includes(alarm.replace(/^(Read|Extract|Draft)(?=Dead|Waits)/, ""))]).toEqual([alarm, true]);
    }
    expect([...headings].filter((heading) => ![...sections.values(), "budget"].includes(heading))).toEqual([]);
  });
});
