import { z } from "zod";
import { Candidate, Change } from "../evidence/candidate.ts";
import { Citation } from "../evidence/citation.ts";
import { Claim, Kind } from "../evidence/claim.ts";
import { Decision, RejectReason, UNSURE, Verdict } from "../evidence/decision.ts";
import { Draft, Statement } from "../evidence/draft.ts";
import { HeldBack } from "../evidence/held-back.ts";
import { CandidateId, ClaimId, ReportId, ThemeId } from "../evidence/ids.ts";
import { MUST_NOT_RETURN } from "../evidence/must-not-return.ts";
import { Passage } from "../evidence/passage.ts";
import { ReportKind } from "../evidence/reading.ts";
import { Rect } from "../evidence/rect.ts";
import { ClaimCounts, Coverage, Report } from "../evidence/report.ts";
import { Source } from "../evidence/source.ts";
import { Theme, ThemeDefinition } from "../evidence/theme.ts";
import { Usage } from "../evidence/usage.ts";
import { Member, Person, Role, Workspace } from "../evidence/workspace.ts";

/** What goes over the wire and is not a noun of its own; and the names under which OpenAPI knows the nouns. */
export const ErrorShape = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

export const NOUNS: Readonly<Record<string, z.ZodType>> = {
  Error: ErrorShape,
  Rect,
  Citation,
  Claim,
  Decision,
  Statement,
  Draft,
  HeldBack,
  Passage,
  Coverage,
  ClaimCounts,
  Report,
  Candidate,
  Change,
  Source,
  Theme,
  Usage,
  Person,
  Member,
  Workspace,
};

export const Limit = z.coerce.number().int().min(1).max(200);
export const Paging = { limit: Limit.optional(), cursor: z.string().max(2000).optional() };

/** A filter that may be given once or many times. */
export const many = <T extends z.ZodType>(schema: T) =>
  z
    .union([schema.array().max(100), schema])
    .transform((given) => (Array.isArray(given) ? given : [given]) as z.output<T>[]);

export const listOf = <T extends z.ZodType>(items: T) =>
  z.object({ items: z.array(items), cursor: z.string().optional(), total: z.int().nonnegative().optional() });

/** One line a person wrote. Control characters are never meant. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, "control characters");

const Settings = z.strictObject({
  reviewersPerClaim: z.union([z.literal(1), z.literal(2)]).optional(),
  engine: z.enum(["local", "openai"]).optional(),
  modelRegion: line(60).optional(),
});

export const NewWorkspace = z.strictObject({ name: line(120), settings: Settings.optional() });
export const WorkspaceChanges = z.strictObject({ name: line(120).optional(), settings: Settings.optional() });
export const NewMember = z.strictObject({ email: z.email().max(200), role: Role });
export const MemberChanges = z.strictObject({ role: Role });

const Metadata = {
  title: line(400),
  publisher: line(200),
  year: z.int().min(1800).max(2200),
  kind: ReportKind,
  supersedes: ReportId,
};

export const NewReport = z.strictObject({
  fileName: line(255),
  byteSize: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  title: Metadata.title.optional(),
  publisher: Metadata.publisher.optional(),
  year: Metadata.year.optional(),
  kind: Metadata.kind.optional(),
  supersedes: Metadata.supersedes.optional(),
});
/** `null` takes a value away. */
export const ReportChanges = z.strictObject({
  title: Metadata.title.optional(),
  publisher: Metadata.publisher.nullable().optional(),
  year: Metadata.year.nullable().optional(),
  kind: Metadata.kind.nullable().optional(),
  supersedes: Metadata.supersedes.nullable().optional(),
});
export const Reread = z.strictObject({
  engine: z.enum(["local", "openai"]).optional(),
  password: z.string().min(1).max(200).optional(),
  ocr: z.boolean().optional(),
  /** Read into a candidate beside the report, and change nothing before that is accepted. */
  preview: z.boolean().optional(),
});
export const CandidateAccepted = z.strictObject({ candidate: CandidateId });

export const ClaimQuery = z.strictObject({
  report: many(z.string()).optional(),
  theme: many(z.string()).optional(),
  kind: many(Kind).optional(),
  status: many(Claim.shape.status).optional(),
  attribution: many(Claim.shape.attribution.shape.by).optional(),
  mark: many(z.enum(["unsure", "reworded"])).optional(),
  q: z.string().max(200).optional(),
  sort: z.enum(["position", "confidence", "decided"]).optional(),
  ...Paging,
});
export const NewClaim = z.strictObject({
  reportId: ReportId,
  start: z.int().nonnegative(),
  end: z.int().positive(),
  text: z.string().trim().min(1).max(4000).optional(),
  kind: Kind,
  themes: z.array(ThemeId).min(1).max(3),
});
export const ClaimChanges = z.strictObject({
  kind: Kind.optional(),
  themes: z.array(ThemeId).min(1).max(3).optional(),
  expectedVersion: z.int().nonnegative(),
});

const NewDecisionFields = {
  verdict: Verdict,
  reason: z.union([RejectReason, z.literal(UNSURE), z.literal(MUST_NOT_RETURN)]).optional(),
  comment: z.string().trim().min(1).max(4000).optional(),
  text: z.string().trim().min(1).max(4000).optional(),
  keepBoth: z.boolean().optional(),
  settledAs: z.enum(["accept", "reject", "reword"]).optional(),
  expectedVersion: z.int().nonnegative(),
};
export const NewDecision = z.strictObject(NewDecisionFields);
/** Inside, a decision may also say why the system made it (`sorted`). */
export type NewDecision = Omit<z.infer<typeof NewDecision>, "reason"> & { reason?: string | undefined };
export const NewStatementDecision = z.strictObject({
  ...NewDecisionFields,
  /** The claims the statement rests on from now on. */
  claimIds: z.array(ClaimId).min(1).max(40).optional(),
  /** Records the same person's accept on every pending claim under the statement. */
  acceptClaims: z.boolean().optional(),
});

const ThemeParts = {
  name: ThemeDefinition.shape.name,
  definition: ThemeDefinition.shape.definition,
  cues: ThemeDefinition.shape.cues,
  order: z.number().finite(),
};
export const NewTheme = z.strictObject({
  id: ThemeId.optional(),
  name: ThemeParts.name,
  definition: ThemeParts.definition.optional(),
  cues: ThemeParts.cues.optional(),
  order: ThemeParts.order.optional(),
});
export const ThemeChanges = z.strictObject({
  name: ThemeParts.name.optional(),
  definition: ThemeParts.definition.optional(),
  cues: ThemeParts.cues.optional(),
  order: ThemeParts.order.optional(),
});
export const ThemeMerge = z.strictObject({
  into: ThemeId,
  /** The cue words of the theme they are in then; both themes' when it is not said. */
  cues: ThemeParts.cues.optional(),
  /** `false` leaves undecided claims where they are: what undoes a split moves nothing else. */
  sort: z.boolean().optional(),
});
/** The most claims that one request moves; a larger split is asked for in several, with the same words. */
const MOST_MOVED = 200;
export const ThemeSplit = z.strictObject({
  theme: z.strictObject({
    name: ThemeParts.name,
    definition: ThemeParts.definition.optional(),
    cues: ThemeParts.cues.optional(),
  }),
  claimIds: z.array(ClaimId).min(1).max(MOST_MOVED),
  /** Claims that the new cue words would draw along, and that stay. */
  stayIds: z.array(ClaimId).max(MOST_MOVED).optional(),
});
