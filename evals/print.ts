import type { Judged, Judgement } from "./judge-run.ts";
import { type EvalLanguage, number, percent, points, say, signed } from "./words.ts";

/** The answer in one line. */
export function headline({ baseline, metrics, rules, outcome, run }: Judgement, language: EvalLanguage): string {
  const broken = rules.filter(({ after }) => after > 0).length;
  if (broken > 0) return say(language, "refused", { n: broken });
  if (baseline === undefined) return say(language, "first");
  if (outcome === 1) return say(language, "refusedWorse");
  if (metrics[0]?.comparison.verdict === "undecided") return say(language, "open", { n: run.documents.length });
  return say(language, "fine");
}

export function verdictText({ comparison, metric, p }: Judged, language: EvalLanguage): string {
  const { verdict, tooFew, documentsNeeded, collapsed } = comparison;
  const margin = points(language, metric.margin);
  if (verdict === "same") return say(language, "same", { margin });
  if (verdict !== "undecided") return `${say(language, verdict)}  p=${number(language, p, p < 0.01 ? 3 : 2)}`;
  if (tooFew) return `${say(language, "undecided")} (${say(language, "tooFew")})`;
  if (collapsed > 0) return `${say(language, "undecided")} (${say(language, "collapsed", { n: collapsed })})`;
  const needed = documentsNeeded === undefined ? "" : ` (${say(language, "needed", { n: documentsNeeded, margin })})`;
  return `${say(language, "undecided")}${needed}`;
}

/** Verdict first, numbers second, changes third. */
export function printed(judgement: Judgement, language: EvalLanguage): string {
  const { run, baseline, rules, metrics, changes } = judgement;
  const { suite, dataset, datasetHash, engine, model } = run.fingerprint;
  const lines = [
    `${say(language, "prompt")}  ${suite}  ${engine}${model === "none" ? "" : ` ${model}`}  ${Object.values(run.prompts).join(" ")}`.trimEnd(),
    `${say(language, "data")}    ${dataset}@${datasetHash}  ${run.documents.length} ${say(language, "documents")}`,
    "",
    headline(judgement, language),
  ];
  for (const { invariant, before, after, of, atMost, where } of rules) {
    const mark = after > 0 ? "✗" : "✓";
    const bound =
      atMost === undefined
        ? where.slice(0, 3).join(", ")
        : say(language, "atMost", { of, bound: percent(language, atMost) });
    lines.push(`  ${mark} ${invariant.name[language].padEnd(32)} ${before} → ${after} / ${of}   ${bound}`);
  }
  lines.push("");
  const head = [
    say(language, "before"),
    say(language, "after"),
    say(language, "difference"),
    say(language, "interval"),
  ];
  lines.push(
    `  ${"".padEnd(28)}${head[0]!.padStart(7)}${head[1]!.padStart(8)}${head[2]!.padStart(9)}   ${head[3]!.padEnd(18)}${say(language, "verdict")}`,
  );
  for (const judged of metrics) {
    const { metric, comparison: c, primary } = judged;
    const interval = baseline === undefined ? "–" : `[${signed(language, c.low)} ; ${signed(language, c.high)}]`;
    lines.push(
      `  ${`${primary ? "" : "  "}${metric.name[language]}${primary ? " ★" : ""}`.padEnd(28)}${(baseline === undefined ? "–" : number(language, c.before)).padStart(7)}${number(language, c.after).padStart(8)}${(baseline === undefined ? "–" : signed(language, c.difference)).padStart(9)}   ${interval.padEnd(18)}${baseline === undefined ? "–" : verdictText(judged, language)}`,
    );
  }
  if (baseline !== undefined && suite === "claims")
    lines.push(
      "",
      say(language, "changes", {
        gained: changes.gained,
        lost: changes.lost,
        changed: changes.changedKind,
        same: changes.same,
      }),
    );
  return lines.join("\n");
}

/** The same as a comment for a pull request. */
export function markdown(judgement: Judgement, language: EvalLanguage): string {
  const rows = judgement.metrics.map(
    ({ metric, comparison: c, ...rest }) =>
      `| ${metric.name[language]} | ${number(language, c.before)} | ${number(language, c.after)} | ${signed(language, c.difference)} | [${signed(language, c.low)} ; ${signed(language, c.high)}] | ${verdictText({ metric, comparison: c, ...rest }, language)} |`,
  );
  const broken = judgement.rules.filter(({ after }) => after > 0);
  return [
    `**${judgement.run.fingerprint.suite}**: ${headline(judgement, language)}`,
    "",
    ...broken.map(
      ({ invariant, after, of, where }) => `- ✗ ${invariant.name[language]}: ${after} / ${of} (${where.join(", ")})`,
    ),
    "",
    `| | ${say(language, "before")} | ${say(language, "after")} | ${say(language, "difference")} | ${say(language, "interval")} | ${say(language, "verdict")} |`,
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}
