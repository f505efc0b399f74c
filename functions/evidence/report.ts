import { z } from "zod";
import { Candidate } from "./candidate.ts";
import { ReportId } from "./ids.ts";
import { PageState, ReportKind } from "./reading.ts";
import { Usage } from "./usage.ts";

export const ReportStatus = z.enum([
  "awaiting-upload",
  "queued",
  "reading",
  "extracting",
  "ready",
  "incomplete",
  "failed",
]);
export type ReportStatus = z.infer<typeof ReportStatus>;

/** What was read on a page, what came of it, and who has said that a gap is known. */
export const Coverage = z.object({
  page: z.int().positive(),
  label: z.string().optional(),
  state: PageState,
  passages: z.int().nonnegative(),
  claims: z.int().nonnegative(),
  heldBack: z.int().nonnegative(),
  acknowledgedBy: z.string().optional(),
});
export type Coverage = z.infer<typeof Coverage>;

export const ClaimCounts = z.object({
  pending: z.int().nonnegative(),
  accepted: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  conflict: z.int().nonnegative(),
});
export type ClaimCounts = z.infer<typeof ClaimCounts>;
export const NO_CLAIMS: ClaimCounts = { pending: 0, accepted: 0, rejected: 0, conflict: 0 };

/** One uploaded document and its metadata. */
export const Report = z.object({
  id: ReportId,
  title: z.string(),
  fileName: z.string(),
  publisher: z.string().optional(),
  year: z.int().optional(),
  kind: ReportKind.optional(),
  language: z.string(),
  byteSize: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  pageCount: z.int().nonnegative().optional(),
  supersedes: ReportId.optional(),
  status: ReportStatus,
  /** Batches of passages: `done` of `total`; both 0 before the text is read. */
  progress: z.object({ done: z.int().nonnegative(), total: z.int().nonnegative() }),
  failure: z.object({ code: z.string(), message: z.string() }).optional(),
  counts: z.object({ passages: z.int().nonnegative(), claims: ClaimCounts, heldBack: z.int().nonnegative() }),
  usage: Usage.optional(),
  coverage: z.array(Coverage).optional(),
  /** Which reader made the text, and which engine was asked for its claims. */
  readerVersion: z.string().optional(),
  engine: z.enum(["local", "openai"]).optional(),
  /** True when the text was made by an older reader than the present one. */
  olderReader: z.boolean().optional(),
  /** A reading beside this one, to be looked at. */
  candidate: Candidate.optional(),
});
export type Report = z.infer<typeof Report>;
