import type { Run } from "./fingerprint.ts";
import { type Comparison, compare, holm, noneOf } from "./stats/compare.ts";
import { pool } from "./stats/metric.ts";
import type { Invariant, MetricSpec, Suite } from "./suites.ts";

export interface BrokenRule {
  invariant: Invariant;
  before: number;
  after: number;
  of: number;
  /** With 95 % certainty the true share is at most this; only where none was seen. */
  atMost?: number;
  /** Documents in which it happened. */
  where: string[];
}

export interface Judged {
  metric: MetricSpec;
  comparison: Comparison;
  /** Holm-adjusted over the secondary metrics; the primary's own p. */
  p: number;
  primary: boolean;
}

export interface Judgement {
  run: Run;
  baseline: Run | undefined;
  rules: BrokenRule[];
  metrics: Judged[];
  changes: { gained: number; lost: number; changedKind: number; same: number };
  /** 0 not provably worse · 1 a proven regression or a broken rule · 2 undecided. */
  outcome: 0 | 1 | 2;
}

const at = (run: Run | undefined, key: string) => pool(run?.documents.map(({ counts }) => counts) ?? [])[key] ?? 0;

/** Holds a run against the blessed one: hard rules first, then the primary metric, then the others. */
export function judgeRun(suite: Suite, run: Run, baseline: Run | undefined): Judgement {
  const counted = suite.invariants.filter(({ bad, of }) => at(run, of) > 0 || at(run, bad) > 0);
  const rules = counted.map((invariant) => {
    const after = at(run, invariant.bad);
    const of = at(run, invariant.of);
    const where = run.documents.filter(({ counts }) => (counts[invariant.bad] ?? 0) > 0).map(({ id }) => id);
    const bound = after === 0 ? { atMost: noneOf(of) } : {};
    return { invariant, before: at(baseline, invariant.bad), after, of, where, ...bound };
  });
  const pairs = run.documents.map((document) => ({
    before: baseline?.documents.find(({ id }) => id === document.id)?.counts ?? document.counts,
    after: document.counts,
  }));
  // what nobody has counted yet (no decisions harvested) is no measure
  const pooled = pool(run.documents.map(({ counts }) => counts));
  const specs = [suite.primary, ...suite.secondary.filter(({ metric }) => metric(pooled) !== null)];
  const comparisons = specs.map((metric) =>
    compare(pairs, metric.metric, {
      margin: metric.margin,
      ...(metric.lowerIsBetter ? { lowerIsBetter: true } : {}),
      seed: `${run.fingerprint.datasetHash} ${metric.id}`,
      draws: 4000,
    }),
  );
  const adjusted = holm(comparisons.slice(1).map(({ p }) => p));
  const metrics = specs.map((metric, i) => {
    const comparison = comparisons[i]!;
    const p = i === 0 ? comparison.p : adjusted[i - 1]!;
    // a secondary metric that stands only before the correction does not stand
    const claimed = comparison.verdict === "better" || comparison.verdict === "worse";
    const within = comparison.low >= -metric.margin && comparison.high <= metric.margin;
    const unproven = within && comparison.collapsed === 0 ? ("same" as const) : ("undecided" as const);
    const verdict = i > 0 && claimed && p >= 0.05 ? unproven : comparison.verdict;
    return { metric, comparison: { ...comparison, verdict }, p, primary: i === 0 };
  });
  const broken = rules.some(({ after }) => after > 0);
  const worse = metrics.some(({ comparison }) => comparison.verdict === "worse");
  const undecided = metrics[0]?.comparison.verdict === "undecided";
  return {
    run,
    baseline,
    rules,
    metrics,
    changes: changesBetween(run, baseline),
    outcome: broken || worse ? 1 : baseline !== undefined && undecided ? 2 : 0,
  };
}

function changesBetween(run: Run, baseline: Run | undefined): Judgement["changes"] {
  const changes = { gained: 0, lost: 0, changedKind: 0, same: 0 };
  const found = (outcome: string | undefined) => outcome === "right" || outcome === "wrong-kind";
  for (const document of run.documents) {
    const before = new Map(
      baseline?.documents.find(({ id }) => id === document.id)?.findings.map((f) => [`${f.start}-${f.end}`, f.outcome]),
    );
    for (const finding of document.findings) {
      if (finding.outcome === "extra") continue;
      const was = before.get(`${finding.start}-${finding.end}`);
      if (was === undefined || was === finding.outcome) changes.same++;
      else if (found(finding.outcome) && !found(was)) changes.gained++;
      else if (!found(finding.outcome) && found(was)) changes.lost++;
      else changes.changedKind++;
    }
  }
  return changes;
}
