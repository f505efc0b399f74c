import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Claim } from "../evidence/claim.ts";
import type { HeldBack } from "../evidence/held-back.ts";
import type { ReportId, WorkspaceId } from "../evidence/ids.ts";
import { answerStore } from "./answer-store.ts";
import { claimStore } from "./claim-store.ts";
import { draftStore } from "./draft-store.ts";
import { entities } from "./entities.ts";
import { invitationStore } from "./invitation-store.ts";
import { projector } from "./projector.ts";
import { beats } from "./pulse.ts";
import { reportStore } from "./report-store.ts";
import { sessionStore } from "./session-store.ts";
import type { PipelineStore } from "./store.ts";
import type { StoredClaim, StoredDecision, StoredDraft, StoredStatement } from "./stored.ts";
import { deleteWorkspace } from "./workspace-end.ts";
import { workspaceStore } from "./workspace-store.ts";

/**
 * Everything that is kept in the table: what the pipeline needs ({@link PipelineStore}) and what review needs.
 * @param now the clock that stamps writes.
 */
export function dynamoStore({
  client: plain,
  table,
  now = () => new Date(),
}: {
  client: DynamoDBClient;
  table: string;
  now?: () => Date;
}) {
  const client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  const db = entities(client, table);
  const workspaces = workspaceStore(db, now);
  const reviewersOf = async (workspaceId: WorkspaceId) =>
    (await workspaces.settings(workspaceId))?.reviewersPerClaim ?? 1;
  const claims = claimStore(db, { client, table }, { reviewersOf, themesNow: workspaces.themesNow }, now);
  const drafts = draftStore(db, claims, workspaces.themes, now);
  const reports = reportStore(db, claims, now);
  const trail = projector(db, { client, table }, claims, drafts);

  const isCurrent = async (workspaceId: WorkspaceId, reportId: ReportId, run: string) =>
    (await reports.report(workspaceId, reportId))?.run === run;

  /** The decision is true once its item is written; a trail that cannot be written now is written by the next sweep. */
  async function copied<T>(thing: T | undefined, copy: (thing: T) => Promise<void>): Promise<T | undefined> {
    if (thing !== undefined) await copy(thing).catch(() => undefined);
    return thing;
  }

  const store = {
    ...workspaces,
    ...reports,
    // biome-ignore lint/nursery/noMisusedPromises: an object of async functions is no promise
    ...claims,
    // biome-ignore lint/nursery/noMisusedPromises: an object of async functions is no promise
    ...drafts,
    ...answerStore(db, now),
    ...sessionStore(db),
    ...invitationStore(db, now),
    decideClaim: async (claim: StoredClaim, decision: StoredDecision, sorted?: StoredClaim["sorted"]) =>
      copied(await claims.decideClaim(claim, decision, sorted), (thing) => trail.project({ type: "claim", thing })),
    decideStatement: async (statement: StoredStatement, decision: StoredDecision) =>
      copied(await drafts.decideStatement(statement, decision), (thing) => trail.project({ type: "statement", thing })),
    decideDraft: async (draft: StoredDraft, decision: StoredDecision) =>
      copied(await drafts.decideDraft(draft, decision), (thing) => trail.project({ type: "draft", thing })),
    /** Fenced: a worker of an older run, or of a report that was deleted meanwhile, leaves nothing behind. */
    async putProposed(workspaceId: WorkspaceId, reportId: ReportId, run: string, proposed: readonly Claim[]) {
      if (!(await isCurrent(workspaceId, reportId, run))) return;
      await claims.putProposed(workspaceId, reportId, run, proposed);
      if ((await reports.report(workspaceId, reportId)) === undefined) await claims.deleteClaims(workspaceId, reportId);
    },
    async putHeldBack(workspaceId: WorkspaceId, reportId: ReportId, run: string, items: readonly HeldBack[]) {
      if (!(await isCurrent(workspaceId, reportId, run))) return;
      await reports.putHeldBack(workspaceId, reportId, run, items);
      if ((await reports.report(workspaceId, reportId)) === undefined)
        await reports.deleteReport(workspaceId, reportId);
    },
    removeUnproposed: async (workspaceId: WorkspaceId, reportId: ReportId, run: string) =>
      (await isCurrent(workspaceId, reportId, run)) ? claims.removeUnproposed(workspaceId, reportId, run) : 0,
    sweep: trail.sweep,
    auditRows: trail.auditRows,
    rebuildAudit: trail.rebuild,
    beats: (workspaceId: WorkspaceId) => beats(db, workspaceId),
    async deleteReport(workspaceId: WorkspaceId, reportId: ReportId) {
      await trail.sweep(workspaceId);
      await reports.deleteReport(workspaceId, reportId);
    },
    async deleteWorkspace(workspaceId: WorkspaceId) {
      await deleteWorkspace(db, store, workspaceId);
      claims.forgetClaims(workspaceId);
    },
  };
  return store satisfies PipelineStore;
}

export type Store = ReturnType<typeof dynamoStore>;
