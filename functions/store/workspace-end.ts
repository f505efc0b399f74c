import type { PersonId, ReportId, WorkspaceId } from "../evidence/ids.ts";
import type { Member } from "../evidence/workspace.ts";
import { wholeBatch } from "./conditions.ts";
import type { Entities } from "./entities.ts";
import type { StoredReport } from "./store.ts";
import type { StoredDraft } from "./stored.ts";

interface Contents {
  members(workspaceId: WorkspaceId): Promise<Member[]>;
  reports(workspaceId: WorkspaceId): Promise<StoredReport[]>;
  deleteReport(workspaceId: WorkspaceId, reportId: ReportId): Promise<void>;
  storedDrafts(workspaceId: WorkspaceId): Promise<StoredDraft[]>;
}

/**
 * Takes a workspace away with everything in it. First the workspace and its members go, so that from that moment on
 * nobody finds anything of it; then the rest. Deleting again finishes what was interrupted.
 */
export async function deleteWorkspace(db: Entities, contents: Contents, workspaceId: WorkspaceId): Promise<void> {
  const all = { pages: "all", consistent: true } as const;
  const many = { concurrent: 4 };
  const ws = { workspaceId };
  const members = await contents.members(workspaceId);
  await db.workspace.delete(ws).go();
  for (const { person } of members) {
    await db.member.delete({ ...ws, personId: person.id satisfies PersonId }).go();
    await db.state.delete({ ...ws, personId: person.id }).go();
  }
  const invited = (await db.invitation.query.byWorkspace(ws).go(all)).data;
  if (invited.length > 0) await wholeBatch(() => db.invitation.delete(invited).go(many));
  for (const report of await contents.reports(workspaceId)) await contents.deleteReport(workspaceId, report.id);
  for (const draft of await contents.storedDrafts(workspaceId)) {
    const statements = (await db.statement.query.byDraft({ ...ws, draftId: draft.id }).go(all)).data;
    for (const thingId of [draft.id, ...statements.map((row) => `${draft.id}.${row.statementId}`)]) {
      const older = (await db.history.query.byThing({ ...ws, thingId }).go(all)).data;
      if (older.length > 0) await wholeBatch(() => db.history.delete(older).go(many));
    }
    if (statements.length > 0) await wholeBatch(() => db.statement.delete(statements).go(many));
    await db.draft.delete({ ...ws, draftId: draft.id }).go();
  }
  const answers = (await db.answer.query.byKey({ scope: workspaceId }).go(all)).data;
  if (answers.length > 0) await wholeBatch(() => db.answer.delete(answers).go(many));
  const themes = (await db.theme.query.byWorkspace(ws).go(all)).data;
  if (themes.length > 0) await wholeBatch(() => db.theme.delete(themes).go(many));
  const trail = (await db.audit.query.byTime(ws).go(all)).data;
  if (trail.length > 0) await wholeBatch(() => db.audit.delete(trail).go(many));
  const pulses = (await db.pulse.query.byWorkspace(ws).go(all)).data;
  if (pulses.length > 0) await wholeBatch(() => db.pulse.delete(pulses).go(many));
}
