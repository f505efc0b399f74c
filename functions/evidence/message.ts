import { z } from "zod";
import { CandidateId, DraftId, ReportId, ThemeId, WorkspaceId } from "./ids.ts";

/** Messages carry ids, never text: a queue message holds 256 KB, a report does not fit. */

/** From ingest to extract: read a batch of a report's passages, numbers `from`..`to` (exclusive). `run` names one whole extraction. */
export const PassagesReady = z.object({
  type: z.literal("passages-ready"),
  workspaceId: WorkspaceId,
  reportId: ReportId,
  run: z.string(),
  batch: z.int().nonnegative(),
  from: z.int().nonnegative(),
  to: z.int().positive(),
  /** S3 key of the reading the numbers refer to. */
  readingKey: z.string(),
  /** True when claims of an earlier run may exist: they are matched before new ones are made. */
  again: z.boolean().default(false),
  /** Answer into this candidate, and leave the report's claims alone. */
  candidate: CandidateId.optional(),
  /** The candidate whose answers are taken over: no engine is asked again. */
  answered: CandidateId.optional(),
});
export type PassagesReady = z.infer<typeof PassagesReady>;

/** To ingest, when an editor asks for a re-read. The upload itself arrives as an S3 event. */
export const RereadRequested = z.object({
  type: z.literal("reread-requested"),
  workspaceId: WorkspaceId,
  reportId: ReportId,
  engine: z.enum(["local", "openai"]).optional(),
  /** S3 key of a short-lived object with the password: used once, then deleted, never in a queue or log. */
  passwordKey: z.string().optional(),
  ocr: z.boolean().optional(),
  /** Read into this candidate instead of replacing what is there; once somebody accepted it: take it over. */
  candidate: CandidateId.optional(),
});
export type RereadRequested = z.infer<typeof RereadRequested>;

/** To synthesize: write the draft that was made as `drafting`. */
export const DraftRequested = z.object({
  type: z.literal("draft-requested"),
  workspaceId: WorkspaceId,
  themeId: ThemeId,
  draftId: DraftId,
});
export type DraftRequested = z.infer<typeof DraftRequested>;

/** To extract: sort the workspace's claims into its themes again, after the themes changed. */
export const ThemesChanged = z.object({ type: z.literal("themes-changed"), workspaceId: WorkspaceId });
export type ThemesChanged = z.infer<typeof ThemesChanged>;
