import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { correlated, correlationFrom, traceRoot } from "../../functions/runtime/correlation.ts";
import { logTo, tell } from "../../functions/runtime/log.ts";
import { METRICS, type MetricName } from "../../functions/runtime/metric-names.ts";

let out: string[] = [];
let err: string[] = [];
beforeEach(() => {
  out = [];
  err = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => out.push(String(line)) > 0);
  vi.spyOn(process.stderr, "write").mockImplementation((line) => err.push(String(line)) > 0);
});
afterEach(() => {
  logTo(undefined);
  vi.restoreAllMocks();
});

describe("a line of the log", () => {
  it("is one JSON object on one line, whatever is in it", () => {
    correlated("sag-00000001", () =>
      tell("info", "request", { route: "GET /a\nb", about: ['"x"'], person: undefined }),
    );
    expect(out).toHaveLength(1);
    expect(out[0]!.indexOf("\n")).toBe(out[0]!.length - 1);
    const line = JSON.parse(out[0]!) as Record<string, unknown>;
    expect(line).toMatchObject({ level: "info", event: "request", correlation: "sag-00000001", route: "GET /a\nb" });
    expect(line).not.toHaveProperty("person");
    expect(line).not.toHaveProperty("_aws");
  });

  it.each(Object.keys(METRICS) as MetricName[])(
    "carries %s as CloudWatch finds it, and nothing of the line before",
    (name) => {
      tell("info", "before", {}, { ApiLatency: 7 });
      tell("info", "counted", { code: "x" }, { [name]: 0.25 });
      const line = JSON.parse(out[1]!) as { _aws: { Timestamp: number; CloudWatchMetrics: unknown[] } };
      const Unit = METRICS[name] === "NoUnit" ? "None" : METRICS[name];
      expect(line).toMatchObject({ event: "counted", code: "x", service: "local", [name]: 0.25 });
      expect(line._aws.CloudWatchMetrics).toEqual([
        { Namespace: "Belaeg", Dimensions: [["service"]], Metrics: [{ Name: name, Unit }] },
      ]);
      expect(Math.abs(line._aws.Timestamp - Date.now())).toBeLessThan(60_000);
    },
  );

  it("goes to a file where there is one, and an error to the terminal, too", async () => {
    const folder = await mkdtemp(join(tmpdir(), "belaeg-log-"));
    try {
      logTo(join(folder, "log.jsonl"));
      tell("info", "quiet");
      tell("error", "loud");
      const lines = (await readFile(join(folder, "log.jsonl"), "utf8")).trimEnd().split("\n");
      expect(lines.map((line) => JSON.parse(line).event)).toEqual(["quiet", "loud"]);
      expect(out).toEqual([]);
      expect(err).toHaveLength(1);
      // the disk is full, or the folder gone: the work goes on
      logTo(join(folder, "nowhere", "log.jsonl"));
      tell("info", "still told");
      expect(err.at(-1)).toContain("still told");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe("the name of a request", () => {
  it.each([
    ["a client's own", "sag-2026-0042", true],
    ["a trace", "1-67891233-abcdef012345678912345678", true],
    ["text", "hemmelig tekst", false],
    ["an address", "ane@example.test", false],
    ["marks that end a line", 'x"}\n{"level', false],
    ["nothing", "", false],
    ["very much", "x".repeat(101), false],
  ])("takes %s: %j", (_, name, taken) => {
    expect(correlationFrom(name) === name).toBe(taken);
    expect(correlationFrom(name)).toMatch(/^[\w.:=-]{8,100}$/);
  });
  it("takes the first that will do", () => {
    expect(correlationFrom(undefined, null, "  ", "anden-12345")).toBe("anden-12345");
  });
  it("finds the root of AWS's trace", () => {
    expect(traceRoot("Self=1-a;Root=1-67891233-abcdef012345678912345678;Sampled=1")).toBe(
      "1-67891233-abcdef012345678912345678",
    );
    expect(traceRoot("Root=x y")).toBeUndefined();
  });
});
