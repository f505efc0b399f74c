import { z } from "zod";
import { EngineError } from "../engines/engine.ts";
import { Claim } from "../evidence/claim.ts";
import { HeldBack } from "../evidence/held-back.ts";
import { type CandidateId, PassageId } from "../evidence/ids.ts";
import type { PassagesReady } from "../evidence/message.ts";
import type { Reading } from "../evidence/reading.ts";
import { digestOfThemes } from "../evidence/theme.ts";
import { NO_USAGE, Usage } from "../evidence/usage.ts";
import { answerKeyOf, candidateKeys, comparisonKeyOf } from "../store/candidate-objects.ts";
import type { ObjectStore, StoredReport } from "../store/store.ts";
import type { BatchOutcome } from "./claims-of-batch.ts";
import { compare, countChanges, isSame } from "./compare.ts";
import type { ExtractionDeps } from "./extract-batch.ts";
import { retheme, type ThemingDeps } from "./retheme.ts";
import { settleIdentity } from "./same-claim.ts";

/** A batch's answer as it waits in the bucket. */
const Answer = z.object({
  claims: z.array(Claim),
  heldBack: z.array(HeldBack),
  unanswered: z.array(
    z.object({ passageIds: z.array(PassageId), why: z.enum(["refused", "cut-off", "malformed", "budget"]) }),
  ),
  usage: Usage,
});

export type AskEngine = (reading: Reading, engine: "local" | "openai") => Promise<BatchOutcome>;

/**
 * One batch of a candidate: its answer is put aside, and nothing that people see changes. The last batch compares the
 * whole with what stands.
 */
export async function answerCandidate(
  deps: ExtractionDeps,
  message: PassagesReady,
  id: CandidateId,
  ask: AskEngine,
): Promise<void> {
  const { store, objects } = deps;
  const { workspaceId, reportId, batch } = message;
  const key = answerKeyOf(workspaceId, reportId, id, batch);
  const report = await store.report(workspaceId, reportId);
  const candidate = report?.candidate;
  // thrown away: what a delivery that died had put aside goes as well
  if (candidate?.id !== id) return clearUp(deps, message, id, report);
  if (candidate.status !== "extracting") return;
  try {
    const reading = await objects.getReading(message.readingKey);
    // an answer that is here already was paid for
    const answer = candidate.answered.includes(batch) ? undefined : await ask(reading, candidate.engine);
    if (answer !== undefined) await objects.putPart(key, answer);
    const usage = answer?.usage ?? NO_USAGE;
    const progress = await store.answerCandidateBatch(workspaceId, reportId, id, batch, usage);
    if (progress !== undefined && progress.done >= progress.total) await complete(deps, message, reading, id);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    await store.failCandidate(workspaceId, reportId, id, error.code, error.usage);
  }
  const now = await store.report(workspaceId, reportId);
  if (now?.candidate?.id !== id) await clearUp(deps, message, id, now);
}

/** Removes what this delivery, or one before it, put aside for a candidate that is no more. */
function clearUp(
  { objects }: ExtractionDeps,
  { workspaceId, reportId, batch }: PassagesReady,
  id: CandidateId,
  report: StoredReport | undefined,
): Promise<void> {
  return objects.removeParts(candidateKeys(report ?? { workspaceId, id: reportId }, id, batch + 1));
}

/** What the candidate's engine answered for a batch, with the ids of the claims that are there already. */
export async function answerAmong(
  { store, objects }: ExtractionDeps,
  message: PassagesReady,
  id: CandidateId,
  existing: readonly Claim[],
): Promise<BatchOutcome> {
  const answer = await answerOf(objects, message, id);
  const themes = await store.themes(message.workspaceId);
  const known = new Set(themes.map((theme) => theme.id));
  // a theme may have gone since the engine was asked
  const claims = answer.claims.map((claim) => {
    const named = claim.themes.filter((theme) => known.has(theme));
    return { ...claim, themes: named.length > 0 ? named : [themes[0]!.id] };
  });
  return { ...answer, claims: settleIdentity(claims, existing) };
}

/** It is taken over: what was put aside for it goes. Forgotten first, so that nobody looks for what is gone. */
export async function endCandidate(
  deps: ExtractionDeps & ThemingDeps,
  { workspaceId, reportId }: PassagesReady,
  id: CandidateId,
): Promise<void> {
  const { store, objects } = deps;
  const report = await store.report(workspaceId, reportId);
  // the workspace's claims were sorted again meanwhile; these were not among them
  const sorted = report?.candidate?.id === id ? report.candidate.themes : undefined;
  if (sorted !== undefined && sorted !== digestOfThemes(await store.themes(workspaceId)))
    await retheme(deps, workspaceId);
  const closed = await store.closeCandidate(workspaceId, reportId, id);
  if (report !== undefined && closed !== undefined)
    await objects.removeParts(candidateKeys(report, id, closed.progress.total));
}

async function answerOf(
  objects: ObjectStore,
  { workspaceId, reportId, batch }: Pick<PassagesReady, "workspaceId" | "reportId" | "batch">,
  id: CandidateId,
): Promise<BatchOutcome> {
  return Answer.parse(await objects.getPart(answerKeyOf(workspaceId, reportId, id, batch)));
}

async function complete(
  { store, objects }: ExtractionDeps,
  { workspaceId, reportId }: PassagesReady,
  reading: Reading,
  id: CandidateId,
): Promise<void> {
  const report = await store.report(workspaceId, reportId);
  if (report?.candidate?.id !== id || report.readingKey === undefined) return;
  const { candidate } = report;
  const answers: BatchOutcome[] = [];
  for (let batch = 0; batch < candidate.progress.total; batch++) {
    answers.push(await answerOf(objects, { workspaceId, reportId, batch }, id));
  }
  const claims = await store.claimsOfReport(workspaceId, reportId);
  const comparison = compare({
    report,
    engine: candidate.engine,
    claims,
    before: await objects.getReading(report.readingKey),
    after: reading,
    answers,
  });
  await objects.putPart(comparisonKeyOf(workspaceId, reportId, id), comparison);
  const counts = countChanges(comparison, claims);
  await store.completeCandidate(workspaceId, reportId, id, { counts, same: isSame(comparison, counts) });
}
