import path from "node:path";
import { parseArgs } from "node:util";
import { bless as blessRun, readBaseline, stableJson } from "./baselines.ts";
import { chooseEngine, RECORDINGS } from "./choose-engine.ts";
import { Incomparable, isComparable, otherRevision } from "./compared-with.ts";
import { loadDataset } from "./datasets/dataset.ts";
import { keepReading, SAMPLES } from "./datasets/sample-report.ts";
import type { Run } from "./fingerprint.ts";
import { type Judgement, judgeRun } from "./judge-run.ts";
import { lastRun, writeOut } from "./out.ts";
import { markdown, printed } from "./print.ts";
import { promptDiff } from "./prompt-diff.ts";
import { RecordingsUsed } from "./recordings-used.ts";
import { runSuite } from "./run-suite.ts";
import { scoreTable, writeScores } from "./scores.ts";
import { SUITES, type Suite } from "./suites.ts";
import { type EvalLanguage, say } from "./words.ts";

const USAGE = `npm run eval -- SUITE|all [--vs REF|blessed] [--engine local|openai] [--trials K] [--live|--replay|--record]
                        [--case ID] [--holdout] [--strict] [--lang da|en] [--json|--md] [--out DIR] [--attempts N]
npm run eval -- bless SUITE|all [--engine …] [--note "…"]
npm run eval -- plan [SUITE] --delta 0.05      documents it takes to see a difference
npm run eval -- aa [SUITE] [--live]            the same prompt twice: nothing may be called different
npm run eval -- harvest --url URL --email WHO  decisions become cases
npm run eval -- report                         the last run as one HTML file
npm run eval -- scores [--write]               the built-in engine on held-out reports; into README between its marks
npm run eval -- read                           the sample PDFs read anew; blessed runs have to be blessed again
suites: ${Object.keys(SUITES).join(", ")}
exit: 0 not provably worse · 1 proven regression or a broken rule · 2 undecided with --strict · 3 not comparable or incomplete`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    vs: { type: "string", default: "blessed" },
    engine: { type: "string", default: "local" },
    trials: { type: "string", default: "1" },
    live: { type: "boolean", default: false },
    replay: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
    case: { type: "string" },
    holdout: { type: "boolean", default: false },
    strict: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    md: { type: "boolean", default: false },
    lang: { type: "string", default: "da" },
    note: { type: "string", default: "" },
    delta: { type: "string", default: "0.05" },
    url: { type: "string", default: "http://127.0.0.1:4000" },
    email: { type: "string", default: "editor@example.test" },
    attempts: { type: "string" },
    out: { type: "string", default: path.join(import.meta.dirname, "out") },
    write: { type: "boolean", default: false },
  },
});
const language: EvalLanguage = values.lang === "en" ? "en" : "da";
const engineName = values.engine === "openai" ? "openai" : "local";
const mode = values.live ? "live" : values.record ? "record" : "replay";

const suitesNamed = (name: string | undefined): Suite[] => {
  if (name === undefined || name === "all") return Object.values(SUITES);
  const suite = Object.entries(SUITES).find(([known]) => known === name)?.[1];
  if (suite === undefined) throw new Incomparable(`${name}?\n${USAGE}`);
  return [suite];
};

const dataset = loadDataset(values.holdout ? "holdout" : "all");
const chosen =
  values.case === undefined
    ? dataset
    : { ...dataset, documents: dataset.documents.filter(({ id }) => id === values.case) };
const recordings = new RecordingsUsed();
const newEngine = () =>
  chooseEngine({
    engine: engineName,
    mode,
    used: recordings,
    ...(values.attempts === undefined ? {} : { attempts: Number(values.attempts) }),
  });
let shared: ReturnType<typeof newEngine> | undefined;

/** @param fresh an engine of its own, that has answered nothing yet */
async function runNow(suite: Suite, fresh = false): Promise<Run> {
  const tty = process.stderr.isTTY === true && !values.json;
  const trials = Math.max(1, Number(values.trials) || 1);
  const runs: Run[] = [];
  for (let trial = 0; trial < trials; trial++) {
    if (!fresh && trials === 1) shared ??= newEngine();
    const engine = await (!fresh && trials === 1 ? shared! : newEngine());
    runs.push(
      await runSuite(suite, chosen, engine, (done, total) => {
        if (tty) process.stderr.write(`\r${suite.name} ${done}/${total}${done === total ? "\n" : ""}`);
      }),
    );
  }
  return averaged(runs);
}

