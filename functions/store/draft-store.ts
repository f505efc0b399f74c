import type { Draft, Statement } from "../evidence/draft.ts";
import type { ClaimId, DraftId, StatementId, ThemeId, WorkspaceId } from "../evidence/ids.ts";
import { type Code, SENTENCES, sentence } from "../evidence/sentence.ts";
import type { ThemeDefinition } from "../evidence/theme.ts";
import type { Usage } from "../evidence/usage.ts";
import type { ClaimStore } from "./claim-store.ts";
import { unlessRefused } from "./conditions.ts";
import type { Entities } from "./entities.ts";
import { type KeptRow, keptFrom, moveHistory, newlyKept, withDecision, withHistory } from "./keep.ts";
import { raise } from "./pulse.ts";
import { withDecided } from "./redraft.ts";
import type { PipelineStore } from "./store.ts";
import type { StoredDecision, StoredDraft, StoredStatement } from "./stored.ts";
import { themeDigest, wordingsOf } from "./wording.ts";

interface Written {
  statementIds: StatementId[];
  unused: ClaimId[];
  origin: Draft["origin"];
  usage?: Usage;
}

interface DraftRow extends KeptRow {
  workspaceId: string;
  draftId: string;
  themeId: string;
  phase: StoredDraft["phase"];
  written: string;
  failureCode?: string | undefined;
  basedOn?: string | undefined;
}

interface StatementRow extends KeptRow {
  workspaceId: string;
  draftId: string;
  statementId: string;
  proposed: string;
  basis: string;
}

const draftFrom = (row: DraftRow): StoredDraft => ({
  ...keptFrom(row.workspaceId, row),
  id: row.draftId as DraftId,
  themeId: row.themeId as ThemeId,
  phase: row.phase,
  ...(JSON.parse(row.written) as Written),
  ...(row.failureCode === undefined ? {} : { failureCode: row.failureCode }),
  ...(row.basedOn === undefined ? {} : { basedOn: row.basedOn }),
});

const statementFrom = (row: StatementRow): StoredStatement => ({
  ...keptFrom(row.workspaceId, row),
  id: row.statementId as StatementId,
  draftId: row.draftId as DraftId,
  proposed: JSON.parse(row.proposed) as StoredStatement["proposed"],
  basis: JSON.parse(row.basis) as Record<string, string>,
});

/** Where rows of a statement's older decisions are found. */
export const historyOf = ({ draftId, id }: Pick<StoredStatement, "draftId" | "id">) => `${draftId}.${id}`;

const failureOf = (code: string) => ({ code, message: code in SENTENCES ? sentence(code as Code, "da") : code });

export type DraftStore = ReturnType<typeof draftStore>;

