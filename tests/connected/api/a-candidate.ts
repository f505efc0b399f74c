import type { Comparison } from "../../../functions/evidence/candidate.ts";
import { NO_CHANGES } from "../../../functions/evidence/candidate.ts";
import type { CandidateId, ReportId, WorkspaceId } from "../../../functions/evidence/ids.ts";
import { NO_USAGE } from "../../../functions/evidence/usage.ts";
import { comparisonKeyOf } from "../../../functions/store/candidate-objects.ts";
import type { Api } from "./rig.ts";

const SIDE = {
  readerVersion: "1",
  engine: "local",
  passages: 1,
  heldBack: 0,
  pages: { text: 1, blank: 0, "no-text": 0, ocr: 0, failed: 0 },
};

/** A candidate as the workers leave it, without a worker: of a reading that is the report's own. */
export async function aReadyCandidate(
  api: Api,
  ws: WorkspaceId,
  reportId: ReportId,
  found: Partial<Comparison> = {},
): Promise<CandidateId> {
  const { body } = await api.as("editor", "POST", `/workspaces/${ws}/reports/${reportId}/reread`, { preview: true });
  const id = body.report.candidate.id as CandidateId;
  await api.store.recordCandidate(ws, reportId, id, {
    readerVersion: "1",
    batches: 1,
    themes: "",
  });
  await api.store.answerCandidateBatch(ws, reportId, id, 0, NO_USAGE);
  const claims = await api.store.claimsOfReport(ws, reportId);
  const comparison: Comparison = {
    reportId,
    before: SIDE,
    after: SIDE,
    pages: [],
    sameText: true,
    unchanged: claims.map((claim) => claim.id),
    compared: [],
    added: [],
    ...found,
  };
  await api.objects.putPart(comparisonKeyOf(ws, reportId, id), comparison);
  await api.store.completeCandidate(ws, reportId, id, { counts: NO_CHANGES, same: true });
  return id;
}
