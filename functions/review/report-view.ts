import type { ClaimCounts, Report } from "../evidence/report.ts";
import { type Code, type Language, SENTENCES, sentence } from "../evidence/sentence.ts";
import type { StoredReport } from "../store/store.ts";

/** A report as people see it: without what only the pipeline needs, its failure in their language, its claims counted now. */
export function reportSeen(stored: StoredReport, language: Language, claims: ClaimCounts): Report {
  const {
    workspaceId: _w,
    uploadKey: _u,
    readingKey: _k,
    readingKeys: _ks,
    readerVersion: _v,
    run: _r,
    createdAt: _c,
    engine: _e,
    failure,
    ...report
  } = stored;
  return {
    ...report,
    counts: { ...report.counts, claims },
    ...(failure === undefined
      ? {}
      : { failure: { code: failure.code, message: failureWords(failure.code, language) } }),
  };
}

const failureWords = (code: string, language: Language) =>
  code in SENTENCES ? sentence(code as Code, language) : sentence("internal", language);
