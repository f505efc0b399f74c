import { isDeepStrictEqual } from "node:util";
import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Claim } from "../evidence/claim.ts";
import type { ClaimId, ReportId, WorkspaceId } from "../evidence/ids.ts";
import type { Reviewers } from "../evidence/standing.ts";
import { type ClaimRow, claimFrom, newClaimRow, proposedParts, whereaboutsOf } from "./claim-row.ts";
import { claimShelf } from "./claim-shelf.ts";
import { claimSeenBy, type ThemesNow, withThemes } from "./claim-view.ts";
import { eachAtOnce, unlessRefused, wholeBatch } from "./conditions.ts";
import type { Entities } from "./entities.ts";
import { moveHistory, withDecision, withHistory } from "./keep.ts";
import { claimsOf, raise } from "./pulse.ts";
import type { PipelineStore } from "./store.ts";
import type { ProposedParts, StoredClaim, StoredDecision } from "./stored.ts";
import { TABLE } from "./table.ts";

/** How many conditional writes go out side by side. */
const HANDS = 16;

export type ClaimStore = ReturnType<typeof claimStore>;

export function claimStore(
  db: Entities,
  { client, table }: { client: DynamoDBDocumentClient; table: string },
  rules: {
    reviewersOf(workspaceId: WorkspaceId): Promise<Reviewers>;
    themesNow(workspaceId: WorkspaceId): Promise<ThemesNow>;
  },
  now: () => Date,
) {
  async function stored(workspaceId: WorkspaceId, reportId: ReportId): Promise<StoredClaim[]> {
    const { data } = await db.claim.query.byReport({ workspaceId, reportId }).go({ pages: "all", consistent: true });
    const claims = data.map((row) => claimFrom(row as ClaimRow));
    return Promise.all(claims.map((claim) => withHistory(db, claim.id, claim)));
  }

  const shelf = claimShelf(db, stored);

  async function changed(workspaceId: WorkspaceId, reportIds: Iterable<ReportId>) {
    for (const reportId of new Set(reportIds)) await raise(db, workspaceId, claimsOf(reportId));
  }

  async function written(row: ClaimRow): Promise<StoredClaim> {
    const claim = await withHistory(db, row.claimId, claimFrom(row));
    shelf.wrote(claim, await raise(db, claim.workspaceId, claimsOf(claim.reportId)));
    return claim;
  }

  /** Finds a claim's report: what this process knows, then the index, then everything (an index may lag by a moment). */
  async function reportOf(workspaceId: WorkspaceId, claimId: ClaimId): Promise<ReportId | undefined> {
    const known = await shelf.whereabouts(workspaceId, claimId);
    if (known !== undefined) return known;
    const { name, hash } = TABLE.indexes.whereabouts;
    const { Items } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: name,
        KeyConditionExpression: "#at = :at",
        ExpressionAttributeNames: { "#at": hash },
        ExpressionAttributeValues: { ":at": whereaboutsOf(workspaceId, claimId) },
      }),
    );
    const partition = Items?.[0]?.[TABLE.key.hash] as string | undefined;
    if (partition !== undefined) return partition.split("#").at(-1) as ReportId;
    for (const [reportId, claims] of await shelf.all(workspaceId)) if (claims.has(claimId)) return reportId;
    return undefined;
  }

  async function storedClaim(workspaceId: WorkspaceId, claimId: ClaimId): Promise<StoredClaim | undefined> {
    const reportId = await reportOf(workspaceId, claimId);
    if (reportId === undefined) return undefined;
    const { data } = await db.claim.get({ workspaceId, reportId, claimId }).go({ consistent: true });
    return data === null ? undefined : withHistory(db, claimId, claimFrom(data as ClaimRow));
  }

  async function storedClaims(workspaceId: WorkspaceId): Promise<StoredClaim[]> {
    return [...(await shelf.all(workspaceId)).values()].flatMap((claims) => [...claims.values()]);
  }

  /**
   * Changes what was proposed of an undecided claim, or of any claim where `decided` says so.
   * @returns false when a person has decided on it and it was left as it is.
   */
  async function repropose(claim: StoredClaim, parts: ProposedParts, run: string, decided: boolean): Promise<boolean> {
    const written = JSON.stringify(parts);
    // what was put aside for a while may come back with its parts in another order
    const same = written === JSON.stringify(claim.proposed) || isDeepStrictEqual(JSON.parse(written), claim.proposed);
    if (same && run === claim.run) return true;
    const at = now().toISOString();
    const { workspaceId, reportId } = claim;
    const done = await unlessRefused(
      db.claim
        .patch({ workspaceId, reportId, claimId: claim.id })
        .set({ run, ...(same ? {} : { proposed: written, editedAt: at, changedAt: at }) })
        .add({ revision: 1, edits: same ? 0 : 1 })
        // runs sort in the order they began: a worker of an older one, late, takes nothing from a newer
        .where(({ decisionCount, run: last }, { eq, lte }) =>
          decided ? lte(last, run) : `${eq(decisionCount, 0)} AND ${lte(last, run)}`,
        )
        .go(),
    );
    return done !== undefined;
  }

  const asClaims = async (workspaceId: WorkspaceId, claims: Iterable<StoredClaim>): Promise<Claim[]> => {
    const [reviewers, themes] = await Promise.all([rules.reviewersOf(workspaceId), rules.themesNow(workspaceId)]);
    return [...claims]
      .sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1))
      .map((claim) => withThemes(claimSeenBy(claim, { reviewers }), themes));
  };

  const pipeline = {
    async claimsOfReport(workspaceId, reportId) {
      return asClaims(workspaceId, await stored(workspaceId, reportId));
    },
    async claimsOfTheme(workspaceId, themeId) {
      const claims = await asClaims(workspaceId, await storedClaims(workspaceId));
      return claims.filter((claim) => claim.themes.includes(themeId));
    },
    async *claims(workspaceId) {
      for (const claims of (await shelf.all(workspaceId)).values()) yield* await asClaims(workspaceId, claims.values());
    },
    async putProposed(workspaceId, reportId, run, claims) {
      const at = now().toISOString();
      const byId = new Map(claims.map((claim) => [claim.id, claim]));
      const existing = new Map<ClaimId, StoredClaim>();
      const keys = [...byId.keys()].map((claimId) => ({ workspaceId, reportId, claimId }));
      if (keys.length > 0) {
        const { data } = await db.claim.get(keys).go({ consistent: true, concurrent: 4 });
        for (const row of data) existing.set(row.claimId as ClaimId, claimFrom(row as ClaimRow));
      }
      await eachAtOnce([...byId.values()], HANDS, async (claim) => {
        let before = existing.get(claim.id);
        if (before === undefined) {
          const made = await unlessRefused(db.claim.create(newClaimRow(workspaceId, run, claim, at)).go());
          if (made !== undefined) return;
          const { data } = await db.claim.get({ workspaceId, reportId, claimId: claim.id }).go({ consistent: true });
          if (data === null) return;
          before = claimFrom(data as ClaimRow);
        }
        if (before.decisions.length === 0 && (await repropose(before, proposedParts(claim), run, false))) return;
        // decided, now or a moment ago: only the run is remembered, nothing a person saw changes
        await repropose(before, before.proposed, run, true);
      });
      await changed(workspaceId, [reportId]);
    },
    async moveCitations(workspaceId, moved) {
      const touched = new Set<ReportId>();
      await eachAtOnce(moved, HANDS, async ({ claimId, citations, flags }) => {
        const claim = await storedClaim(workspaceId, claimId);
        if (claim === undefined) return;
        touched.add(claim.reportId);
        const parts = proposedParts({ ...claimSeenBy(claim, { reviewers: 1 }), ...claim.proposed, citations, flags });
        await repropose(claim, parts, claim.run, true);
      });
      await changed(workspaceId, touched);
    },
    async retheme(workspaceId, changes) {
      const touched = new Set<ReportId>();
      await eachAtOnce(changes, HANDS, async ({ claimId, themes }) => {
        const claim = await storedClaim(workspaceId, claimId);
        if (claim === undefined || claim.decisions.length > 0 || themes.length === 0) return;
        touched.add(claim.reportId);
        await repropose(claim, { ...claim.proposed, themes: themes.slice(0, 3) }, claim.run, false);
      });
      await changed(workspaceId, touched);
    },
    async removeUnproposed(workspaceId, reportId, run) {
      const old = (await stored(workspaceId, reportId)).filter(
        (claim) => claim.run !== run && claim.decisions.length === 0 && claim.proposed.origin.engine !== "person",
      );
      let removed = 0;
      await eachAtOnce(old, HANDS, async ({ id: claimId }) => {
        const gone = await unlessRefused(
          db.claim
            .remove({ workspaceId, reportId, claimId })
            .where((attributes, { eq, ne }) => `${eq(attributes.decisionCount, 0)} AND ${ne(attributes.run, run)}`)
            .go(),
        );
        if (gone !== undefined) removed++;
      });
      const { data } = await db.heldBack.query
        .byReport({ workspaceId, reportId })
        .go({ pages: "all", consistent: true });
      const stale = data.filter((row) => row.run !== run);
      if (stale.length > 0) await wholeBatch(() => db.heldBack.delete(stale).go({ concurrent: 4 }));
      await changed(workspaceId, [reportId]);
      return removed;
    },
  } satisfies Partial<PipelineStore>;

  return {
    ...pipeline,
    storedClaim,
    storedClaims,
    forgetClaims: shelf.forget,
    /** A claim that a person made. @returns the one that stands there already, or the new one. */
    async createClaim(workspaceId: WorkspaceId, claim: Claim): Promise<{ made: boolean; claim: StoredClaim }> {
      const row = newClaimRow(workspaceId, "person", claim, now().toISOString());
      const made = await unlessRefused(db.claim.create(row).go());
      if (made !== undefined) return { made: true, claim: await written(row) };
      const { data } = await db.claim
        .get({ workspaceId, reportId: claim.reportId, claimId: claim.id })
        .go({ consistent: true });
      return { made: false, claim: claimFrom((data ?? row) as ClaimRow) };
    },
    /**
     * Adds one decision to the claim's own history, if nothing was written to it since it was read.
     * @returns `undefined` when something was.
     */
    async decideClaim(
      claim: StoredClaim,
      decision: StoredDecision,
      sorted?: StoredClaim["sorted"],
    ): Promise<StoredClaim | undefined> {
      const { linked: _, moved, set } = withDecision(claim, decision, now().toISOString());
      const { workspaceId, reportId, id: claimId } = claim;
      await moveHistory(db, claimId, claim, moved);
      const result = await unlessRefused(
        db.claim
          .patch({ workspaceId, reportId, claimId })
          .set({ ...set, ...(sorted === undefined ? {} : { sorted: JSON.stringify({ ...claim.sorted, ...sorted }) }) })
          .where(({ revision }, { eq }) => eq(revision, claim.revision))
          .go({ response: "all_new" }),
      );
      return result === undefined ? undefined : written(result.data as ClaimRow);
    },
    async deleteClaims(workspaceId: WorkspaceId, reportId: ReportId) {
      const { data } = await db.claim.query.byReport({ workspaceId, reportId }).go({ pages: "all", consistent: true });
      const grown = data.filter((row) => (row.olderParts ?? 0) > 0);
      for (const row of grown) {
        const { data: parts } = await db.history.query
          .byThing({ workspaceId, thingId: row.claimId })
          .go({ pages: "all" });
        await wholeBatch(() => db.history.delete(parts).go());
      }
      if (data.length > 0) await wholeBatch(() => db.claim.delete(data).go({ concurrent: 4 }));
      await changed(workspaceId, [reportId]);
    },
  };
}
