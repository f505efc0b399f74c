import type { ProposedClaim } from "../engines/engine.ts";
import { attributionOf } from "../evidence/attribution-of.ts";
import type { Citation } from "../evidence/citation.ts";
import type { Claim, Flag, Origin } from "../evidence/claim.ts";
import type { HeldBack } from "../evidence/held-back.ts";
import { claimIdOf, heldBackIdOf, type ReportId } from "../evidence/ids.ts";
import { looksLikeInstruction } from "../evidence/instruction-like.ts";
import { namesFor } from "../evidence/names-for.ts";
import { occurrenceOf } from "../evidence/occurrence.ts";
import type { Passage } from "../evidence/passage.ts";
import { pageAt, passagesIn, type Reading } from "../evidence/reading.ts";
import type { Span } from "../evidence/span.ts";
import { anchorQuote } from "../fidelity/anchor-quote.ts";
import { checkStatement } from "../fidelity/check-statement.ts";
import { citationFor } from "../fidelity/citation.ts";
import { preparedReading } from "../fidelity/prepared-reading.ts";
import { holdsPersonalNumber } from "./personal-number.ts";

/** The source that proposals are held against. */
export interface Source {
  reading: Reading;
  reportId: ReportId;
  origin: Origin;
  /** Passages that the engine was shown, by id: a quote from any other was not read but made up. */
  shown: ReadonlyMap<string, Passage>;
}

export interface Passed {
  claims: Claim[];
  heldBack: HeldBack[];
}

/**
 * The gate between an engine and the body of evidence: each quote is sought in the source and held against it, each
 * text against its citations. No engine is believed; what the source does not bear out is held back with its reason.
 */
export function passGate(source: Source, proposed: readonly ProposedClaim[]): Passed {
  const passed: Passed = { claims: [], heldBack: [] };
  for (const proposal of proposed) {
    const citations: Citation[] = [];
    for (const { passageId, quote } of proposal.quotes) {
      const outcome = citeOrHoldBack(source, proposal, passageId, quote);
      if ("fidelity" in outcome) citations.push(outcome);
      else passed.heldBack.push(outcome);
    }
    if (citations.length > 0) passed.claims.push(claimOf(source, proposal, withoutRepeats(citations)));
  }
  return passed;
}

function citeOrHoldBack(
  source: Source,
  proposal: ProposedClaim,
  passageId: string,
  quote: string,
): Citation | HeldBack {
  const { reading, reportId } = source;
  const passage = source.shown.get(passageId);
  if (passage === undefined) return heldBack(source, proposal.text, quote, "unknown-passage");
  const page = reading.pages.find(({ page }) => page === passage.page);
  const anchor = anchorQuote(preparedReading(reading), quote, { span: passage, ocr: page?.state === "ocr" });
  if (!anchor.found) return heldBack(source, proposal.text, quote, anchor.reason, anchor.near);
  if (anchor.reason !== undefined)
    return { ...heldBack(source, proposal.text, quote, anchor.reason, anchor), edits: anchor.edits };
  return citationFor(reading, reportId, anchor);
}

function heldBack(source: Source, text: string, quote: string, reason: HeldBack["reason"], near?: Span): HeldBack {
  const { reading, reportId, origin } = source;
  return {
    id: heldBackIdOf(reportId, quote, text, reason),
    reportId,
    text,
    quote,
    reason,
    origin,
    ...(near === undefined
      ? {}
      : { near: { page: pageAt(reading, near.start), exact: reading.text.slice(near.start, near.end) } }),
  };
}

const withoutRepeats = (citations: readonly Citation[]) =>
  citations.filter((a, i) => citations.findIndex((b) => b.start === a.start && b.end === a.end) === i);

function claimOf(source: Source, proposal: ProposedClaim, citations: Citation[]): Claim {
  const { reading, reportId, origin } = source;
  const [first] = citations as [Citation];
  // whom a text may name is what the reading knows: an engine's word for it would let its own figures pass
  const attribution = attributionOf(reading, citations);
  const attributions = namesFor([{ reportId, attribution }], new Map([[reportId, reading]]));
  const own = checkStatement(proposal.text, citations, { attributions });
  const replaced = own.reason !== undefined;
  const text = replaced ? sentenceAround(reading, first) : proposal.text;
  const checked = replaced ? checkStatement(text, citations, { attributions }) : own;
  const flags = new Set<Flag>([...(proposal.flags ?? []), ...own.flags, ...checked.flags]);
  if (replaced) flags.add("text-replaced");
  if (citations.some(({ fidelity }) => fidelity === "differs")) flags.add("wording-differs");
  const cited = citations.map(({ exact }) => exact).join(" ");
  if (looksLikeInstruction(`${text} ${cited}`)) flags.add("looks-like-instruction");
  if (holdsPersonalNumber(`${text} ${cited}`)) flags.add("contains-cpr");
  if (checked.figures.length > 0 && passagesIn(reading, first).some(({ kind }) => kind === "table-row"))
    flags.add("number-in-table");
  return {
    id: claimIdOf(reportId, first.exact, occurrenceOf(reading, first.exact, first.start)),
    reportId,
    text,
    kind: proposal.kind,
    themes: proposal.themes.slice(0, 3),
    citations,
    flags: [...flags].sort(),
    marks: [],
    checks: checked.checks,
    attribution: proposal.attribution ?? attribution,
    figures: checked.figures,
    confidence: replaced ? Math.min(proposal.confidence, 0.5) : proposal.confidence,
    origin,
    status: "pending",
    version: 0,
  };
}

/** The source's own sentence for a claim whose wording did not hold: the passage that the citation lies in, else its words. */
function sentenceAround(reading: Reading, citation: Citation): string {
  const whole = passagesIn(reading, citation).find(
    (passage) => passage.start <= citation.start && citation.end <= passage.end,
  );
  return (whole?.text ?? citation.exact).replace(/\s+/g, " ").trim();
}
