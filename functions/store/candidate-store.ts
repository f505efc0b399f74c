import type { CandidateId, ReportId, WorkspaceId } from "../evidence/ids.ts";
import { addUsage, NO_USAGE, type Usage } from "../evidence/usage.ts";
import { type ChangeReport, failureOf } from "./report-row.ts";
import type { PipelineStore, StoredCandidate, StoredReport } from "./store.ts";

/** Why a candidate cannot be opened or accepted as things are. */
export type Refused = "being-read" | "candidate-open" | "candidate-not-ready" | "candidate-outdated" | "not-found";

const isBeingRead = ({ status }: StoredReport) =>
  status === "awaiting-upload" || status === "queued" || status === "reading" || status === "extracting";

function spent(before: Usage | undefined, more: Usage): Usage {
  const usage = addUsage(before ?? NO_USAGE, more);
  // an item has only so much room, and the sums hold without each attempt
  return usage.byAttempt === undefined ? usage : { ...usage, byAttempt: usage.byAttempt.slice(-50) };
}

/** A candidate lies in its report's item: with the report it goes, and whoever changes it wins or loses as one. */
export function candidateStore(change: ChangeReport) {
  /** Changes the candidate of this id; `decide` says what it becomes, `undefined` leaves it. */
  const changeCandidate = (
    workspaceId: WorkspaceId,
    reportId: ReportId,
    id: CandidateId,
    decide: (candidate: StoredCandidate, report: StoredReport) => Partial<StoredCandidate> | undefined,
  ) =>
    change(workspaceId, reportId, (report) => {
      const { candidate } = report;
      if (candidate?.id !== id) return undefined;
      const changes = decide(candidate, report);
      return changes === undefined ? undefined : { facts: { candidate: { ...candidate, ...changes } } };
    });

  const pipeline = {
    async recordCandidate(workspaceId, reportId, id, { readerVersion, batches, themes }) {
      const recorded = await changeCandidate(workspaceId, reportId, id, (candidate) => {
        // delivered twice: what is answered since the first time stays answered
        if (candidate.status === "extracting") return {};
        if (candidate.status !== "reading") return undefined;
        return {
          status: "extracting",
          progress: { done: 0, total: batches },
          answered: [],
          readerVersion,
          themes,
        };
      });
      return recorded !== undefined;
    },
    async answerCandidateBatch(workspaceId, reportId, id, batch, usage) {
      const report = await changeCandidate(
        workspaceId,
        reportId,
        id,
        ({ status, answered, progress, usage: before }) => {
          if (status !== "extracting") return undefined;
          if (answered.includes(batch)) return {};
          const done = answered.length + 1;
          return { answered: [...answered, batch], progress: { ...progress, done }, usage: spent(before, usage) };
        },
      );
      return report?.candidate?.progress;
    },
    async completeCandidate(workspaceId, reportId, id, result) {
      const done = await changeCandidate(workspaceId, reportId, id, ({ status }) =>
        status === "extracting" ? { status: "ready", ...result } : undefined,
      );
      return done !== undefined;
    },
    async failCandidate(workspaceId, reportId, id, code, usage = NO_USAGE) {
      await changeCandidate(workspaceId, reportId, id, ({ status, usage: before }) =>
        status === "failed" ? undefined : { status: "failed", failure: failureOf(code), usage: spent(before, usage) },
      );
    },
    async closeCandidate(workspaceId, reportId, id) {
      let closed: StoredCandidate | undefined;
      const done = await change(workspaceId, reportId, ({ candidate }) => {
        if (candidate?.id !== id) return undefined;
        closed = candidate;
        return { facts: { candidate: undefined as never } };
      });
      return done === undefined ? undefined : closed;
    },
  } satisfies Partial<PipelineStore>;

  return {
    ...pipeline,
    /** Opens a candidate where none is open and nothing is being read. The same one twice is opened once. */
    async openCandidate(
      workspaceId: WorkspaceId,
      reportId: ReportId,
      opened: Omit<StoredCandidate, "basedOn">,
    ): Promise<StoredReport | Refused> {
      let refused: Refused = "not-found";
      let there: StoredReport | undefined;
      const report = await change(workspaceId, reportId, (now) => {
        if (now.candidate?.id === opened.id) {
          there = now;
          return undefined;
        }
        if (now.candidate !== undefined) refused = "candidate-open";
        else if (isBeingRead(now)) refused = "being-read";
        else {
          return {
            facts: { candidate: { ...opened, ...(now.run === undefined ? {} : { basedOn: now.run }) } },
          };
        }
        return undefined;
      });
      return report ?? there ?? refused;
    },
    /** Ends a candidate that nobody wants, whatever it was doing; what it left is cleared away before it is forgotten. */
    async stopCandidate(
      workspaceId: WorkspaceId,
      reportId: ReportId,
      id: CandidateId,
    ): Promise<StoredReport | Refused> {
      let refused: Refused = "not-found";
      const report = await changeCandidate(workspaceId, reportId, id, (candidate, now) => {
        if (candidate.status === "taking-over" && isBeingRead(now)) {
          refused = "being-read";
          return undefined;
        }
        return { status: "failed", failure: failureOf("internal") };
      });
      return report ?? refused;
    },
    /** One of those who accept it at the same time makes it so; for the others it is so. */
    async acceptCandidate(
      workspaceId: WorkspaceId,
      reportId: ReportId,
      id: CandidateId,
      acceptedAt: string,
    ): Promise<StoredReport | Refused> {
      let refused: Refused = "not-found";
      let there: StoredReport | undefined;
      const report = await changeCandidate(workspaceId, reportId, id, (candidate, now) => {
        if (candidate.status === "taking-over") there = now;
        else if (candidate.status !== "ready") refused = "candidate-not-ready";
        else if (now.run !== candidate.basedOn || isBeingRead(now)) refused = "candidate-outdated";
        else return { status: "taking-over", acceptedAt };
        return undefined;
      });
      return report ?? there ?? refused;
    },
  };
}
