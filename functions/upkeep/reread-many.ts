import type { WorkspaceId } from "../evidence/ids.ts";
import type { RereadRequested } from "../evidence/message.ts";
import type { Report } from "../evidence/report.ts";
import type { Store } from "../store/dynamo-store.ts";
import type { Outbox, StoredReport } from "../store/store.ts";

export interface Wanted {
  /** Reports that stand so; any but those that wait for their upload where nothing is said. */
  status?: readonly Report["status"][];
  /** Reports that another reader than this one read. */
  notReadBy?: string;
  engine?: "local" | "openai";
  /** At most so many; the rest is named in the next call. */
  most?: number;
}

/** Whether a report can be read again, and is one of those that are wanted. */
export function isWanted(report: StoredReport, { status, notReadBy }: Wanted): boolean {
  if (report.status === "awaiting-upload") return false;
  // somebody is comparing a new reading with the old one: that is hers to end
  if (report.candidate !== undefined) return false;
  if (status !== undefined && !status.includes(report.status)) return false;
  return notReadBy === undefined || report.readerVersion !== notReadBy;
}

/**
 * Asks for reports to be read again, as an editor would one by one: decisions stay, citations move along. Asked twice they
 * are read twice; those that wait already are asked again only when their status is wanted.
 */
export async function rereadMany(
  { store, outbox }: { store: Pick<Store, "reports" | "queueReport">; outbox: Pick<Outbox, "toRead"> },
  workspaceId: WorkspaceId,
  wanted: Wanted,
  { dryRun = false } = {},
): Promise<StoredReport[]> {
  const found = (await store.reports(workspaceId)).filter((report) => isWanted(report, wanted));
  const chosen = found.slice(0, wanted.most ?? found.length);
  for (const report of dryRun ? [] : chosen) {
    const message: RereadRequested = {
      type: "reread-requested",
      workspaceId,
      reportId: report.id,
      ...(wanted.engine === undefined ? {} : { engine: wanted.engine }),
    };
    await store.queueReport(workspaceId, report.id, "queued");
    await outbox.toRead(message);
  }
  return chosen;
}
