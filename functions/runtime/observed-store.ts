import type { Usage } from "../evidence/usage.ts";
import type { PipelineStore, StoredReport } from "../store/store.ts";
import { type Figures, tell } from "./log.ts";

type Observed = Pick<
  PipelineStore,
  "finishBatch" | "finishReport" | "failReport" | "interruptReport" | "completeDraft" | "failDraft"
>;

/** What a model cost and how often it brought no answer. */
function modelFigures({ costUsd, byAttempt = [] }: Usage): Figures {
  const errors = byAttempt.filter(({ outcome }) => outcome !== "ok").length;
  return {
    ...(costUsd === undefined ? {} : { ModelCost: costUsd }),
    ...(byAttempt.length === 0 ? {} : { ModelErrors: errors }),
  };
}

/** Seconds since a run was asked for; its name begins with that moment. */
function secondsSince(run: string, now: number): number | undefined {
  const at = Number(/^run_(\d{14})_/.exec(run)?.[1]);
  return Number.isNaN(at) || at === 0 ? undefined : Math.max(0, Math.round((now - at) / 1000));
}

function readyFigures({ status, counts }: StoredReport, run: string): Figures {
  const { accepted, conflict, pending, rejected } = counts.claims;
  const proposed = accepted + conflict + pending + rejected + counts.heldBack;
  const seconds = secondsSince(run, Date.now());
  return {
    ...(status === "ready" ? { ReportsReady: 1 } : { ReportsFailed: 1 }),
    ...(proposed === 0 ? {} : { HeldBackShare: Math.round((counts.heldBack / proposed) * 1000) / 10 }),
    ...(seconds === undefined ? {} : { TimeToReady: seconds }),
  };
}

const isModel = (code: string) => code.startsWith("engine-");

/**
 * The same store, telling of what the stages bring to an end: reports and drafts, and what a model cost. The stages know
 * nothing of it.
 */
export function observed<Store extends Observed>(store: Store): Store {
  const watched: Observed = {
    async finishBatch(workspaceId, reportId, run, batch, result) {
      const progress = await store.finishBatch(workspaceId, reportId, run, batch, result);
      const figures = modelFigures(result.usage);
      // a batch that is delivered again was told of, and paid for, the first time
      if (progress !== undefined && Object.keys(figures).length > 0)
        tell("info", "model-asked", { about: [workspaceId, reportId], ...counted(result.usage) }, figures);
      return progress;
    },
    async finishReport(workspaceId, reportId, run) {
      const report = await store.finishReport(workspaceId, reportId, run);
      if (report !== undefined) {
        const { status, failure } = report;
        tell(
          "info",
          "report-read",
          { about: [workspaceId, reportId], status, code: failure?.code },
          readyFigures(report, run),
        );
      }
      return report;
    },
    async failReport(workspaceId, reportId, run, code) {
      await store.failReport(workspaceId, reportId, run, code);
      tell("warn", "report-failed", { about: [workspaceId, reportId], code }, { ReportsFailed: 1 });
    },
    async interruptReport(workspaceId, reportId, run, code, usage) {
      await store.interruptReport(workspaceId, reportId, run, code, usage);
      const figures = usage === undefined ? {} : modelFigures(usage);
      const errors = isModel(code) ? { ModelErrors: Math.max(1, figures.ModelErrors ?? 0) } : {};
      tell(
        "warn",
        "report-interrupted",
        { about: [workspaceId, reportId], code },
        { ReportsFailed: 1, ...figures, ...errors },
      );
    },
    async completeDraft(workspaceId, draftId, result) {
      await store.completeDraft(workspaceId, draftId, result);
      const figures = { DraftsWritten: 1, ...modelFigures(result.usage) };
      tell("info", "draft-written", { about: [workspaceId, draftId], ...counted(result.usage) }, figures);
    },
    async failDraft(workspaceId, draftId, code) {
      await store.failDraft(workspaceId, draftId, code);
      const errors = isModel(code) ? { ModelErrors: 1 } : {};
      tell("warn", "draft-failed", { about: [workspaceId, draftId], code }, { DraftsFailed: 1, ...errors });
    },
  };
  return { ...store, ...watched };
}

const counted = ({ requests, inputTokens, outputTokens }: Usage) =>
  requests === 0 ? {} : { requests, inputTokens, outputTokens };
