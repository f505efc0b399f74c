import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { ClaimId, DraftId, StatementId, WorkspaceId } from "../evidence/ids.ts";
import type { ClaimStore } from "./claim-store.ts";
import { unlessRefused, wholeBatch } from "./conditions.ts";
import type { DraftStore } from "./draft-store.ts";
import type { Entities } from "./entities.ts";
import { claimsOf, raise } from "./pulse.ts";
import type { AuditRow, Kept, StoredClaim, StoredDecision, StoredDraft, StoredStatement } from "./stored.ts";
import { TABLE } from "./table.ts";

type Thing =
  | { type: "claim"; thing: StoredClaim }
  | { type: "statement"; thing: StoredStatement }
  | { type: "draft"; thing: StoredDraft };

/**
 * Copies decisions from the things that carry them to the audit trail, and takes the mark off. A row's key is made of
 * time and decision, so copying twice is copying once; a crash anywhere leaves the mark, and the next sweep finishes.
 */
export function projector(
  db: Entities,
  { client, table }: { client: DynamoDBDocumentClient; table: string },
  claims: ClaimStore,
  drafts: DraftStore,
) {
  function rowOf({ type, thing }: Thing, decision: StoredDecision) {
    return {
      workspaceId: thing.workspaceId,
      at: decision.at,
      decisionId: decision.id,
      decision,
      ...(type === "claim" ? { reportId: thing.reportId } : {}),
      ...(type === "statement" ? { draftId: thing.draftId } : {}),
      ...(type === "draft" ? { draftId: thing.id } : {}),
    };
  }

  async function unmark({ type, thing }: Thing) {
    const done = { projected: thing.decisions.length };
    const { workspaceId } = thing;
    const same = ({ revision }: { revision: never }, { eq }: { eq: (a: never, b: number) => string }) =>
      eq(revision, thing.revision);
    if (type === "claim") {
      const key = { workspaceId, reportId: thing.reportId, claimId: thing.id };
      const patch = db.claim.patch(key).set(done).remove(["waiting", "waitingSince"]);
      await unlessRefused(patch.where(same as never).go());
    } else if (type === "statement") {
      const key = { workspaceId, draftId: thing.draftId, statementId: thing.id };
      const patch = db.statement.patch(key).set(done).remove(["waiting", "waitingSince"]);
      await unlessRefused(patch.where(same as never).go());
    } else {
      const patch = db.draft.patch({ workspaceId, draftId: thing.id }).set(done).remove(["waiting", "waitingSince"]);
      await unlessRefused(patch.where(same as never).go());
    }
  }

  async function project(item: Thing) {
    const fresh = item.thing.decisions.slice(item.thing.projected).map((decision) => rowOf(item, decision));
    if (fresh.length > 0) await wholeBatch(() => db.audit.put(fresh).go());
    await unmark(item);
  }

  async function read(row: Record<string, unknown>): Promise<Thing | undefined> {
    const workspaceId = row.workspaceId as WorkspaceId;
    if (row.claimId !== undefined) {
      const thing = await claims.storedClaim(workspaceId, row.claimId as ClaimId);
      return thing && { type: "claim", thing };
    }
    const draft = await drafts.storedDraft(workspaceId, row.draftId as DraftId);
    if (draft === undefined || row.statementId === undefined) return draft && { type: "draft", thing: draft };
    const thing = (await drafts.statementsOf(draft)).find(({ id }) => id === (row.statementId as StatementId));
    return thing && { type: "statement", thing };
  }

  /** What waits for the audit trail, in one workspace or in all. */
  async function waiting(workspaceId?: WorkspaceId): Promise<Record<string, unknown>[]> {
    const { name, hash, range } = TABLE.indexes.people;
    const items: Record<string, unknown>[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: name,
          KeyConditionExpression: workspaceId === undefined ? "#h = :w" : "#h = :w AND begins_with(#r, :ws)",
          ExpressionAttributeNames: { "#h": hash, ...(workspaceId === undefined ? {} : { "#r": range }) },
          ExpressionAttributeValues: {
            ":w": "waiting",
            ...(workspaceId === undefined ? {} : { ":ws": `${workspaceId}#` }),
          },
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return items;
  }

  async function everything(workspaceId: WorkspaceId): Promise<Thing[]> {
    const found: Thing[] = (await claims.storedClaims(workspaceId)).map((thing) => ({ type: "claim", thing }));
    for (const draft of await drafts.storedDrafts(workspaceId)) {
      found.push({ type: "draft", thing: draft });
      for (const thing of await drafts.statementsOf(draft)) found.push({ type: "statement", thing });
    }
    return found;
  }

  const hasDecisions = ({ thing }: { thing: Kept }) => thing.decisions.length > 0;

  return {
    project,
    /** Finishes what a stopped process left: at start, before the trail is read, and now and then. */
    async sweep(workspaceId?: WorkspaceId): Promise<number> {
      const rows = await waiting(workspaceId);
      for (const row of rows) {
        const item = await read(row);
        if (item === undefined) continue;
        await project(item);
        // the process that wrote it may have stopped before it said so
        if (item.type === "claim") await raise(db, item.thing.workspaceId, claimsOf(item.thing.reportId));
        else await raise(db, item.thing.workspaceId, "drafts");
      }
      return rows.length;
    },
    /** One page of the trail, oldest first. `after` is the last row's place. */
    async auditRows(workspaceId: WorkspaceId, after: string | undefined, limit: number): Promise<AuditRow[]> {
      const start = after ?? "";
      const { data } = await db.audit.query
        .byTime({ workspaceId })
        .gt({ at: start.split("#")[0] ?? "", decisionId: start.split("#")[1] ?? "" })
        .go({ limit, consistent: true });
      return data as unknown as AuditRow[];
    },
    /**
     * Proves that the trail and the things say the same, and writes what the trail lacks.
     * @returns decisions missing from the trail (now written) and rows of decisions that no living thing carries.
     */
    async rebuild(workspaceId: WorkspaceId): Promise<{ written: number; orphans: number }> {
      const items = (await everything(workspaceId)).filter(hasDecisions);
      // a statement that was carried into a new draft has its decisions in both
      const all = items.flatMap((item) => item.thing.decisions.map((decision) => rowOf(item, decision)));
      const rows = [...new Map(all.map((row) => [`${row.at}#${row.decisionId}`, row])).values()];
      const { data } = await db.audit.query.byTime({ workspaceId }).go({ pages: "all", consistent: true });
      const known = new Set(data.map((row) => `${row.at}#${row.decisionId}`));
      const lacking = rows.filter((row) => !known.delete(`${row.at}#${row.decisionId}`));
      if (lacking.length > 0) await wholeBatch(() => db.audit.put(lacking).go({ concurrent: 4 }));
      return { written: lacking.length, orphans: known.size };
    },
  };
}
