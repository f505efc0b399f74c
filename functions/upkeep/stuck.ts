import type { ReportId, WorkspaceId } from "../evidence/ids.ts";
import type { Store } from "../store/dynamo-store.ts";
import type { StoredReport } from "../store/store.ts";

export interface StuckDeps {
  store: Pick<Store, "changedAt">;
  workspaces(): Promise<WorkspaceId[]>;
  now(): Date;
}

/** Longer than any batch takes with all its deliveries: whatever is silent for so long has lost its message. */
export const STUCK_AFTER_MINUTES = 30;

const UNDER_WAY = new Set<StoredReport["status"]>(["queued", "reading", "extracting"]);

/** Reports that are being worked on, and in which nothing has happened for half an hour. */
export async function stuckReports({ store, workspaces, now }: StuckDeps): Promise<[WorkspaceId, ReportId][]> {
  const before = new Date(now().getTime() - STUCK_AFTER_MINUTES * 60_000).toISOString();
  const found: [WorkspaceId, ReportId][] = [];
  for (const workspaceId of await workspaces()) {
    for (const { report, changedAt } of await store.changedAt(workspaceId))
      if (UNDER_WAY.has(report.status) && changedAt < before) found.push([workspaceId, report.id]);
  }
  return found;
}
