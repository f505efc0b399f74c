import type { CandidateId } from "../evidence/ids.ts";
import type { RereadRequested } from "../evidence/message.ts";
import { digestOfThemes } from "../evidence/theme.ts";
import { candidateReadingKey } from "../store/candidate-objects.ts";
import { runOf, timeOfRun } from "./arrival.ts";
import { announced, batchesOf, handOver, type ReadingDeps, readUpload } from "./arrive.ts";

/**
 * Reads the report once more into a candidate beside it. Whatever comes of it, the report and its claims stay as they
 * are; a failure is the candidate's.
 */
export async function readCandidate(deps: ReadingDeps, request: RereadRequested, id: CandidateId): Promise<void> {
  const { store, objects } = deps;
  const { workspaceId, reportId } = request;
  const report = await store.report(workspaceId, reportId);
  const password = request.passwordKey === undefined ? undefined : await objects.takeSecret(request.passwordKey);
  // deleted or thrown away meanwhile, replaced by another, or read already
  if (report?.candidate?.id !== id) {
    const readingKey = candidateReadingKey(workspaceId, reportId, id);
    if (!report?.readingKeys?.includes(readingKey)) await objects.removeParts([readingKey]);
    return;
  }
  const { candidate } = report;
  if (candidate.status !== "reading" && candidate.status !== "extracting") return;

  const outcome = await readUpload(deps, report, {
    ...(password === undefined ? {} : { password }),
    ...(request.ocr === undefined ? {} : { ocr: request.ocr }),
  });
  if (!outcome.ok) return store.failCandidate(workspaceId, reportId, id, outcome.code);
  const { reading } = outcome;
  const batches = batchesOf(deps, reading, candidate.engine);
  // a candidate in which nothing can be evidence would take every open claim away; as a comparison it says nothing
  if (batches.length === 0) return store.failCandidate(workspaceId, reportId, id, "no-text");

  const readingKey = candidateReadingKey(workspaceId, reportId, id);
  await objects.putPart(readingKey, reading);
  const themes = digestOfThemes(await store.themes(workspaceId));
  const facts = { readerVersion: reading.readerVersion, batches: batches.length, themes };
  if (await store.recordCandidate(workspaceId, reportId, id, facts)) {
    await deps.outbox.toExtract(announced(report, batches, readingKey, { run: id, again: false, candidate: id }));
    return;
  }
  // a report or candidate that went while this was read leaves nothing behind; one that is further already needs it
  const now = await store.report(workspaceId, reportId);
  if (now?.candidate?.id !== id && !now?.readingKeys?.includes(readingKey)) await objects.removeParts([readingKey]);
}

/**
 * Takes an accepted candidate over: its reading becomes the report's, its answers are put as an engine's would be. The
 * run is named after the acceptance, so that any number of messages about it do it once.
 * @returns false when the candidate is not accepted (yet), and there is nothing to take over.
 */
export async function takeOver(
  deps: ReadingDeps,
  { workspaceId, reportId }: RereadRequested,
  id: CandidateId,
): Promise<boolean> {
  const { store } = deps;
  const report = await store.report(workspaceId, reportId);
  if (report?.candidate?.id !== id) return false;
  const { status, acceptedAt, basedOn, engine } = report.candidate;
  if (status !== "taking-over" || acceptedAt === undefined) return false;
  const readingKey = candidateReadingKey(workspaceId, reportId, id);
  const run = runOf(Math.max(Date.parse(acceptedAt), timeOfRun(basedOn) + 1), "reread", id);
  if (!(await store.startRun(workspaceId, reportId, run, basedOn, engine))) {
    await store.failCandidate(workspaceId, reportId, id, "candidate-outdated");
    return true;
  }
  await handOver(deps, report, { run, engine }, await deps.objects.getReading(readingKey), readingKey, id);
  return true;
}
