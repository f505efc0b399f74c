import type { Claim, Kind } from "../../functions/evidence/claim.ts";
import type { Span } from "../../functions/evidence/span.ts";
import { splitSentences } from "../../functions/ingest/sentences.ts";
import type { LabelledReport } from "../datasets/labelled-report.ts";
import type { Counts } from "../stats/metric.ts";
import { exactnessOf } from "./citations.ts";
import { lettersCovered, matchSpans } from "./spans.ts";

/** A claim as the scorer sees it: where it was found, and as what. */
export interface Predicted extends Span {
  exact: string;
  text: string;
  kind: Kind;
  themes: readonly string[];
}

export const predictedOf = (claims: readonly Claim[]): Predicted[] =>
  claims.map(({ citations: [first], text, kind, themes }) => {
    const { start, end, exact } = first!;
    return { start, end, exact, text, kind, themes };
  });

/** One thing that changed for a reader: found, lost, or found as something else. */
export interface Finding extends Span {
  outcome: "right" | "wrong-kind" | "missed" | "extra";
  text: string;
  kind: Kind;
  predictedKind?: Kind;
}

export interface ClaimScore {
  counts: Counts;
  findings: Finding[];
}

/** Quotes over three sentences are whole paragraphs, not evidence one can check at a glance. */
const LONG_QUOTE_SENTENCES = 3;

export function scoreClaims(
  report: LabelledReport,
  predicted: readonly Predicted[],
  others: readonly string[],
): ClaimScore {
  const { text } = report.reading;
  const { pairs, extra, missed, repeats } = matchSpans(text, predicted, report.gold);
  const letters = lettersCovered(text, predicted, report.gold);
  const counts: Record<string, number> = {
    lettersPredicted: letters.predicted,
    lettersGold: letters.gold,
    lettersBoth: letters.both,
    tp: pairs.length,
    fp: extra.length,
    fn: missed.length,
    predicted: predicted.length,
    known: report.gold.length,
    duplicates: repeats.length,
    long: predicted.filter(({ exact }) => splitSentences(exact).length > LONG_QUOTE_SENTENCES).length,
    kindRight: 0,
    themeRight: 0,
    matched: pairs.length,
  };
  const add = (key: string) => {
    counts[key] = (counts[key] ?? 0) + 1;
  };
  const findings: Finding[] = [];
  for (const { predicted: p, gold: g } of pairs) {
    const right = p.kind === g.kind;
    if (right) add("kindRight");
    add(right ? `tp:${g.kind}` : `fn:${g.kind}`);
    if (!right) add(`fp:${p.kind}`);
    if (g.themes.includes(p.themes[0] as never)) add("themeRight");
    findings.push({
      start: g.start,
      end: g.end,
      text: text.slice(g.start, g.end),
      kind: g.kind,
      outcome: right ? "right" : "wrong-kind",
      ...(right ? {} : { predictedKind: p.kind }),
    });
  }
  for (const g of missed)
    findings.push({ start: g.start, end: g.end, text: text.slice(g.start, g.end), kind: g.kind, outcome: "missed" });
  for (const p of extra) findings.push({ start: p.start, end: p.end, text: p.exact, kind: p.kind, outcome: "extra" });
  for (const p of predicted) add(`quote:${exactnessOf(report.reading, p, others)}`);
  return { counts, findings: findings.sort((a, b) => a.start - b.start) };
}