export function draftStore(
  db: Entities,
  claims: ClaimStore,
  themes: (workspaceId: WorkspaceId) => Promise<ThemeDefinition[]>,
  now: () => Date,
) {
  async function storedDraft(workspaceId: WorkspaceId, draftId: DraftId): Promise<StoredDraft | undefined> {
    const { data } = await db.draft.get({ workspaceId, draftId }).go({ consistent: true });
    return data === null ? undefined : withHistory(db, draftId, draftFrom(data as DraftRow));
  }

  /** The draft's statements in the order they are read. Rows that a lost race left behind are not among them. */
  async function statementsOf(draft: StoredDraft): Promise<StoredStatement[]> {
    const { workspaceId, id: draftId } = draft;
    const { data } = await db.statement.query.byDraft({ workspaceId, draftId }).go({ pages: "all", consistent: true });
    const byId = new Map(data.map((row) => [row.statementId, statementFrom(row as StatementRow)]));
    const ordered = draft.statementIds.flatMap((id) => byId.get(id) ?? []);
    return Promise.all(ordered.map((statement) => withHistory(db, historyOf(statement), statement)));
  }

  async function storedDrafts(workspaceId: WorkspaceId): Promise<StoredDraft[]> {
    const { data } = await db.draft.query.byWorkspace({ workspaceId }).go({ pages: "all", consistent: true });
    const drafts = data.map((row) => draftFrom(row as DraftRow));
    // newest first
    drafts.sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id));
    return Promise.all(drafts.map((draft) => withHistory(db, draft.id, draft)));
  }

  /** What people decided about in the theme's former draft. */
  async function decidedBefore({ workspaceId, id, themeId }: StoredDraft): Promise<StoredStatement[]> {
    const former = (await storedDrafts(workspaceId)).find(
      (draft) => draft.themeId === themeId && draft.id !== id && draft.phase === "written",
    );
    const statements = former === undefined ? [] : await statementsOf(former);
    return statements.filter(({ decisions }) => decisions.length > 0);
  }

  /** Writes a statement, unless it is there: a late worker must not undo what people decided on it since. */
  async function makeStatement(statement: StoredStatement) {
    const { workspaceId, draftId, id, proposed, basis, decisions, older, ...kept } = statement;
    if (older.parts > 0) {
      // the rows of its older decisions are found under its own draft
      await moveHistory(db, historyOf(statement), { ...statement, older: { parts: 0, decisions: 0 } }, [
        ...decisions.slice(0, older.decisions),
      ]);
    }
    await unlessRefused(
      db.statement
        .create({
          workspaceId,
          draftId,
          statementId: id,
          proposed: JSON.stringify(proposed),
          basis: JSON.stringify(basis),
          decisions: decisions.slice(older.decisions),
          decisionCount: decisions.length,
          ...(older.parts > 0 ? { olderParts: 1 } : {}),
          projected: kept.projected,
          edits: kept.edits,
          revision: kept.revision,
          createdAt: kept.createdAt,
          editedAt: kept.editedAt,
          changedAt: kept.changedAt,
        })
        .go(),
    );
  }

  const pipeline = {
    /** As the system sees it; `reread` and `stale` are questions of review. */
    async draft(workspaceId, draftId): Promise<Draft | undefined> {
      const draft = await storedDraft(workspaceId, draftId);
      if (draft === undefined) return undefined;
      const statements = (await statementsOf(draft)).map(
        ({ id, proposed, edits, decisions }): Statement => ({
          id,
          ...proposed,
          status: "pending",
          version: edits + decisions.length,
        }),
      );
      return {
        id: draft.id,
        themeId: draft.themeId,
        version: draft.edits + draft.decisions.length,
        status: draft.phase === "written" ? "in-review" : draft.phase,
        stale: false,
        statements,
        unused: draft.unused,
        origin: draft.origin,
        createdAt: draft.createdAt,
        ...(draft.failureCode === undefined ? {} : { failure: failureOf(draft.failureCode) }),
      };
    },
    async completeDraft(workspaceId, draftId, result) {
      const draft = await storedDraft(workspaceId, draftId);
      if (draft === undefined || draft.phase !== "drafting") return;
      const [inTheme, definitions] = await Promise.all([
        claims.claimsOfTheme(workspaceId, draft.themeId),
        themes(workspaceId),
      ]);
      const at = now().toISOString();
      const basis = wordingsOf(inTheme);
      const fresh = result.statements.map(
        ({ id, section, text, claimIds, citations, checks }): StoredStatement => ({
          ...keptFrom(workspaceId, newlyKept(at)),
          id,
          draftId,
          proposed: { section, text, claimIds, citations, checks },
          basis: Object.fromEntries(claimIds.map((claimId) => [claimId, basis[claimId] ?? ""])),
        }),
      );
      const statements = withDecided(draftId, fresh, await decidedBefore(draft));
      for (const statement of statements) await makeStatement(statement);
      const written: Written = {
        statementIds: statements.map((statement) => statement.id),
        unused: result.unused,
        origin: result.origin,
        usage: result.usage,
      };
      await unlessRefused(
        db.draft
          .patch({ workspaceId, draftId })
          .set({
            phase: "written",
            written: JSON.stringify(written),
            basedOn: themeDigest(
              definitions.find((theme) => theme.id === draft.themeId),
              inTheme,
            ),
            editedAt: at,
            changedAt: at,
          })
          .add({ edits: 1, revision: 1 })
          .where(({ phase }, { eq }) => eq(phase, "drafting"))
          .go(),
      );
      await raise(db, workspaceId, "drafts");
    },
    async failDraft(workspaceId, draftId, code) {
      const at = now().toISOString();
      await unlessRefused(
        db.draft
          .patch({ workspaceId, draftId })
          .set({ phase: "failed", failureCode: code, editedAt: at, changedAt: at })
          .add({ edits: 1, revision: 1 })
          .where(({ phase }, { eq }) => eq(phase, "drafting"))
          .go(),
      );
      await raise(db, workspaceId, "drafts");
    },
  } satisfies Partial<PipelineStore>;

  return {
    ...pipeline,
    storedDraft,
    statementsOf,
    storedDrafts,
    /** An empty draft that synthesize will fill. Asking twice with one id is asking once. */
    async createDraft(draft: { workspaceId: WorkspaceId; id: DraftId; themeId: ThemeId; origin: Draft["origin"] }) {
      const written: Written = { statementIds: [], unused: [], origin: draft.origin };
      const made = await unlessRefused(
        db.draft
          .create({
            workspaceId: draft.workspaceId,
            draftId: draft.id,
            themeId: draft.themeId,
            phase: "drafting",
            written: JSON.stringify(written),
            ...newlyKept(now().toISOString()),
          })
          .go(),
      );
      if (made !== undefined) await raise(db, draft.workspaceId, "drafts");
      return made !== undefined;
    },
    /** As for claims: one more decision, if nothing was written since. */
    async decideDraft(draft: StoredDraft, decision: StoredDecision): Promise<StoredDraft | undefined> {
      const { moved, set } = withDecision(draft, decision, now().toISOString());
      const { workspaceId, id: draftId } = draft;
      await moveHistory(db, draftId, draft, moved);
      const result = await unlessRefused(
        db.draft
          .patch({ workspaceId, draftId })
          .set(set)
          .where(({ revision }, { eq }) => eq(revision, draft.revision))
          .go({ response: "all_new" }),
      );
      if (result === undefined) return undefined;
      await raise(db, workspaceId, "drafts");
      return withHistory(db, draftId, draftFrom(result.data as DraftRow));
    },
    async decideStatement(statement: StoredStatement, decision: StoredDecision): Promise<StoredStatement | undefined> {
      const { moved, set } = withDecision(statement, decision, now().toISOString());
      const { workspaceId, draftId, id: statementId } = statement;
      await moveHistory(db, historyOf(statement), statement, moved);
      const result = await unlessRefused(
        db.statement
          .patch({ workspaceId, draftId, statementId })
          .set(set)
          .where(({ revision }, { eq }) => eq(revision, statement.revision))
          .go({ response: "all_new" }),
      );
      if (result === undefined) return undefined;
      await raise(db, workspaceId, "drafts");
      return withHistory(db, historyOf(statement), statementFrom(result.data as StatementRow));
    },
  };
}
