import type { Attribution, Claim, Kind, Origin } from "../evidence/claim.ts";
import type { DraftSection } from "../evidence/draft.ts";
import type { ClaimId, PassageId, ReportId, ThemeId } from "../evidence/ids.ts";
import type { Passage } from "../evidence/passage.ts";
import type { Reading } from "../evidence/reading.ts";
import type { ThemeDefinition } from "../evidence/theme.ts";
import type { Usage } from "../evidence/usage.ts";

/** What an engine may know about a report: facts and metadata, never its whole text. */
export type ReportFacts = Pick<Reading, "title" | "publisher" | "year" | "kind" | "language" | "pageCount">;

/** What an engine says a report claims. Only the gate decides whether it is so. */
export interface ProposedClaim {
  text: string;
  kind: Kind;
  /** Most specific first; ids of the given themes. */
  themes: ThemeId[];
  /** Words the claim rests on, each said to stand in (or begin in) a passage. At least one. */
  quotes: { passageId: PassageId | string; quote: string }[];
  /** Missing where the engine leaves it to the report's in-text citations. */
  attribution?: Attribution;
  /** 0–1; the gate may lower it. */
  confidence: number;
  flags?: Claim["flags"];
}

export interface ClaimRequest {
  report: ReportFacts;
  /** The batch: passages of one or more whole sections, in reading order. */
  passages: readonly Passage[];
  /** Up to a handful of passages right before and after the batch, for context only. */
  before: readonly Passage[];
  after: readonly Passage[];
  themes: readonly ThemeDefinition[];
  remaining?: Remaining;
}

/** What the report or workspace may still spend on a model. Absent: no bound. */
export interface Remaining {
  maxTokens?: number;
  maxUsd?: number;
}

export interface ClaimAnswer {
  claims: ProposedClaim[];
  /** Passages the engine could not answer for (a refusal, a cut-off answer that could not be split further). */
  unanswered: { passageIds: PassageId[]; why: "refused" | "cut-off" | "malformed" | "budget" }[];
  /** Passages answered for without a claim; how many of them an engine asked about again, and how many had one after all. */
  skipped?: { passages: number; askedAgain: number; missed: number };
  usage: Usage;
}

export interface ProposedStatement {
  section: DraftSection;
  text: string;
  claimIds: (ClaimId | string)[];
}

export interface DraftRequest {
  theme: ThemeDefinition;
  /** Accepted ones first, then pending ones. Never rejected ones. */
  claims: readonly Claim[];
  reports: readonly ({ id: ReportId } & ReportFacts)[];
  language: "da" | "en";
  /** Sentences the gate refused in the first round, with the reason in words: revise or drop them. */
  refused?: readonly { statement: ProposedStatement; why: string }[];
  remaining?: Remaining;
}

export interface DraftAnswer {
  statements: ProposedStatement[];
  usage: Usage;
}

/**
 * Turns text into claims and claims into drafts. An engine is never believed: the stages anchor each quote and check
 * each sentence.
 * @throws EngineError when it cannot answer at all (no key, server down for good): the work is resumable.
 */
export interface Engine {
  readonly origin: Origin;
  /** The version of each prompt, by its name, where an engine has prompts; `origin` carries the one that reads reports. */
  readonly promptVersions?: Readonly<Record<string, string>>;
  /** How many passages make a batch: large enough to be cheap, small enough that a crash loses little. */
  readonly batchSize: number;
  proposeClaims(request: ClaimRequest, signal?: AbortSignal): Promise<ClaimAnswer>;
  draftTheme(request: DraftRequest, signal?: AbortSignal): Promise<DraftAnswer>;
}

export class EngineError extends Error {
  override name = "EngineError";
  readonly code: "engine-no-key" | "engine-key-refused" | "engine-failed" | "engine-budget";
  readonly usage: Usage;
  constructor(code: EngineError["code"], message: string, usage: Usage, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.usage = usage;
  }
}
