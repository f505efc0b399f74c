import { existsSync, readFileSync } from "node:fs";
import {
  campaign,
  everyFile,
  mutantsOf,
  type Outcome,
  outcomeOfBytes,
  ROBUSTNESS,
} from "../ingest/robustness-campaign.ts";

/**
 * `npm run bench -- robustness [--mutants N] [--seed S]`: every PDF of the robustness corpus, read as the pipeline reads,
 * and N damaged copies of its small ones.
 */
export async function run(args: string[]): Promise<void> {
  const option = (name: string, otherwise: number) =>
    args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise;
  if (!existsSync(ROBUSTNESS)) {
    console.log("robustness: not run (the shared corpus is not there)");
    return;
  }
  const outcomes = await campaign(everyFile(), { atOnce: 2 });
  outcomes.push(...(await mutants(option("--mutants", 0), option("--seed", 1))));
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

async function mutants(count: number, seed: number): Promise<Outcome[]> {
  const files = everyFile().map((entry) => ROBUSTNESS + entry.file.split("/").at(-1));
  const queue = Array.from({ length: count }, (_, i) => ({
    file: files[(i * 7 + seed) % files.length]!,
    seed: seed + i,
  }));
  const outcomes: Outcome[] = [];
  const work = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      const bytes = readFileSync(job.file);
      if (bytes.length > 300_000 || bytes.length === 0) continue;
      outcomes.push(await outcomeOfBytes(`${job.file} seed ${job.seed}`, mutantsOf(bytes, 1, job.seed)[0]!));
    }
  };
  await Promise.all([work(), work()]);
  return outcomes;
}
