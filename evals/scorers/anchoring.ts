import { iou } from "../../functions/evidence/span.ts";
import { anchorQuote } from "../../functions/fidelity/anchor-quote.ts";
import { prepareText } from "../../functions/fidelity/prepare-text.ts";
import { CRITICAL } from "../../tests/fidelity/changes/critical.ts";
import { dice } from "../../tests/fidelity/changes/dice.ts";
import { FAITHFUL } from "../../tests/fidelity/changes/faithful.ts";
import type { LabelledReport } from "../datasets/labelled-report.ts";
import type { Counts } from "../stats/metric.ts";

const CLOSE = 0.95;

/**
 * Every judged sentence, copied as an engine might: in ways that change nothing (all shall be found where they stand) and
 * in ways that change what is said (none shall pass).
 */
export function scoreAnchoring(report: LabelledReport): Counts {
  const counts: Record<string, number> = { faithful: 0, accepted: 0, placed: 0, critical: 0, passed: 0, named: 0 };
  const add = (key: string) => {
    counts[key] = (counts[key] ?? 0) + 1;
  };
  const chance = dice(report.reading.text.length);
  const { text } = report.reading;
  const prepared = prepareText(text);
  for (const gold of report.gold) {
    const sentence = text.slice(gold.start, gold.end);
    for (const change of FAITHFUL) {
      if (change.source !== undefined) continue;
      const quote = change.quote ? change.quote(sentence, chance) : sentence;
      if (quote === undefined) continue;
      add("faithful");
      const anchor = anchorQuote(prepared, quote, { span: gold });
      if (!anchor.found || anchor.fidelity === "differs") continue;
      add("accepted");
      if (iou(anchor, gold) >= CLOSE) add("placed");
    }
    for (const change of CRITICAL) {
      const quote = change.quote(sentence, chance);
      if (quote === undefined) continue;
      add("critical");
      const anchor = anchorQuote(prepared, quote, { span: gold });
      if (anchor.found && anchor.fidelity !== "differs") add("passed");
      else if (anchor.found && change.reasons.includes(anchor.reason ?? "")) add("named");
    }
  }
  return counts;
}
