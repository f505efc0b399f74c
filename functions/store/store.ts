import type { Candidate, ChangeCounts } from "../evidence/candidate.ts";
import type { Claim } from "../evidence/claim.ts";
import type { Draft, Statement } from "../evidence/draft.ts";
import type { HeldBack } from "../evidence/held-back.ts";
import type { CandidateId, ClaimId, DraftId, ReportId, ThemeId, WorkspaceId } from "../evidence/ids.ts";
import type { Reading } from "../evidence/reading.ts";
import type { Coverage, Report } from "../evidence/report.ts";
import type { ThemeDefinition } from "../evidence/theme.ts";
import type { Usage } from "../evidence/usage.ts";
import type { WorkspaceSettings } from "../evidence/workspace.ts";

/** A reading beside the one in use, with what only the pipeline needs to know. */
export interface StoredCandidate extends Candidate {
  /** The report's run when it was opened. Another one since, and it can no longer be taken over. */
  basedOn?: string;
  /** Digest of the themes that its claims are sorted into. */
  themes?: string;
  /** Batches that are answered. */
  answered: number[];
  /** ISO 8601: when somebody accepted it. */
  acceptedAt?: string;
}

/** A report with what only the pipeline needs to know. */
export interface StoredReport extends Report {
  candidate?: StoredCandidate;
  workspaceId: WorkspaceId;
  /** S3 key of the PDF: `reports/{workspaceId}/{reportId}.pdf`. */
  uploadKey: string;
  /** S3 key of the current {@link Reading}, once there is one. */
  readingKey?: string;
  /** Keys of every reading there has been, so that all can be removed. */
  readingKeys?: string[];
  /**
   * Names one whole extraction; work of an older run is refused (the fencing token against late workers). Names sort in
   * the order in which the runs were asked for.
   */
  run?: string;
  /** ISO 8601, UTC. */
  createdAt: string;
}

/** What the three background stages need of the table. Every call names the workspace first. */
export interface PipelineStore {
  settings(workspaceId: WorkspaceId): Promise<WorkspaceSettings | undefined>;
  themes(workspaceId: WorkspaceId): Promise<ThemeDefinition[]>;

  report(workspaceId: WorkspaceId, reportId: ReportId): Promise<StoredReport | undefined>;
  /**
   * Claims the report for a new run and sets `reading`. Starting the same run twice is starting it once.
   * @returns false when the report is gone, or another run than `after` has begun since.
   */
  startRun(
    workspaceId: WorkspaceId,
    reportId: ReportId,
    run: string,
    after: string | undefined,
    engine: "local" | "openai",
  ): Promise<boolean>;
  /** Text is read: metadata that people have not edited, pages, and how many batches will follow. `extracting` from now on. */
  recordReading(
    workspaceId: WorkspaceId,
    reportId: ReportId,
    run: string,
    facts: Pick<Reading, "title" | "publisher" | "year" | "kind" | "language" | "pageCount" | "readerVersion"> & {
      readingKey: string;
      passages: number;
      batches: number;
      coverage: Coverage[];
    },
  ): Promise<boolean>;
  /**
   * Marks one batch done (adding twice is adding once) and adds its usage once.
   * @returns how many are done of how many; `undefined` when `run` is no longer the report's run.
   */
  finishBatch(
    workspaceId: WorkspaceId,
    reportId: ReportId,
    run: string,
    batch: number,
    result: { usage: Usage; unansweredPages: number[] },
  ): Promise<{ done: number; total: number } | undefined>;
  /** The last one in announces the end: counts and coverage are computed from what is stored; `ready`, or `incomplete` with the reason. */
  finishReport(workspaceId: WorkspaceId, reportId: ReportId, run: string): Promise<StoredReport | undefined>;
  failReport(workspaceId: WorkspaceId, reportId: ReportId, run: string, code: string): Promise<void>;
  /** Something stopped the engine for now: `incomplete`, resumable, with its sentence; nothing read is lost. */
  interruptReport(
    workspaceId: WorkspaceId,
    reportId: ReportId,
    run: string,
    code: string,
    /** What the work that broke off had cost already; finished batches are counted from their own results. */
    usage?: Usage,
  ): Promise<void>;

