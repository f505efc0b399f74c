import { z } from "zod";
import { type DigestDeps, lastMidnight, writeDigests } from "./digests.ts";
import { type StuckDeps, stuckReports } from "./stuck.ts";

/** What is done without anybody asking: daily the digests, hourly a look at what is stuck. */
export const Task = z.object({ task: z.enum(["digests", "look"]) });
export type Task = z.infer<typeof Task>;

export type UpkeepDeps = Omit<DigestDeps, "onBroken"> &
  StuckDeps & {
    /** One line of the log; see `functions/runtime/log.ts`. */
    tell(
      level: "info" | "warn" | "error",
      event: string,
      fields: Record<string, string | number | string[]>,
      figures?: Partial<Record<"DigestRuns" | "AuditBroken" | "ReportsStuck", number>>,
    ): void;
  };

/**
 * @param until the digests' moment, where it is another than the last midnight.
 * @param hurry true when there is no time left.
 */
export async function keepUp(deps: UpkeepDeps, { task }: Task, { until, hurry }: Limits = {}): Promise<void> {
  if (task === "look") {
    const stuck = await stuckReports(deps);
    for (const about of stuck) deps.tell("warn", "report-stuck", { about });
    deps.tell("info", "looked", { stuck: stuck.length }, { ReportsStuck: stuck.length });
    return;
  }
  const onBroken: DigestDeps["onBroken"] = (workspaceId, item) =>
    deps.tell("error", "audit-broken", { about: item === "" ? [workspaceId] : [workspaceId, item] });
  const run = await writeDigests({ ...deps, onBroken }, until ?? lastMidnight(deps.now()), hurry);
  // a run that came to no end is not counted: its absence is what raises the alarm
  const done = run.left === 0 ? { DigestRuns: 1 } : {};
  deps.tell(run.left === 0 ? "info" : "warn", "digests", { ...run }, { ...done, AuditBroken: run.broken });
}

interface Limits {
  until?: Date;
  hurry?: () => boolean;
}
