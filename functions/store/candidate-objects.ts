import type { CandidateId, ReportId, WorkspaceId } from "../evidence/ids.ts";
import type { ReportObjects, StoredCandidate } from "./store.ts";

/** Named after the candidate, so that whoever knows it can remove everything it left, without listing a bucket. */
const folderOf = (workspaceId: WorkspaceId, reportId: ReportId, candidate: CandidateId) =>
  `texts/${workspaceId}/${reportId}/${candidate}`;

/** What an engine answered for one batch. */
export const answerKeyOf = (workspaceId: WorkspaceId, reportId: ReportId, candidate: CandidateId, batch: number) =>
  `${folderOf(workspaceId, reportId, candidate)}/${batch}.json.gz`;

export const comparisonKeyOf = (workspaceId: WorkspaceId, reportId: ReportId, candidate: CandidateId) =>
  `${folderOf(workspaceId, reportId, candidate)}/comparison.json.gz`;

/** What lies in the bucket for a candidate alone. A reading that the report uses, too, is not its own. */
export function candidateKeys(
  { id, workspaceId, readingKeys = [], candidate }: Omit<ReportObjects, "uploadKey">,
  of: Pick<StoredCandidate, "id" | "progress" | "readingKey"> | undefined = candidate,
): string[] {
  if (of === undefined) return [];
  const answers = Array.from({ length: of.progress.total }, (_, n) => answerKeyOf(workspaceId, id, of.id, n));
  const own = of.readingKey !== undefined && !readingKeys.includes(of.readingKey) ? [of.readingKey] : [];
  return [...answers, comparisonKeyOf(workspaceId, id, of.id), ...own];
}
