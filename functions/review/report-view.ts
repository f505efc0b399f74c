import type { Candidate } from "../evidence/candidate.ts";
import type { ClaimCounts, Report } from "../evidence/report.ts";
import { type Code, type Language, SENTENCES, sentence } from "../evidence/sentence.ts";
import type { StoredCandidate, StoredReport } from "../store/store.ts";
import { ApiError } from "./api-error.ts";
import { claimsSeen, countByStatus } from "./claims-seen.ts";
import type { WorkspaceAsk } from "./route.ts";

/**
 * A report as people see it: without what only the pipeline needs, its failure in their language, its claims counted now.
 * @param reader the present reader, to say when the text is an older one's
 */
export function reportSeen(
  stored: StoredReport,
  language: Language,
  claims: ClaimCounts,
  reader?: string | undefined,
): Report {
  const {
    workspaceId: _w,
    uploadKey: _u,
    readingKey: _k,
    readingKeys: _ks,
    run: _r,
    createdAt: _c,
    candidate: _n,
    failure,
    ...report
  } = stored;
  return {
    ...report,
    counts: { ...report.counts, claims },
    ...(failure === undefined
      ? {}
      : { failure: { code: failure.code, message: failureWords(failure.code, language) } }),
    ...(isOlder(report.readerVersion, reader) ? { olderReader: true } : {}),
    ...(stored.candidate === undefined ? {} : { candidate: candidateSeen(stored, stored.candidate, language) }),
  };
}

const isOlder = (version: string | undefined, present: string | undefined) =>
  version !== undefined && present !== undefined && version.localeCompare(present, "en", { numeric: true }) < 0;

export function candidateSeen(report: StoredReport, candidate: StoredCandidate, language: Language): Candidate {
  const { basedOn, answered: _a, themes: _h, acceptedAt: _t, failure, ...seen } = candidate;
  const outdated = candidate.status === "ready" && basedOn !== report.run;
  return {
    ...seen,
    ...(failure === undefined
      ? {}
      : { failure: { code: failure.code, message: failureWords(failure.code, language) } }),
    ...(outdated ? { outdated } : {}),
  };
}

/** What a route answers with a report in it. */
export async function reportNow(
  { deps, workspace, eyes, language }: Pick<WorkspaceAsk<unknown, unknown>, "deps" | "workspace" | "eyes" | "language">,
  stored: StoredReport | undefined,
): Promise<Report> {
  if (stored === undefined) throw new ApiError("not-found");
  const claims = (await claimsSeen(deps.store, workspace.id, eyes))
    .map(({ claim }) => claim)
    .filter((claim) => claim.reportId === stored.id);
  return reportSeen(stored, language, countByStatus(claims), deps.readerVersion);
}

const failureWords = (code: string, language: Language) =>
  code in SENTENCES ? sentence(code as Code, language) : sentence("internal", language);
