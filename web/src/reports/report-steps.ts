import type { Report } from "../api/shapes.ts";

/** Received, checked, text, claims, verified: what a person sees of the stages. */
export const STEPS = ["received", "checked", "text", "claims", "verified"] as const;
export type Step = (typeof STEPS)[number];

export const isWorking = (report: Pick<Report, "status">) =>
  report.status === "awaiting-upload" ||
  report.status === "queued" ||
  report.status === "reading" ||
  report.status === "extracting";

export const isRead = (report: Pick<Report, "status">) => report.status === "ready" || report.status === "incomplete";

/** The step that is going on. Reading checks the file first; its page count is known once the text is under way. */
export function stepOf(report: Pick<Report, "status" | "progress" | "pageCount">): Step {
  if (report.status === "reading") return report.pageCount === undefined ? "checked" : "text";
  if (report.status === "extracting")
    return report.progress.total > 0 && report.progress.done >= report.progress.total ? "verified" : "claims";
  return isRead(report) ? "verified" : "received";
}

export const decidedOf = (counts: Report["counts"]["claims"]) => counts.accepted + counts.rejected;
export const claimsOf = (counts: Report["counts"]["claims"]) =>
  counts.pending + counts.accepted + counts.rejected + counts.conflict;
