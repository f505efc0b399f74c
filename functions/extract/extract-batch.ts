import { type Engine, EngineError } from "../engines/engine.ts";
import type { Claim } from "../evidence/claim.ts";
import type { PassagesReady } from "../evidence/message.ts";
import type { Reading } from "../evidence/reading.ts";
import { candidateKeys } from "../store/candidate-objects.ts";
import type { ObjectStore, PipelineStore, StoredReport } from "../store/store.ts";
import { answerAmong, answerCandidate, endCandidate } from "./candidate.ts";
import { claimsOfBatch } from "./claims-of-batch.ts";
import type { ThemingDeps } from "./retheme.ts";

export interface ExtractionDeps {
  store: PipelineStore;
  objects: ObjectStore;
  /** @throws EngineError when there is no such engine here (no key). */
  engine(name: "local" | "openai"): Promise<Engine>;
}

/**
 * One batch of a report's passages becomes claims; the last batch to be done finishes the report. Done twice is done
 * once: ids derive from content, and a batch marks itself done in a set.
 * @param redelivered true when an earlier delivery may have stored something already.
 */
export async function extractBatch(
  deps: ExtractionDeps & ThemingDeps,
  message: PassagesReady,
  redelivered: boolean,
): Promise<void> {
  const { store, objects } = deps;
  const { workspaceId, reportId, run, batch, from, to } = message;
  const ask = async (reading: Reading, engine: "local" | "openai", existing: readonly Claim[] = []) => {
    const themes = await store.themes(workspaceId);
    return claimsOfBatch(await deps.engine(engine), { reading, reportId, batch: { from, to }, themes, existing });
  };
  if (message.candidate !== undefined) return answerCandidate(deps, message, message.candidate, ask);

  const report = await store.report(workspaceId, reportId);
  // deleted, read anew meanwhile, or stopped because the engine is down
  if (report === undefined || report.run !== run || isInterrupted(report)) return;
  // taken over and forgotten; whoever died then may have left what was put aside for it
  if (message.answered !== undefined && report.candidate?.id !== message.answered)
    return objects.removeParts(candidateKeys(report, message.answered, report.progress.total));

  const reading = await objects.getReading(message.readingKey);
  const existing = message.again || redelivered ? await store.claimsOfReport(workspaceId, reportId) : [];
  try {
    const outcome =
      message.answered === undefined
        ? await ask(reading, report.engine ?? "local", existing)
        : await answerAmong(deps, message, message.answered, existing);
    await store.putHeldBack(workspaceId, reportId, run, outcome.heldBack);
    await store.putProposed(workspaceId, reportId, run, outcome.claims);
    const pages = new Map(reading.passages.map((passage) => [passage.id, passage.page]));
    const unansweredPages = new Set(
      outcome.unanswered.flatMap(({ passageIds }) => passageIds.flatMap((id) => pages.get(id) ?? [])),
    );
    const progress = await store.finishBatch(workspaceId, reportId, run, batch, {
      usage: outcome.usage,
      unansweredPages: [...unansweredPages].sort((a, b) => a - b),
    });
    if (progress === undefined) await clearLateWork(store, message);
    else if (progress.done >= progress.total) {
      await finish(store, message);
      if (message.answered !== undefined) await endCandidate(deps, message, message.answered);
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    await store.interruptReport(workspaceId, reportId, run, error.code, error.usage);
  }
}

async function finish(
  store: PipelineStore,
  { workspaceId, reportId, run }: Pick<PassagesReady, "workspaceId" | "reportId" | "run">,
): Promise<void> {
  await store.removeUnproposed(workspaceId, reportId, run);
  await store.finishReport(workspaceId, reportId, run);
}

/**
 * Another run began while this batch was worked on, or the report was deleted; where that has ended already, nobody else
 * would clear up after us.
 */
async function clearLateWork(store: PipelineStore, { workspaceId, reportId, run }: PassagesReady): Promise<void> {
  const report = await store.report(workspaceId, reportId);
  if (report === undefined) await store.removeUnproposed(workspaceId, reportId, `after ${run}`);
  if (report?.run !== undefined && (report.status === "ready" || report.status === "incomplete"))
    await finish(store, { workspaceId, reportId, run: report.run });
}

const isInterrupted = (report: StoredReport) =>
  report.status === "incomplete" && (report.failure?.code.startsWith("engine-") ?? false);

/** Nobody will try this batch again: the report says so instead of waiting for ever. */
export async function giveUpBatch({ store }: ExtractionDeps, message: PassagesReady): Promise<void> {
  const { workspaceId, reportId, run, candidate } = message;
  const report = await store.report(workspaceId, reportId);
  if (candidate !== undefined && report?.candidate?.id === candidate && report.candidate.status === "extracting")
    await store.failCandidate(workspaceId, reportId, candidate, "internal");
  if (report?.run === run && report.status === "extracting")
    await store.interruptReport(workspaceId, reportId, run, "internal");
}
