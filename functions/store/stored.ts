import type { Claim } from "../evidence/claim.ts";
import type { Decision } from "../evidence/decision.ts";
import type { Draft, Statement } from "../evidence/draft.ts";
import type { Figure } from "../evidence/figure.ts";
import type { ClaimId, DraftId, ReportId, StatementId, ThemeId, WorkspaceId } from "../evidence/ids.ts";
import type { Usage } from "../evidence/usage.ts";

/** A decision with what was found out when it was made, and its link in the item's chain. */
export interface StoredDecision extends Decision {
  /** Of a new wording: its checks against the citations. */
  checks?: Claim["checks"];
  figures?: Figure[];
  /** Of a vote on a statement: the wording of each claim under it at that moment, hashed. */
  basis?: Record<string, string>;
  /** SHA-256 over the hash before and this decision: no link can be changed or dropped unseen. */
  hash?: string;
}

/** What an engine or a person first said; decisions never touch it. */
export type ProposedParts = Pick<
  Claim,
  "text" | "kind" | "themes" | "citations" | "flags" | "checks" | "attribution" | "figures" | "confidence" | "origin"
>;

/** How any decided thing lies in the table. */
export interface Kept {
  workspaceId: WorkspaceId;
  decisions: StoredDecision[];
  /** How many of the decisions stand in the audit trail already. */
  projected: number;
  /** How many rows beside the item hold its oldest decisions, and how many decisions they hold. */
  older: { parts: number; decisions: number };
  /** Counts changes that are not decisions (a re-read moved it, an engine proposed it anew). */
  edits: number;
  /** Counts every write. Conditional writes compare it; people never see it. */
  revision: number;
  createdAt: string;
  /** When something other than a decision last changed. */
  editedAt: string;
  /** When anything last changed, decisions included. */
  changedAt: string;
}

export interface StoredClaim extends Kept {
  id: ClaimId;
  reportId: ReportId;
  proposed: ProposedParts;
  /** Kind and themes as a person set them. */
  sorted?: Partial<Pick<Claim, "kind" | "themes">>;
  /** Where it stood at birth: the order of a walk, fixed so that a walk meets everything exactly once. */
  place: number;
  /** Confidence at birth, fixed for the same reason. */
  bornConfidence: number;
  /** The extraction that last proposed it. */
  run: string;
}

export interface StoredStatement extends Kept {
  id: StatementId;
  draftId: DraftId;
  proposed: Pick<Statement, "section" | "text" | "claimIds" | "citations" | "checks">;
  /** The wording of each claim when the statement was written, hashed. */
  basis: Record<string, string>;
}

export interface StoredDraft extends Kept {
  id: DraftId;
  themeId: ThemeId;
  phase: "drafting" | "written" | "failed";
  /** In the order they are read; empty while drafting. */
  statementIds: StatementId[];
  unused: ClaimId[];
  origin: Draft["origin"];
  usage?: Usage;
  failureCode?: string;
  /** Digest of the theme and its claims when the draft was written; another digest now means it is stale. */
  basedOn?: string;
}

/** A row of the audit trail. */
export interface AuditRow {
  workspaceId: WorkspaceId;
  at: string;
  decision: StoredDecision;
  /** For a claim: its report, so that the row can be joined to what may be seen. */
  reportId?: ReportId;
  draftId?: DraftId;
}
