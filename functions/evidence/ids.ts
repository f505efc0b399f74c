import { createHash } from "node:crypto";
import { z } from "zod";

const idOf = <Prefix extends string, Brand extends string>(prefix: Prefix) =>
  z.string().startsWith(`${prefix}_`).max(80).brand<Brand>();

export const WorkspaceId = idOf<"wsp", "WorkspaceId">("wsp");
export type WorkspaceId = z.infer<typeof WorkspaceId>;
export const PersonId = idOf<"per", "PersonId">("per");
export type PersonId = z.infer<typeof PersonId>;
export const ReportId = idOf<"rep", "ReportId">("rep");
export type ReportId = z.infer<typeof ReportId>;
export const PassageId = idOf<"pas", "PassageId">("pas");
export type PassageId = z.infer<typeof PassageId>;
export const ClaimId = idOf<"clm", "ClaimId">("clm");
export type ClaimId = z.infer<typeof ClaimId>;
/** A reading of a report beside the one in use. */
export const CandidateId = idOf<"can", "CandidateId">("can");
export type CandidateId = z.infer<typeof CandidateId>;
export const HeldBackId = idOf<"hel", "HeldBackId">("hel");
export type HeldBackId = z.infer<typeof HeldBackId>;
export const DraftId = idOf<"dra", "DraftId">("dra");
export type DraftId = z.infer<typeof DraftId>;
export const StatementId = idOf<"sta", "StatementId">("sta");
export type StatementId = z.infer<typeof StatementId>;
export const DecisionId = idOf<"dec", "DecisionId">("dec");
export type DecisionId = z.infer<typeof DecisionId>;
/** A theme's id is a slug that people may read: `patient-pathway`. */
export const ThemeId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
  .brand<"ThemeId">();
export type ThemeId = z.infer<typeof ThemeId>;

/** 20 hex digits (80 bits) of the SHA-256 of the parts: enough that two things of one workspace never share an id. */
export function derive(...parts: readonly (string | number)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${String(part).length}:${part};`);
  return hash.digest("hex").slice(0, 20);
}

/** What letters and digits a quote has, so that spacing, hyphens and marks do not change a claim's identity. */
export const lettersAndDigits = (text: string) =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

export const reportIdOf = (workspaceId: string, sha256: string) => `rep_${derive(workspaceId, sha256)}` as ReportId;
export const passageIdOf = (sha256: string, start: number, end: number) =>
  `pas_${derive(sha256, start, end)}` as PassageId;

/** @param occurrence 0 for the first place in the report where these words stand, 1 for the second … */
export const claimIdOf = (reportId: ReportId, quote: string, occurrence: number) =>
  `clm_${derive(reportId, lettersAndDigits(quote), occurrence)}` as ClaimId;

export const heldBackIdOf = (reportId: ReportId, quote: string, text: string, reason: string) =>
  `hel_${derive(reportId, quote, text, reason)}` as HeldBackId;
