import type { ReportId, WorkspaceId } from "../evidence/ids.ts";
import type { Entities } from "./entities.ts";

/** What has a beat: the claims of one report, or all of a workspace's reports, drafts, themes or settings. */
export type Beating = `claims#${string}` | "reports" | "drafts" | "themes" | "workspace";

export const claimsOf = (reportId: ReportId): Beating => `claims#${reportId}`;

/**
 * Raised after every write, read before every copy is used: a copy made at beat n holds all that was written up to n.
 * @returns the new beat.
 */
export async function raise(db: Entities, workspaceId: WorkspaceId, of: Beating): Promise<number> {
  const { data } = await db.pulse.update({ workspaceId, of }).add({ beat: 1 }).go({ response: "all_new" });
  return data.beat ?? 0;
}

/** All beats of a workspace, as of now. */
export async function beats(db: Entities, workspaceId: WorkspaceId): Promise<Map<string, number>> {
  const { data } = await db.pulse.query.byWorkspace({ workspaceId }).go({ pages: "all", consistent: true });
  return new Map(data.map(({ of, beat }) => [of, beat]));
}
