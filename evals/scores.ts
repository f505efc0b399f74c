import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Engine } from "../functions/engines/engine.ts";
import { type Dataset, loadDataset } from "./datasets/dataset.ts";
import type { LabelledReport } from "./datasets/labelled-report.ts";
import { runSuite } from "./run-suite.ts";
import { type Predicted, scoreClaims } from "./scorers/claims.ts";
import { bootstrap } from "./stats/compare.ts";
import { type Counts, type Metric, pool } from "./stats/metric.ts";
import { randomFrom } from "./stats/random.ts";
import { SUITES } from "./suites.ts";

const START = "<!-- scores -->";
const END = "<!-- /scores -->";
const HEADING = "## How well the built-in engine reads";

interface Row {
  name: string;
  score: string;
  interval: string;
  simple: string;
}

/** The engine's own scores on reports that nobody looks at while writing it, as rows of README's table. */
export async function scoreTable(engine: Engine, dataset: Dataset = loadDataset("holdout")): Promise<string> {
  const claims = await runSuite(SUITES.claims, dataset, engine);
  const themes = await runSuite(SUITES.themes, dataset, engine);
  const simple = dataset.documents.map((document) => scoreClaims(document, simplest(document, dataset), []).counts);
  const counted = pool(claims.documents.map(({ counts }) => counts));
  const measured = [SUITES.claims.primary, ...SUITES.claims.secondary].filter(({ metric }) => metric(counted) !== null);
  const rows = [
    ...measured.map(({ name, metric, id }) => row(name.en, metric, claims.documents, simple, `${dataset.hash} ${id}`)),
    row("theme overlap (Jaccard)", SUITES.themes.secondary[0]!.metric, themes.documents, [], `${dataset.hash} jaccard`),
  ];
  const gold = dataset.documents.reduce((n, document) => n + document.gold.length, 0);
  return [
    `${dataset.documents.length} held-out reports, ${gold} claims (${dataset.name}@${dataset.hash}); 95 % intervals over reports.`,
    "*Simplest*: every sentence a claim of the commonest kind and theme. The reports are our own and plainly written: published ones are harder.",
    "",
    "| | score | 95 % interval | simplest |",
    "| --- | --- | --- | --- |",
    ...rows.map(({ name, score, interval, simple: s }) => `| ${name} | ${score} | ${interval} | ${s} |`),
    `| quotes that are the source's own words | ${counted["quote:exact"] ?? 0} of ${counted.predicted ?? 0} | | |`,
    "",
    "Written by `npm run eval -- scores --write`.",
  ].join("\n");
}

function row(
  name: string,
  metric: Metric,
  documents: readonly { counts: Counts }[],
  simple: Counts[],
  seed: string,
): Row {
  const two = (value: number | null) => (value === null ? "–" : value.toFixed(2));
  // an arm without counts scores nothing, so the difference from it is the score itself
  const alone = documents.map(({ counts }) => ({ before: {}, after: counts }));
  const { low, high } = bootstrap(alone, metric, 4000, randomFrom(seed));
  return {
    name,
    score: two(metric(pool(documents.map(({ counts }) => counts)))),
    interval: `${two(Math.max(0, low))}–${two(Math.min(1, high))}`,
    simple: simple.length === 0 ? "" : two(metric(pool(simple))),
  };
}

/** What takes no skill: all sentences, under the kind and theme that the labels have most often. */
function simplest({ reading }: LabelledReport, dataset: Dataset): Predicted[] {
  const gold = dataset.documents.flatMap((document) => document.gold);
  const kind = commonest(gold.map((claim) => claim.kind));
  const theme = commonest(gold.map(({ themes }) => themes[0]!));
  return reading.passages
    .filter((passage) => passage.kind !== "heading" && passage.kind !== "contents" && passage.kind !== "reference")
    .map(({ start, end, text }) => ({ start, end, exact: text, text, kind, themes: [theme] }));
}

function commonest<T extends string>(values: readonly T[]): T {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]![0];
}

/** Puts the table between its two marks, and nothing else; marks that are missing are added at the end. */
export function writeScores(file: string, table: string): void {
  const source = existsSync(file) ? readFileSync(file, "utf8") : "";
  writeFileSync(file, withScores(source, table));
}

export function withScores(source: string, table: string): string {
  const [start, end] = [source.indexOf(START), source.indexOf(END)];
  const block = `${START}\n${table}\n${END}`;
  if (start < 0 || end < start) return `${source.trimEnd()}\n\n${HEADING}\n${block}\n`;
  return `${source.slice(0, start)}${block}${source.slice(end + END.length)}`;
}
