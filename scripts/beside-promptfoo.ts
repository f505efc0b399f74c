/**
 * The same recorded answers and planted faults through promptfoo and through our own suite, in one run:
 *   npm install --prefix /tmp/promptfoo promptfoo@0.121.20
 *   node scripts/beside-promptfoo.ts /tmp/promptfoo
 * promptfoo gets what its documentation offers for this: a provider that answers from recordings, and a JavaScript
 * assertion per report (every quote occurs in the report; at least 8 of 10 known claims are found).
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { judgeRun } from "../evals/judge-run.ts";
import { SUITES } from "../evals/suites.ts";
import { dataset, perfect, runOf, type Said } from "../tests/evals/perfect-answers.ts";
import { PLANTS } from "../tests/evals/plants.ts";

const [home] = process.argv.slice(2);
if (home === undefined) throw new Error("usage: node scripts/beside-promptfoo.ts FOLDER-WITH-PROMPTFOO");
const cli = path.join(home, "node_modules", "promptfoo", "dist", "src", "entrypoint.js");
const version = JSON.parse(readFileSync(path.join(home, "node_modules", "promptfoo", "package.json"), "utf8")).version;
const folder = mkdtempSync(path.join(tmpdir(), "beside-promptfoo-"));

const lost = (documents: readonly number[]): Said => perfect.map((claims, i) => (documents.includes(i) ? [] : claims));
const VARIANTS: { name: string; said: Said }[] = [
  { name: "nothing changed", said: perfect },
  ...PLANTS,
  { name: "all claims of two reports lost", said: lost([0, 1]) },
  { name: "one claim in ten lost, everywhere", said: perfect.map((claims) => claims.filter((_, i) => i % 10 !== 9)) },
];

writeFileSync(
  path.join(folder, "provider.mjs"),
  `import { readFileSync } from "node:fs";
export default class Recorded {
  constructor({ config }) { this.said = JSON.parse(readFileSync(config.file, "utf8")); }
  id() { return "recorded"; }
  async callApi(_prompt, { vars }) { return { output: JSON.stringify(this.said[vars.index]) }; }
}
`,
);
writeFileSync(
  path.join(folder, "assert.mjs"),
  `const fold = (text) => text.replace(/\\s+/g, " ").trim();
export default (output, { vars }) => {
  const claims = JSON.parse(output);
  const text = fold(vars.text);
  const known = JSON.parse(vars.gold);
  const foreign = claims.filter(({ exact }) => !text.includes(fold(exact))).length;
  const found = known.filter((gold) => claims.some(({ exact }) => fold(exact) === fold(gold))).length;
  const recall = known.length === 0 ? 1 : found / known.length;
  return { pass: foreign === 0 && recall >= 0.8, score: recall, reason: foreign > 0 ? "quote not in the report" : "recall " + recall };
};
`,
);
const tests = dataset.documents.map(({ reading, gold }, index) => ({
  vars: {
    index,
    text: reading.text,
    gold: JSON.stringify(gold.map(({ start, end }) => reading.text.slice(start, end))),
  },
  assert: [{ type: "javascript", value: "file://assert.mjs" }],
}));

/** One evaluation as its user would run it: its verdict is the exit code, with how many of the reports failed. */
function promptfoo(said: Said): { failed: number; seconds: number } {
  writeFileSync(path.join(folder, "said.json"), JSON.stringify(said));
  const config = {
    prompts: ["{{index}}"],
    providers: [{ id: "file://provider.mjs", config: { file: path.join(folder, "said.json") } }],
    tests,
  };
  writeFileSync(path.join(folder, "promptfooconfig.json"), JSON.stringify(config));
  const began = performance.now();
  const out = path.join(folder, "out.json");
  const args = ["eval", "-c", "promptfooconfig.json", "--no-cache", "--no-table", "--no-progress-bar", "-o", out];
  const env = {
    ...process.env,
    PROMPTFOO_CONFIG_DIR: path.join(folder, "home"),
    PROMPTFOO_DISABLE_TELEMETRY: "1",
    PROMPTFOO_DISABLE_UPDATE: "1",
    PROMPTFOO_DISABLE_REMOTE_GENERATION: "1",
  };
  const ran = spawnSync(process.execPath, [cli, ...args], { cwd: folder, env, encoding: "utf8" });
  const seconds = (performance.now() - began) / 1000;
  if (ran.status !== 0 && ran.status !== 100)
    throw new Error(`promptfoo ended with ${ran.status}: ${ran.stderr}${ran.stdout}`);
  const { failures, errors } = JSON.parse(readFileSync(out, "utf8")).results.stats;
  if (errors > 0) throw new Error(`promptfoo could not judge ${errors} reports (${out})`);
  return { failed: failures, seconds };
}

const blessed = runOf(perfect);
function ours(said: Said): { says: string; seconds: number } {
  const began = performance.now();
  const judgement = judgeRun(SUITES.claims, runOf(said), blessed);
  const seconds = (performance.now() - began) / 1000;
  const broken = judgement.rules.filter(({ after }) => after > 0).map(({ invariant }) => invariant.name.en);
  const { verdict, difference } = judgement.metrics[0]!.comparison;
  const size = difference === 0 ? "" : ` (F1 ${difference > 0 ? "+" : ""}${difference.toFixed(3)})`;
  return { says: broken.length > 0 ? `refused: ${broken.join(", ")}` : `${verdict}${size}`, seconds };
}

const claims = perfect.reduce((n, said) => n + said.length, 0);
console.log(`${dataset.documents.length} reports, ${claims} claims; promptfoo ${version}, Node ${process.version}\n`);
console.log("| planted | promptfoo | s | Belæg | s |\n| --- | --- | --- | --- | --- |");
for (const { name, said } of VARIANTS) {
  const [theirs, own] = [promptfoo(said), ours(said)];
  const verdict = theirs.failed === 0 ? "pass" : `fail: ${theirs.failed} of ${dataset.documents.length} cases`;
  console.log(`| ${name} | ${verdict} | ${theirs.seconds.toFixed(1)} | ${own.says} | ${own.seconds.toFixed(1)} |`);
}
