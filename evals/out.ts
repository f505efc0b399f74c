import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stableJson } from "./baselines.ts";
import { hashOf } from "./datasets/hash-of.ts";
import type { LabelledReport } from "./datasets/labelled-report.ts";
import type { Judgement } from "./judge-run.ts";
import { evaluationOf } from "./kept.ts";
import { htmlReport } from "./report/html.ts";

/** Writes the run and its report. The same run gives the same bytes. */
export function writeOut(
  judgement: Judgement,
  documents: readonly LabelledReport[],
  diff: string,
  out: string,
): string {
  const { suite, engine } = judgement.run.fingerprint;
  const folder = path.join(out, `${suite}.${engine}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "run.json"), `${stableJson(judgement.run)}\n`);
  const file = path.join(folder, "index.html");
  writeFileSync(file, htmlReport({ judgement, documents, promptDiff: diff }));
  const kept = `${JSON.stringify(evaluationOf(judgement, diff), null, 1)}\n`;
  const history = path.join(out, "history");
  mkdirSync(history, { recursive: true });
  // a run that says the same is the same run, made again
  writeFileSync(path.join(history, `${suite}.${engine}.${hashOf([kept])}.json`), kept);
  return path.relative(process.cwd(), file);
}

/** Where the last reports are, one line each. */
export function lastRun(out: string): string {
  if (!existsSync(out)) return "npm run eval -- SUITE";
  return readdirSync(out)
    .map((name) => path.join(out, name, "index.html"))
    .filter((file) => existsSync(file) && readFileSync(file, "utf8").startsWith("<!doctype html>"))
    .map((file) => path.relative(process.cwd(), file))
    .join("\n");
}
