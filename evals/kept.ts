import type { Evaluation } from "../functions/evidence/evaluation.ts";
import type { Judgement } from "./judge-run.ts";
import type { Finding } from "./scorers/claims.ts";

/** What the workspace shows of a run: the verdict, the figures, and which claims were lost and won. */
export function evaluationOf(judgement: Judgement, promptDiff: string): Evaluation {
  const { run, baseline, rules, metrics } = judgement;
  const { suite, engine, model, dataset, datasetHash } = run.fingerprint;
  const { lost, gained } = moved(judgement);
  return {
    suite,
    engine,
    ...(model === "none" ? {} : { model }),
    dataset: `${dataset}@${datasetHash}`,
    reports: run.documents.length,
    prompts: run.prompts,
    verdict: verdictOf(judgement),
    rules: rules.map(({ invariant, after, of, atMost }) => ({
      id: invariant.id,
      name: invariant.name,
      seen: after,
      of,
      ...(atMost === undefined ? {} : { atMost }),
    })),
    measures: metrics.map(({ metric, comparison: c, p, primary }) => ({
      id: metric.id,
      name: metric.name,
      primary,
      lowerIsBetter: metric.lowerIsBetter ?? false,
      before: baseline === undefined ? null : c.before,
      after: c.after,
      difference: c.difference,
      low: c.low,
      high: c.high,
      margin: metric.margin,
      p,
      verdict: c.verdict,
      ...(c.documentsNeeded === undefined ? {} : { reportsNeeded: c.documentsNeeded }),
    })),
    lost,
    gained,
    promptDiff,
  };
}

function verdictOf({ rules, baseline, outcome, metrics }: Judgement): Evaluation["verdict"] {
  if (rules.some(({ after }) => after > 0)) return "refused";
  if (baseline === undefined) return "first";
  if (outcome === 1) return "worse";
  return metrics[0]?.comparison.verdict ?? "undecided";
}

const isFound = (outcome: string | undefined) => outcome === "right" || outcome === "wrong-kind";

function moved({ run, baseline }: Judgement): Pick<Evaluation, "lost" | "gained"> {
  const [lost, gained]: [Evaluation["lost"], Evaluation["gained"]] = [[], []];
  for (const document of baseline === undefined ? [] : run.documents) {
    const before = new Map(
      baseline?.documents.find(({ id }) => id === document.id)?.findings.map((f) => [`${f.start}-${f.end}`, f.outcome]),
    );
    const as = ({ text, kind }: Finding) => ({ report: document.id, text, kind });
    for (const finding of document.findings) {
      const was = isFound(before.get(`${finding.start}-${finding.end}`));
      if (finding.outcome === "missed" && was) lost.push(as(finding));
      if (isFound(finding.outcome) && !was) gained.push(as(finding));
    }
  }
  return { lost, gained };
}
