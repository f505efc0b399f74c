import type { ChangeCounts, ChangeKind } from "../../../functions/evidence/candidate.ts";
import type { Report } from "../api/shapes.ts";
import type { Reread } from "./report-requests.ts";

/** A report that has been, or is being, read once more beside itself. */
export type RereadReport = Report & { candidate: NonNullable<Report["candidate"]> };
export const hasCandidate = (report: Report): report is RereadReport => report.candidate !== undefined;

/** Changes as they are told: what a person would want to know first, first. */
export const CHANGES = ["vanished", "lost", "changed", "moved", "reproposed", "added"] as const satisfies ChangeKind[];

export const changesIn = (counts: ChangeCounts) => CHANGES.reduce((sum, kind) => sum + counts[kind], 0);

/** Ready, and no claim is touched by taking it over. */
export const isHarmless = ({ candidate }: RereadReport) =>
  candidate.status === "ready" &&
  candidate.outdated !== true &&
  candidate.counts !== undefined &&
  changesIn(candidate.counts) === 0;

/** The same reader made the same of it: there is nothing to take over. */
export const isIdle = ({ candidate, readerVersion }: RereadReport) =>
  candidate.same === true && candidate.readerVersion === readerVersion;

export const isRereading = ({ candidate }: Pick<Report, "candidate">) =>
  candidate?.status === "reading" || candidate?.status === "extracting" || candidate?.status === "taking-over";

/** Read again as it was read before: with the same engine, and pictures of pages as text where they were. */
export const asBefore = (report: Report): Reread => ({
  ...(report.engine === undefined ? {} : { engine: report.engine }),
  ...(report.coverage?.some(({ state }) => state === "ocr") ? { ocr: true } : {}),
});
