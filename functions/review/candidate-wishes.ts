import type { CandidateId } from "../evidence/ids.ts";
import { candidateKeys } from "../store/candidate-objects.ts";
import type { StoredCandidate, StoredReport } from "../store/store.ts";
import { ApiError } from "./api-error.ts";
import type { WorkspaceAsk } from "./route.ts";

type Asked = Pick<WorkspaceAsk<unknown, unknown>, "deps" | "workspace" | "person" | "named" | "newId">;

/** @throws ApiError when one is open already, or the report is being read. A failed one makes room. */
export async function openCandidate(
  ask: Asked,
  how: { engine?: "local" | "openai" | undefined; ocr?: boolean | undefined },
): Promise<StoredReport> {
  const { deps, workspace, person, named, newId } = ask;
  const { report } = named;
  const id = newId("can") as CandidateId;
  const earlier = report.candidate;
  if (earlier?.status === "failed" && earlier.id !== id) await throwAway(ask, report, earlier);
  const opened = await deps.store.openCandidate(workspace.id, report.id, {
    id,
    status: "reading",
    progress: { done: 0, total: 0 },
    answered: [],
    // unless asked otherwise only the reader differs, and so the changes are the reader's
    engine: how.engine ?? report.engine ?? workspace.settings.engine,
    ...(how.ocr === undefined ? {} : { ocr: how.ocr }),
    askedBy: person.name,
    askedAt: deps.now().toISOString(),
  });
  if (typeof opened === "string") throw new ApiError(opened);
  return opened;
}

/** Ends a candidate: first it can no longer be accepted, then its files go, then it is forgotten. */
export async function throwAway({ deps, workspace }: Asked, report: StoredReport, candidate: StoredCandidate) {
  const stopped = await deps.store.stopCandidate(workspace.id, report.id, candidate.id);
  if (stopped === "not-found") return;
  if (typeof stopped === "string") throw new ApiError(stopped);
  await deps.objects.removeParts(candidateKeys(stopped, candidate.id, stopped.candidate?.progress.total ?? 0));
  await deps.store.closeCandidate(workspace.id, report.id, candidate.id);
}
