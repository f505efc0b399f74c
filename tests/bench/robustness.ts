import { existsSync } from "node:fs";
import { campaign, everyFile, ROBUSTNESS } from "../ingest/robustness-campaign.ts";

/** `npm run bench -- robustness`: every PDF of the robustness corpus, read as the pipeline reads. */
export async function run(): Promise<void> {
  if (!existsSync(ROBUSTNESS)) {
    console.log("robustness: not run (the shared corpus is not there)");
    return;
  }
  const outcomes = await campaign(everyFile(), { atOnce: 2 });
  const counts = new Map<string, number>();
  for (const { result } of outcomes) counts.set(result, (counts.get(result) ?? 0) + 1);
  for (const [result, count] of [...counts].sort((a, b) => b[1] - a[1]))
    console.log(`${String(count).padStart(5)}  ${result}`);
  const slowest = Math.max(...outcomes.map((outcome) => outcome.milliseconds));
  const largest = Math.max(...outcomes.map((outcome) => outcome.peakMegabytes));
  console.log(`\n${outcomes.length} files; slowest ${Math.round(slowest)} ms, largest child ${Math.round(largest)} MB`);
  const locked = outcomes.filter((outcome) => outcome.password !== undefined);
  console.log(
    `${locked.filter((outcome) => outcome.result !== "encrypted").length} of ${locked.length} known passwords open their file`,
  );
  const bad = outcomes.filter(
    (outcome) => outcome.unexplained.length > 0 || outcome.peakMegabytes > 530 || outcome.milliseconds > 60_000,
  );
  for (const outcome of bad) console.log(`unexplained: ${JSON.stringify(outcome)}`);
  process.exitCode = bad.length > 0 ? 1 : 0;
}
