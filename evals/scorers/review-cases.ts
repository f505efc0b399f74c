import type { LabelledReport } from "../datasets/labelled-report.ts";
import type { ReviewCase } from "../harvest.ts";
import type { Counts } from "../stats/metric.ts";
import type { Predicted } from "./claims.ts";
import { matchSpans } from "./spans.ts";

/** Where a case stands today: usable, or with the reason why it may not gate anything. */
export interface Standing {
  verdict: "accept" | "reject" | "contested" | "stale";
  start: number;
  end: number;
}

/**
 * One standing per claim from the latest vote of each reviewer. Reviewers who disagree make it contested; words that are
 * no longer where they were (and not once elsewhere) make it stale.
 */
export function standings(cases: readonly ReviewCase[], text: string): Map<string, Standing> {
  const votes = new Map<string, Map<string, ReviewCase>>();
  for (const item of [...cases].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))) {
    const byReviewer = votes.get(item.claimId) ?? new Map<string, ReviewCase>();
    byReviewer.set(item.reviewer, item);
    votes.set(item.claimId, byReviewer);
  }
  const standing = new Map<string, Standing>();
  for (const [claimId, byReviewer] of votes) {
    const latest = [...byReviewer.values()];
    const { span } = latest[0]!;
    const verdicts = new Set(latest.map(({ verdict }) => (verdict === "reject" ? "reject" : "accept")));
    const place = placeOf(text, span);
    if (place === undefined) standing.set(claimId, { verdict: "stale", start: 0, end: 0 });
    else standing.set(claimId, { ...place, verdict: verdicts.size > 1 ? "contested" : [...verdicts][0]! });
  }
  return standing;
}

function placeOf(text: string, { start, end, exact }: ReviewCase["span"]) {
  if (text.slice(start, end) === exact) return { start, end };
  const first = text.indexOf(exact);
  const once = first >= 0 && text.indexOf(exact, first + 1) < 0;
  return once ? { start: first, end: first + exact.length } : undefined;
}

/** Accepted claims found again, rejected ones proposed again, and what nobody has judged: never counted as wrong. */
export function scoreReviewCases(
  report: Pick<LabelledReport, "reading">,
  predicted: readonly Predicted[],
  cases: readonly ReviewCase[],
): Counts {
  const all = [...standings(cases, report.reading.text).values()];
  const of = (verdict: Standing["verdict"]) => all.filter((standing) => standing.verdict === verdict);
  const found = (standing: Standing[]) => matchSpans(report.reading.text, predicted, standing).pairs.length;
  const judged = [...of("accept"), ...of("reject")];
  return {
    accepted: of("accept").length,
    kept: found(of("accept")),
    rejected: of("reject").length,
    returned: found(of("reject")),
    contested: of("contested").length,
    stale: of("stale").length,
    unjudged: predicted.length - found(judged),
    predicted: predicted.length,
  };
}
