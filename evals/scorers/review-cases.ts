import type { LabelledReport } from "../datasets/labelled-report.ts";
import type { ReviewCase } from "../datasets/review-case.ts";
import type { Counts } from "../stats/metric.ts";
import type { Predicted } from "./claims.ts";
import { matchSpans } from "./spans.ts";

/** Where a case stands today: usable, or with the reason why it may not gate anything. */
export interface Standing {
  verdict: "accept" | "reject" | "contested" | "stale" | "withdrawn";
  start: number;
  end: number;
  kind: string;
  /** Why it was rejected. */
  reason?: string;
  /** A rejection that no prompt may bring back. */
  pinned: boolean;
}

/**
 * One standing per claim from the latest vote of each reviewer, or from whoever settled it. Reviewers who disagree make it
 * contested; words that are no longer where they were (and not once elsewhere) make it stale.
 */
export function standings(cases: readonly ReviewCase[], text: string): Map<string, Standing> {
  const byClaim = new Map<string, ReviewCase[]>();
  for (const item of [...cases].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1)))
    byClaim.set(item.claimId, [...(byClaim.get(item.claimId) ?? []), item]);
  return new Map([...byClaim].map(([claimId, decisions]) => [claimId, standingOf(decisions, text)]));
}

function standingOf(decisions: readonly ReviewCase[], text: string): Standing {
  let votes = new Map<string, ReviewCase>();
  for (const item of decisions) {
    if (item.verdict === "pin") continue;
    if (item.settles) votes = new Map();
    if (item.verdict === "reopen") votes.delete(item.reviewer);
    else votes.set(item.reviewer, item);
  }
  const latest = [...votes.values()];
  const last = latest.at(-1) ?? decisions.at(-1)!;
  const place = placeOf(text, last.span);
  const verdicts = [...new Set(latest.map(({ verdict }) => (verdict === "reject" ? "reject" : "accept")))];
  const verdict = verdicts.length > 1 ? "contested" : (verdicts[0] ?? "withdrawn");
  const pinned = verdict === "reject" && decisions.some((item) => item.verdict === "pin");
  const reason = last.reason === undefined ? {} : { reason: last.reason };
  if (place === undefined) return { verdict: "stale", start: 0, end: 0, kind: last.kind, pinned: false };
  return { ...place, verdict, kind: last.kind, pinned, ...reason };
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
  const found = (standing: readonly Standing[]) => matchSpans(report.reading.text, predicted, standing).pairs;
  // of two claims that said the same one was right: its words may come back
  const rejected = of("reject").filter(({ reason }) => reason !== "duplicate");
  const accepted = of("accept");
  const returned = found(rejected).filter(({ predicted: p, gold }) => isSameFault(p, gold));
  return {
    accepted: accepted.length,
    kept: found(accepted).length,
    rejected: rejected.length,
    returned: returned.length,
    pinned: rejected.filter(({ pinned }) => pinned).length,
    pinnedReturned: returned.filter(({ gold }) => gold.pinned).length,
    contested: of("contested").length,
    stale: of("stale").length,
    unjudged: predicted.length - found([...accepted, ...rejected]).length,
  };
}

/** What was rejected for its kind is another claim under another kind. */
const isSameFault = ({ kind }: Predicted, rejected: Standing) =>
  rejected.reason !== "wrong-kind-or-theme" || kind === rejected.kind;
