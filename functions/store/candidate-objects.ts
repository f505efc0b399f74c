import type { CandidateId, ReportId, WorkspaceId } from "../evidence/ids.ts";

// Named after the candidate, so that whoever knows it can remove everything it left, without listing a bucket.
const nameOf = (workspaceId: WorkspaceId, reportId: ReportId, candidate: CandidateId) =>
  `texts/${workspaceId}/${reportId}/${candidate}`;

/** Its reading; the report's own once it is taken over. */
export const candidateReadingKey = (workspaceId: WorkspaceId, reportId: ReportId, candidate: CandidateId) =>
  `${nameOf(workspaceId, reportId, candidate)}.json.gz`;

/** What an engine answered for one batch. */
export const answerKeyOf = (workspaceId: WorkspaceId, reportId: ReportId, candidate: CandidateId, batch: number) =>
  `${nameOf(workspaceId, reportId, candidate)}/${batch}.json.gz`;

export const comparisonKeyOf = (workspaceId: WorkspaceId, reportId: ReportId, candidate: CandidateId) =>
  `${nameOf(workspaceId, reportId, candidate)}/comparison.json.gz`;

/**
 * What lies in the bucket for a candidate alone: not its reading, once the report uses that.
 * @param batches how many it was cut into
 */
export function candidateKeys(
  report: { id: ReportId; workspaceId: WorkspaceId; readingKeys?: readonly string[] },
  candidate: CandidateId,
  batches: number,
): string[] {
  const { workspaceId, id } = report;
  const reading = candidateReadingKey(workspaceId, id, candidate);
  return [
    ...Array.from({ length: batches }, (_, batch) => answerKeyOf(workspaceId, id, candidate, batch)),
    comparisonKeyOf(workspaceId, id, candidate),
    ...(report.readingKeys?.includes(reading) ? [] : [reading]),
  ];
}
