import type { ProposedStatement } from "../engines/engine.ts";
import type { Citation } from "../evidence/citation.ts";
import type { Claim } from "../evidence/claim.ts";
import type { Statement } from "../evidence/draft.ts";
import { type ClaimId, type DraftId, derive, type StatementId } from "../evidence/ids.ts";
import { namesFor as namesAmong } from "../evidence/names-for.ts";
import { checkStatement } from "../fidelity/check-statement.ts";

export interface Checked {
  passed: Statement[];
  /** What the gate refused, with the reason in words an engine can act on. */
  refused: { statement: ProposedStatement; why: string }[];
}

const idOf = (draftId: DraftId, { section, text }: ProposedStatement, claimIds: readonly ClaimId[]) =>
  `sta_${derive(draftId, section, text, ...claimIds)}` as StatementId;

/** What a draft is checked against: its claims by id, and who published the reports they come from. */
export interface Grounds {
  claims: ReadonlyMap<string, Claim>;
  reports: ReadonlyMap<string, { title: string; publisher?: string | undefined; year?: number | undefined }>;
}

/** Each proposed sentence against the citations of the claims it names. A sentence without a known claim is refused, too. */
export function checkStatements(draftId: DraftId, proposed: readonly ProposedStatement[], grounds: Grounds): Checked {
  const checked: Checked = { passed: [], refused: [] };
  for (const statement of proposed) {
    const under = [...new Set(statement.claimIds)].flatMap((id) => grounds.claims.get(id) ?? []);
    if (under.length === 0 || under.length < new Set(statement.claimIds).size) {
      checked.refused.push({ statement, why: "unknown-claim: it names a claim that was not given" });
      continue;
    }
    const citations = distinct(under.flatMap((claim) => claim.citations));
    const outcome = checkStatement(statement.text, citations, { attributions: namesFor(under, grounds) });
    if (outcome.reason !== undefined) {
      const figures = outcome.missingFigures.map(({ raw }) => raw).join("; ");
      checked.refused.push({ statement, why: figures === "" ? outcome.reason : `${outcome.reason}: ${figures}` });
      continue;
    }
    const claimIds = under.map(({ id }) => id);
    checked.passed.push({
      id: idOf(draftId, statement, claimIds),
      section: statement.section,
      text: statement.text,
      claimIds,
      citations,
      checks: outcome.checks,
      status: "pending",
      version: 0,
    });
  }
  return checked;
}

/** Whom a sentence that rests on these claims may name, by what the draft is checked against. */
export const namesFor = (claims: readonly Claim[], { reports }: Grounds) => namesAmong(claims, reports);

function distinct(citations: readonly Citation[]): Citation[] {
  const byPlace = new Map(
    citations.map((citation) => [`${citation.reportId}:${citation.start}:${citation.end}`, citation]),
  );
  return [...byPlace.values()];
}
