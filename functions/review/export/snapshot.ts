import type { Claim } from "../../evidence/claim.ts";
import type { Draft, Statement } from "../../evidence/draft.ts";
import type { ClaimId, ReportId } from "../../evidence/ids.ts";
import type { Language } from "../../evidence/sentence.ts";
import type { Workspace } from "../../evidence/workspace.ts";
import type { StoredReport } from "../../store/store.ts";
import type { Kept, StoredDraft } from "../../store/stored.ts";
import type { StoredTheme } from "../../store/workspace-store.ts";
import { ApiError } from "../api-error.ts";
import { see } from "../claims-seen.ts";
import type { WorkspaceAsk } from "../route.ts";
import { draftSeen } from "../statement-view.ts";

export type Scope = "accepted" | "all";

/** A theme with what is said of it: its newest written draft's statements that are in scope. */
export interface ThemeSnapshot {
  theme: StoredTheme;
  draft?: Draft;
  statements: Statement[];
}

/** A workspace as it stood at one moment, as one person may see it, less what the scope leaves out. */
export interface Snapshot {
  workspace: Workspace;
  scope: Scope;
  /** ISO 8601, UTC. */
  at: string;
  language: Language;
  reports: StoredReport[];
  themes: ThemeSnapshot[];
  /** In the order of reports and places. */
  claims: Claim[];
}

/** The thing as it was at `at`: what was decided later is not in it. */
function asOf<T extends Kept>(thing: T, at: string): T {
  const last = thing.decisions.at(-1);
  if (last === undefined || last.at <= at) return thing;
  return { ...thing, decisions: thing.decisions.filter((decision) => decision.at <= at) };
}

/** Per theme the newest draft that was written and not rejected. */
function current(drafts: readonly StoredDraft[], rejected: (draft: StoredDraft) => boolean) {
  const newest = new Map<string, StoredDraft>();
  for (const draft of drafts) {
    if (draft.phase === "written" && !newest.has(draft.themeId) && !rejected(draft)) newest.set(draft.themeId, draft);
  }
  return newest;
}

/**
 * @throws ApiError `reread-pending` with the statements, when accepted evidence is asked for while statements are to be
 * read again: what rests on changed claims leaves the house only when somebody has looked at it.
 */
export async function snapshot(ask: WorkspaceAsk<unknown, unknown>, scope: Scope): Promise<Snapshot> {
  const { deps, workspace, eyes, language } = ask;
  const { store } = deps;
  const at = deps.now().toISOString();
  const [stored, themesNow, themes, reports, drafts] = await Promise.all([
    store.storedClaims(workspace.id),
    store.themesNow(workspace.id),
    store.themes(workspace.id),
    store.reports(workspace.id),
    store.storedDrafts(workspace.id),
  ]);
  const order = new Map<ReportId, number>(reports.map((report, i) => [report.id, i]));
  const seen = stored
    .map((claim) => see(asOf(claim, at), eyes, themesNow))
    .sort(
      (a, b) =>
        (order.get(a.claim.reportId) ?? 0) - (order.get(b.claim.reportId) ?? 0) ||
        a.stored.place - b.stored.place ||
        (a.claim.id < b.claim.id ? -1 : 1),
    );
  const claims = new Map<ClaimId, Claim>(seen.map(({ claim }) => [claim.id, claim]));
  const empty = (draft: StoredDraft, theme?: StoredTheme) => draftSeen(asOf(draft, at), [], theme, claims, language);
  const newest = current(drafts, (draft) => empty(draft).status === "rejected");
  const found = await Promise.all(
    themes.map(async (theme): Promise<ThemeSnapshot> => {
      const kept = newest.get(theme.id);
      if (kept === undefined) return { theme, statements: [] };
      const statements = (await store.statementsOf(kept)).map((statement) => asOf(statement, at));
      const draft = draftSeen(asOf(kept, at), statements, theme, claims, language);
      return {
        theme,
        draft,
        statements: draft.statements.filter(({ status }) => scope === "all" || status === "accepted"),
      };
    }),
  );
  if (scope === "accepted") refuseUnread(found);
  return {
    workspace,
    scope,
    at,
    language,
    reports,
    themes: found,
    claims: seen.map(({ claim }) => claim).filter(({ status }) => scope === "all" || status === "accepted"),
  };
}

function refuseUnread(themes: readonly ThemeSnapshot[]) {
  const statements = themes.flatMap(({ theme, draft }) =>
    (draft?.statements ?? [])
      .filter(({ status }) => status === "reread")
      .map(({ id, text, claimIds }) => ({ id, draftId: draft!.id, themeId: theme.id, text, claimIds })),
  );
  if (statements.length > 0) throw new ApiError("reread-pending", { statements });
}
