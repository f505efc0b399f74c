import { z } from "zod";
import { Edit } from "./citation.ts";
import { type Claim, ClaimStatus, isDecided, Kind } from "./claim.ts";
import { CandidateId, ClaimId, ReportId, ThemeId } from "./ids.ts";
import { PageState } from "./reading.ts";
import { Usage } from "./usage.ts";

/** What taking a candidate over does to a claim; each claim is told under the first of these that is true of it. */
export const ChangeKind = z.enum([
  /** Its words are no longer in the text, or no longer say it. Kept and marked where somebody decided on it. */
  "vanished",
  /** The words are there; the engine no longer proposes the claim and nobody decided on it, so it goes. */
  "lost",
  /** Other words stand where it is quoted from, or it is quoted otherwise. */
  "changed",
  /** The same words on another page. */
  "moved",
  /** Another kind, other themes or another wording is proposed of a claim that nobody decided on. */
  "reproposed",
  /** Proposed now and not before. */
  "added",
]);
export type ChangeKind = z.infer<typeof ChangeKind>;

export const ChangeCounts = z.object({
  /** Claims that stay as they are. Their offsets may shift with the text. */
  unchanged: z.int().nonnegative(),
  vanished: z.int().nonnegative(),
  lost: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  moved: z.int().nonnegative(),
  reproposed: z.int().nonnegative(),
  added: z.int().nonnegative(),
});
export type ChangeCounts = z.infer<typeof ChangeCounts>;
export const NO_CHANGES: ChangeCounts = {
  unchanged: 0,
  vanished: 0,
  lost: 0,
  changed: 0,
  moved: 0,
  reproposed: 0,
  added: 0,
};

export const CandidateStatus = z.enum(["reading", "extracting", "ready", "failed", "taking-over"]);
export type CandidateStatus = z.infer<typeof CandidateStatus>;

/**
 * A report read and extracted once more beside the one that people work with, to be looked at before it is taken over
 * or thrown away. Nothing of it is seen among the report's claims until then.
 */
export const Candidate = z.object({
  id: CandidateId,
  status: CandidateStatus,
  progress: z.object({ done: z.int().nonnegative(), total: z.int().nonnegative() }),
  failure: z.object({ code: z.string(), message: z.string() }).optional(),
  engine: z.enum(["local", "openai"]),
  ocr: z.boolean().optional(),
  readerVersion: z.string().optional(),
  /** What would change, as of when it was compared. */
  counts: ChangeCounts.optional(),
  /** True when text, pages and claims are as they were. */
  same: z.boolean().optional(),
  /** True when the report was read again since, and this can no longer be taken over. */
  outdated: z.boolean().optional(),
  usage: Usage.optional(),
  askedBy: z.string(),
  /** ISO 8601, UTC. */
  askedAt: z.string(),
});
export type Candidate = z.infer<typeof Candidate>;

/** One reading and what an engine made of it, in numbers. */
export const Side = z.object({
  readerVersion: z.string(),
  engine: z.string(),
  passages: z.int().nonnegative(),
  heldBack: z.int().nonnegative(),
  pages: z.record(PageState, z.int().nonnegative()),
});
export type Side = z.infer<typeof Side>;

/** Where a claim's first quote stands in one of the two readings, and the passage around it. */
export const Place = z.object({ page: z.int().positive(), exact: z.string(), passage: z.string() });
export type Place = z.infer<typeof Place>;

const Sorting = z.object({ text: z.string(), kind: Kind, themes: z.array(ThemeId) });

/** What comparing found of one claim that exists, whoever decided what on it. */
export const Compared = z.object({
  claimId: ClaimId,
  quote: z.enum(["same", "moved", "changed", "vanished"]),
  before: Place,
  /** Its own words where they stand now; of vanished ones, the nearest words, when there are any. */
  after: Place.optional(),
  edits: z.array(Edit).optional(),
  /** What the engine proposes of it now; missing when it proposes nothing. */
  again: Sorting.extend({ place: Place }).optional(),
});
export type Compared = z.infer<typeof Compared>;

/** The whole comparison, as it is kept: facts only, so that decisions made later are told as they are then. */
export const Comparison = z.object({
  reportId: ReportId,
  before: Side,
  after: Side,
  /** Pages that were read otherwise than before. */
  pages: z.array(
    z.object({
      page: z.int().positive(),
      label: z.string().optional(),
      before: PageState.optional(),
      after: PageState.optional(),
    }),
  ),
  /** Whether both texts are the same, character by character. */
  sameText: z.boolean(),
  unchanged: z.array(ClaimId),
  compared: z.array(Compared),
  added: z.array(Sorting.extend({ claimId: ClaimId, place: Place })),
});
export type Comparison = z.infer<typeof Comparison>;

/** One line of the list of changes, as the asker may see it. */
export const Change = z.object({
  id: ClaimId,
  change: ChangeKind,
  text: z.string(),
  kind: Kind,
  themes: z.array(ThemeId),
  /** Of a claim that exists. */
  status: ClaimStatus.optional(),
  /** Whether somebody decided on it or made it herself: then it stays, whatever the new reading says. */
  kept: z.boolean().optional(),
  before: Place.optional(),
  after: Place.optional(),
  edits: z.array(Edit).optional(),
  /** What differs of what is proposed now. */
  becomes: Sorting.partial().optional(),
});
export type Change = z.infer<typeof Change>;

/** A candidate with what it would change, as the asker may see it now. */
export const CandidateCompared = Candidate.extend({
  comparison: z
    .object({
      before: Side,
      after: Side,
      pages: Comparison.shape.pages,
      counts: ChangeCounts,
      /** Of the vanished: how many stay, marked, because somebody decided on them or made them herself. */
      vanishedKept: z.int().nonnegative(),
      /** Claims made after the comparison; they move along when it is taken over. */
      since: z.int().nonnegative(),
    })
    .optional(),
});
export type CandidateCompared = z.infer<typeof CandidateCompared>;

/** What a person has a hand in is never changed by an engine. */
export const isKept = (claim: Claim) => isDecided(claim) || claim.origin.engine === "person";

/** What of a claim decides whether an engine may still change it. */
interface Standing {
  text: string;
  kind: z.infer<typeof Kind>;
  themes: readonly ThemeId[];
  /** Decided on, or marked by a person herself. */
  kept: boolean;
}

/** What is proposed otherwise than it stands; nothing of a claim that is kept. */
export function becomes(found: Compared, { text, kind, themes, kept }: Standing): Change["becomes"] {
  const { again } = found;
  if (again === undefined || kept) return undefined;
  const other = {
    ...(again.text === text ? {} : { text: again.text }),
    ...(again.kind === kind ? {} : { kind: again.kind }),
    ...(again.themes.join() === themes.join() ? {} : { themes: again.themes }),
  };
  return Object.keys(other).length === 0 ? undefined : other;
}

/** What taking over does to a claim that exists; `undefined` when nothing about it changes. */
export function changeOf(found: Compared, standing: Standing): ChangeKind | undefined {
  if (found.quote === "vanished" && (found.again === undefined || standing.kept)) return "vanished";
  if (found.again === undefined && !standing.kept) return "lost";
  const requoted = !standing.kept && found.again !== undefined && found.again.place.exact !== found.after?.exact;
  if (found.quote === "changed" || requoted) return "changed";
  if (found.quote === "moved") return "moved";
  return becomes(found, standing) === undefined ? undefined : "reproposed";
}