/** Repeats are averaged inside each document: a document counts once however often it was asked about. */
function averaged(runs: readonly Run[]): Run {
  const [first, ...rest] = runs as [Run, ...Run[]];
  if (rest.length === 0) return first;
  const documents = first.documents.map((document, i) => {
    const counts: Record<string, number> = {};
    for (const run of runs)
      for (const [key, value] of Object.entries(run.documents[i]!.counts))
        counts[key] = (counts[key] ?? 0) + value / runs.length;
    return { ...document, counts };
  });
  return { ...first, documents };
}

async function evaluate(suite: Suite): Promise<Judgement> {
  const run = await runNow(suite);
  const engine = run.fingerprint.engine;
  const baseline =
    values.vs === "blessed" ? readBaseline(suite.name, engine) : await otherRevision(values.vs, suite.name, engineName);
  if (baseline !== undefined && values.case === undefined && !values.holdout) isComparable(run, baseline);
  const whole = values.case === undefined && !values.holdout;
  return judgeRun(suite, run, whole ? baseline : undefined);
}

async function main(): Promise<number> {
  const [command, name] = positionals;
  switch (command) {
    case undefined:
      console.log(USAGE);
      return 3;
    case "bless":
      for (const suite of suitesNamed(name)) {
        // what was blessed before is no condition of what is blessed now
        const judgement = judgeRun(suite, await runNow(suite), undefined);
        const broken = judgement.rules.filter(({ after }) => after > 0);
        if (broken.length > 0) {
          console.error(printed(judgement, language));
          return 1;
        }
        console.log(blessRun(judgement.run, values.note));
      }
      return 0;
    case "plan":
      for (const suite of suitesNamed(name)) plan(suite, await evaluate(suite));
      return 0;
    case "aa":
      return aa(suitesNamed(name));
    case "harvest": {
      const { harvest } = await import("./harvest.ts");
      console.log(await harvest(values.url, values.email));
      return 0;
    }
    case "scores": {
      const table = await scoreTable(await chooseEngine({ engine: "local", mode }));
      console.log(table);
      if (values.write) writeScores(path.resolve(import.meta.dirname, "..", "README.md"), table);
      return 0;
    }
    case "read":
      for (const name of SAMPLES) console.log(`${name}: ${await keepReading(name)} labelled sentences without a place`);
      return 0;
    case "report":
      console.log(lastRun(values.out));
      return 0;
    default: {
      const judgements: Judgement[] = [];
      for (const suite of suitesNamed(command)) judgements.push(await evaluate(suite));
      for (const judgement of judgements) {
        const suite = judgement.run.fingerprint.suite;
        if (values.json) console.log(stableJson(judgement));
        else console.log(values.md ? markdown(judgement, language) : printed(judgement, language));
        const file = writeOut(judgement, dataset.documents, promptDiff(judgement.baseline), values.out);
        if (!values.json && !values.md)
          console.log(`${say(language, "report")} ${file}   ·   ${say(language, "accept", { suite })}\n`);
      }
      if (engineName === "openai" && command === "all" && !values.json) sayRecordings();
      const outcomes = judgements.map(({ outcome }) => outcome);
      if (outcomes.includes(1)) return 1;
      return outcomes.includes(2) && values.strict ? 2 : 0;
    }
  }
}

/** After a whole run: what was asked anew, and which recordings nobody asks for any more. */
function sayRecordings() {
  const { used, made, stale } = recordings.counts(RECORDINGS);
  console.log(say(language, "recordings", { used, made, stale: stale.length }));
  for (const name of stale) console.log(`  ${name}`);
}

function plan(suite: Suite, judgement: Judgement) {
  const delta = Number(values.delta);
  for (const { metric, comparison } of judgement.metrics) {
    if (comparison.detectable === 0) continue;
    const needed = Math.ceil(comparison.documents * (comparison.detectable / delta) ** 2);
    console.log(`${suite.name} ${metric.id}: ${needed} ${say(language, "documents")} (±${delta})`);
  }
}

/** The same prompt twice. Live runs differ by chance; recordings and the built-in engine must not differ at all. */
async function aa(suites: readonly Suite[]): Promise<number> {
  let called = 0;
  for (const suite of suites) {
    const [first, second] = [await runNow(suite, true), await runNow(suite, true)];
    const judged = judgeRun(suite, second, first).metrics;
    const different = judged.filter(({ comparison: { verdict } }) => verdict === "better" || verdict === "worse");
    called += different.length;
    console.log(`${suite.name}: ${different.length} / ${judged.length} ${say(language, "difference")}`);
  }
  return called === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  // an unreachable server, a missing recording, another dataset: no score at all rather than a wrong one
  console.error(`belaeg: ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.DEBUG === "belaeg") console.error(error);
  process.exitCode = 3;
}
