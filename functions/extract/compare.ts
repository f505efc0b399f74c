import {
  type ChangeCounts,
  type Compared,
  type Comparison,
  changeOf,
  isKept,
  NO_CHANGES,
  type Place,
  type Side,
} from "../evidence/candidate.ts";
import type { Citation, Edit } from "../evidence/citation.ts";
import type { Claim } from "../evidence/claim.ts";
import { coverageOf } from "../evidence/coverage.ts";
import { pageAt, passagesIn, type Reading } from "../evidence/reading.ts";
import type { Coverage } from "../evidence/report.ts";
import type { Span } from "../evidence/span.ts";
import { type Reanchored, reAnchor, reanchorCitation } from "../fidelity/re-anchor.ts";
import type { StoredReport } from "../store/store.ts";
import type { BatchOutcome } from "./claims-of-batch.ts";
import { settleIdentity } from "./same-claim.ts";

/** UTF-16 units of a passage shown around a quote. */
const SHOWN = 1200;

/** What becomes of every claim of a report when a candidate is taken over, and what it adds. */
export function compare({
  report,
  engine,
  claims,
  before,
  after,
  answers,
}: {
  report: StoredReport;
  engine: string;
  claims: readonly Claim[];
  before: Reading;
  after: Reading;
  answers: readonly BatchOutcome[];
}): Comparison {
  const moved = claims.map((claim) => ({ ...claim, ...reAnchor(claim, after) }));
  const proposed = answers.flatMap((answer) => settleIdentity(answer.claims, moved));
  const again = new Map(proposed.map((claim) => [claim.id, claim]));
  const existing = new Set(claims.map(({ id }) => id));
  const unchanged: Claim["id"][] = [];
  const compared: Compared[] = [];
  for (const claim of claims) {
    const found = comparedTo(claim, again.get(claim.id), before, after);
    if (isAsBefore(found, claim)) unchanged.push(claim.id);
    else compared.push(found);
  }
  const pagesBefore = report.coverage ?? coverageOf(before);
  const pagesAfter = withUnanswered(coverageOf(after), after, answers);
  const heldBack = new Set(answers.flatMap((answer) => answer.heldBack.map(({ id }) => id)));
  return {
    reportId: report.id,
    before: sideOf(before, report.engine ?? "local", report.counts.heldBack, pagesBefore),
    after: sideOf(after, engine, heldBack.size, pagesAfter),
    pages: otherwiseRead(pagesBefore, pagesAfter),
    sameText: before.text === after.text,
    unchanged,
    compared,
    added: proposed
      .filter(({ id }) => !existing.has(id))
      .map((claim) => ({ claimId: claim.id, ...sortingOf(claim), place: placeOf(after, claim.citations[0]!) })),
  };
}

const SEVERITY = ["same", "moved", "changed", "vanished"] as const satisfies readonly Reanchored["state"][];

function comparedTo(claim: Claim, again: Claim | undefined, before: Reading, after: Reading): Compared {
  const outcomes = claim.citations.map((citation) => ({ citation, outcome: reanchorCitation(citation, after) }));
  // what was gone before is no change, and says so on the claim already
  const goneBefore = claim.flags.includes("vanished");
  // the quote that fares worst says what happens to the claim
  const worst = outcomes.reduce((a, b) =>
    SEVERITY.indexOf(b.outcome.state) > SEVERITY.indexOf(a.outcome.state) ? b : a,
  );
  const { citation, outcome } = worst;
  const now = outcome.state === "vanished" ? outcome.near : outcome.citation;
  const edits = outcome.state === "changed" ? outcome.citation.edits?.map(fromOldToNew) : undefined;
  return {
    claimId: claim.id,
    quote: outcome.state === "vanished" && goneBefore ? "same" : outcome.state,
    before: placeOf(before, citation),
    ...(now === undefined ? {} : { after: placeOf(after, now) }),
    ...(edits === undefined ? {} : { edits }),
    ...(again === undefined ? {} : { again: { ...sortingOf(again), place: placeOf(after, again.citations[0]!) } }),
  };
}

/** A citation's edits say what the source has for what was quoted; here what was quoted is the older text. */
const fromOldToNew = ({ from, to }: Edit): Edit => ({ from: to, to: from });

const sortingOf = ({ text, kind, themes }: Claim) => ({ text, kind, themes });

/** A place as it is shown. What is quoted from a text that says otherwise by now shows its own words. */
function placeOf(reading: Reading, span: Span | Citation): Place {
  const passages = passagesIn(reading, span);
  const start = Math.max(passages[0]?.start ?? span.start, span.end - SHOWN);
  const end = Math.min(passages.at(-1)?.end ?? span.end, start + SHOWN);
  return {
    page: pageAt(reading, span.start),
    exact: "exact" in span ? span.exact : reading.text.slice(span.start, span.end),
    passage: reading.text.slice(Math.min(start, span.start), Math.max(end, span.end)),
  };
}

/** Nothing about it changes, whether or not somebody decides on it. */
const isAsBefore = (found: Compared, claim: Claim) =>
  found.quote === "same" &&
  (isKept(claim) || found.again !== undefined) &&
  changeOf(found, { ...claim, kept: false }) === undefined;

function withUnanswered(coverage: Coverage[], reading: Reading, answers: readonly BatchOutcome[]): Coverage[] {
  const ids = new Set(answers.flatMap(({ unanswered }) => unanswered.flatMap(({ passageIds }) => passageIds)));
  const pages = new Set(reading.passages.filter(({ id }) => ids.has(id)).map(({ page }) => page));
  return coverage.map((page) => (pages.has(page.page) ? { ...page, state: "failed" as const } : page));
}

function sideOf(reading: Reading, engine: string, heldBack: number, coverage: readonly Coverage[]): Side {
  const pages = { text: 0, blank: 0, "no-text": 0, ocr: 0, failed: 0 };
  for (const { state } of coverage) pages[state]++;
  return { readerVersion: reading.readerVersion, engine, passages: reading.passages.length, heldBack, pages };
}

function otherwiseRead(before: readonly Coverage[], after: readonly Coverage[]): Comparison["pages"] {
  const was = new Map(before.map((page) => [page.page, page]));
  const now = new Map(after.map((page) => [page.page, page]));
  return [...new Set([...was.keys(), ...now.keys()])]
    .sort((a, b) => a - b)
    .flatMap((page) => {
      const [old, recent] = [was.get(page), now.get(page)];
      if (old?.state === recent?.state) return [];
      const label = recent?.label ?? old?.label;
      return [
        {
          page,
          ...(label === undefined ? {} : { label }),
          ...(old === undefined ? {} : { before: old.state }),
          ...(recent === undefined ? {} : { after: recent.state }),
        },
      ];
    });
}

/** How many claims each change concerns, as things stand. */
export function countChanges(comparison: Comparison, claims: readonly Claim[]): ChangeCounts {
  const known = new Map(claims.map((claim) => [claim.id, claim]));
  const counts = { ...NO_CHANGES, unchanged: comparison.unchanged.length };
  for (const found of comparison.compared) {
    const claim = known.get(found.claimId);
    if (claim !== undefined) counts[changeOf(found, { ...claim, kept: isKept(claim) }) ?? "unchanged"]++;
  }
  counts.added = comparison.added.length;
  return counts;
}

/** Whether the candidate is what the report is already. */
export const isSame = (comparison: Comparison, counts: ChangeCounts) =>
  comparison.sameText &&
  comparison.pages.length === 0 &&
  comparison.before.heldBack === comparison.after.heldBack &&
  Object.entries(counts).every(([name, count]) => name === "unchanged" || count === 0);
