import type { Citation } from "../evidence/citation.ts";
import type { Claim } from "../evidence/claim.ts";
import type { Decision } from "../evidence/decision.ts";
import type { Draft, Statement, StatementStatus } from "../evidence/draft.ts";
import type { ClaimId } from "../evidence/ids.ts";
import { type Code, type Language, SENTENCES, sentence } from "../evidence/sentence.ts";
import { outcomeOf } from "../evidence/standing.ts";
import type { ThemeDefinition } from "../evidence/theme.ts";
import { told } from "../store/claim-view.ts";
import type { StoredDraft, StoredStatement } from "../store/stored.ts";
import { themeDigest, wordingOf } from "../store/wording.ts";

export type ClaimsById = ReadonlyMap<ClaimId, Claim>;

/** The claims a statement rests on now: those it was written from, or those a person chose in a standing decision. */
export function claimIdsOf({ proposed, decisions }: StoredStatement): ClaimId[] {
  const { deciding } = outcomeOf(decisions, 1);
  return deciding?.claimIds ?? proposed.claimIds;
}

/**
 * Whether something under the statement is no longer what it was when the statement was written or last accepted:
 * a claim rejected, reworded or gone; and under an accepted one, a claim that is not accepted any more.
 */
function mustBeReread(
  claimIds: readonly ClaimId[],
  basis: Readonly<Record<string, string>>,
  accepted: boolean,
  claims: ClaimsById,
) {
  return claimIds.some((id) => {
    const claim = claims.get(id);
    if (claim === undefined || claim.status === "rejected") return true;
    if (accepted && claim.status !== "accepted") return true;
    return basis[id] !== undefined && basis[id] !== wordingOf(claim);
  });
}

/** What can change under a statement: a claim rejected, reworded, reopened or settled, as the viewer sees it. */
const UNSETTLING = new Set<Decision["verdict"]>(["reject", "reword", "reopen", "settle"]);

/**
 * Counts the statement's own changes and those under it, so that nobody accepts a statement on words she has not seen.
 * Claims it ever rested on count, too: a number that went down again could be mistaken for an earlier one.
 */
export function statementVersion({ proposed, edits, decisions }: StoredStatement, claims: ClaimsById): number {
  const ever = new Set([...proposed.claimIds, ...decisions.flatMap((decision) => decision.claimIds ?? [])]);
  let under = 0;
  for (const id of ever) {
    for (const { verdict } of claims.get(id)?.decisions ?? []) if (UNSETTLING.has(verdict)) under++;
  }
  return edits + decisions.length + under;
}

export function statementSeen(stored: StoredStatement, claims: ClaimsById): Statement {
  const { status: voted, wording, deciding } = outcomeOf(stored.decisions, 1);
  const claimIds = claimIdsOf(stored);
  // a disagreement about a sentence leaves it open
  let status: StatementStatus = voted === "conflict" ? "pending" : voted;
  const basis = deciding?.basis ?? stored.basis;
  if (status !== "rejected" && mustBeReread(claimIds, basis, status === "accepted", claims)) status = "reread";
  const decisions = stored.decisions.map(told);
  return {
    id: stored.id,
    ...stored.proposed,
    claimIds,
    citations: citationsOf(stored, claimIds, claims),
    ...(wording === undefined
      ? {}
      : { text: wording.text ?? stored.proposed.text, checks: wording.checks ?? stored.proposed.checks }),
    status,
    version: statementVersion(stored, claims),
    ...(decisions.length === 0 ? {} : { decisions }),
  };
}

const placeOf = ({ reportId, start, end }: Citation) => `${reportId}:${start}:${end}`;

/** The passages under a statement: as its claims cite them now (a re-read may have moved them), each place once. */
function citationsOf(stored: StoredStatement, claimIds: readonly ClaimId[], claims: ClaimsById): Citation[] {
  const places = new Map<string, Citation>();
  for (const id of claimIds) {
    for (const citation of claims.get(id)?.citations ?? []) places.set(placeOf(citation), citation);
  }
  const found = [...places.values()];
  return found.length > 0 ? found : stored.proposed.citations;
}

const failureOf = (code: string, language: Language) => ({
  code,
  message: code in SENTENCES ? sentence(code as Code, language) : code,
});

export function draftSeen(
  stored: StoredDraft,
  statements: readonly StoredStatement[],
  theme: ThemeDefinition | undefined,
  claims: ClaimsById,
  language: Language,
): Draft {
  const { status: voted } = outcomeOf(stored.decisions, 1);
  const status: Draft["status"] =
    stored.phase === "written" ? (voted === "accepted" || voted === "rejected" ? voted : "in-review") : stored.phase;
  const decisions = stored.decisions.map(told);
  const inTheme = theme === undefined ? [] : [...claims.values()].filter((claim) => claim.themes.includes(theme.id));
  return {
    id: stored.id,
    themeId: stored.themeId,
    version: stored.edits + decisions.length,
    status,
    stale: stored.basedOn !== undefined && stored.basedOn !== themeDigest(theme, inTheme),
    statements: statements.map((statement) => statementSeen(statement, claims)),
    unused: stored.unused.filter((id) => claims.has(id)),
    origin: stored.origin,
    createdAt: stored.createdAt,
    ...(stored.failureCode === undefined ? {} : { failure: failureOf(stored.failureCode, language) }),
    ...(decisions.length === 0 ? {} : { decisions }),
  };
}