  /** The candidate's text is read: how many batches will follow. @returns false when it is no longer being read. */
  recordCandidate(
    workspaceId: WorkspaceId,
    reportId: ReportId,
    candidate: CandidateId,
    facts: Pick<Reading, "readerVersion"> & { batches: number; themes: string },
  ): Promise<boolean>;
  /** Marks one batch answered and adds its usage once. @returns how many are of how many; `undefined` when it is no longer being extracted. */
  answerCandidateBatch(
    workspaceId: WorkspaceId,
    reportId: ReportId,
    candidate: CandidateId,
    batch: number,
    usage: Usage,
  ): Promise<{ done: number; total: number } | undefined>;
  /** It is compared and can be looked at. @returns false when it is no longer wanted. */
  completeCandidate(
    workspaceId: WorkspaceId,
    reportId: ReportId,
    candidate: CandidateId,
    result: { counts: ChangeCounts; same: boolean },
  ): Promise<boolean>;
  /** It came to nothing; the report stays as it is. */
  failCandidate(
    workspaceId: WorkspaceId,
    reportId: ReportId,
    candidate: CandidateId,
    code: string,
    /** What the work that broke off had cost already. */
    usage?: Usage,
  ): Promise<void>;
  /** Forgets a candidate. @returns what was forgotten; `undefined` when another one, or none, is open. */
  closeCandidate(
    workspaceId: WorkspaceId,
    reportId: ReportId,
    candidate: CandidateId,
  ): Promise<StoredCandidate | undefined>;

  claimsOfReport(workspaceId: WorkspaceId, reportId: ReportId): Promise<Claim[]>;
  claimsOfTheme(workspaceId: WorkspaceId, themeId: ThemeId): Promise<Claim[]>;
  claims(workspaceId: WorkspaceId): AsyncIterable<Claim>;
  /**
   * Stores what an engine proposed. A claim that exists and on which a person decided is left as it is; an undecided
   * one takes the new text, kind and themes; ids make repetition harmless. `run` is remembered on each.
   */
  putProposed(workspaceId: WorkspaceId, reportId: ReportId, run: string, claims: readonly Claim[]): Promise<void>;
  /** New places of existing claims after a re-read (decisions untouched). */
  moveCitations(
    workspaceId: WorkspaceId,
    moved: readonly { claimId: ClaimId; citations: Claim["citations"]; flags: Claim["flags"] }[],
  ): Promise<void>;
  /** Removes claims of the report that no person decided on and that `run` did not propose again, and its older held-back items. */
  removeUnproposed(workspaceId: WorkspaceId, reportId: ReportId, run: string): Promise<number>;
  putHeldBack(workspaceId: WorkspaceId, reportId: ReportId, run: string, items: readonly HeldBack[]): Promise<void>;
  /** Other themes for undecided claims, after the workspace's themes changed. */
  retheme(workspaceId: WorkspaceId, changes: readonly { claimId: ClaimId; themes: ThemeId[] }[]): Promise<void>;

  reports(workspaceId: WorkspaceId): Promise<StoredReport[]>;
  draft(workspaceId: WorkspaceId, draftId: DraftId): Promise<Draft | undefined>;
  /** `in-review` with its statements. Does nothing to a draft that is no longer `drafting`. */
  completeDraft(
    workspaceId: WorkspaceId,
    draftId: DraftId,
    result: { statements: Statement[]; unused: ClaimId[]; origin: Draft["origin"]; usage: Usage },
  ): Promise<void>;
  failDraft(workspaceId: WorkspaceId, draftId: DraftId, code: string): Promise<void>;
}

/** S3: uploads, readings, and short-lived secrets. */
export interface ObjectStore {
  readUpload(key: string, maxBytes: number): Promise<{ bytes: Uint8Array; sha256: string } | "missing" | "too-large">;
  putReading(workspaceId: WorkspaceId, reportId: ReportId, reading: Reading): Promise<string>;
  getReading(key: string): Promise<Reading>;
  /** Takes a secret once: a second call finds nothing. */
  takeSecret(key: string): Promise<string | undefined>;
  /** Something the pipeline keeps for a while, as compressed JSON. */
  putPart(key: string, part: unknown): Promise<void>;
  /** @returns `undefined` when there is none. */
  getPart(key: string): Promise<unknown>;
  removeParts(keys: readonly string[]): Promise<void>;
  /** The upload, the readings of it, and what a candidate has there. */
  removeReport(report: ReportObjects): Promise<void>;
}

export type ReportObjects = Pick<StoredReport, "id" | "workspaceId" | "uploadKey" | "readingKeys" | "candidate">;

/** SQS: one call sends one message; ids only. */
export interface Outbox {
  toRead(message: unknown): Promise<void>;
  toExtract(messages: readonly unknown[]): Promise<void>;
  toDraft(message: unknown): Promise<void>;
}
