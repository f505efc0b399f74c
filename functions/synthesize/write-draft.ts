import { type DraftRequest, type Engine, EngineError } from "../engines/engine.ts";
import type { Claim } from "../evidence/claim.ts";
import { DraftSection, type Statement } from "../evidence/draft.ts";
import type { ClaimId, DraftId } from "../evidence/ids.ts";
import type { DraftRequested } from "../evidence/message.ts";
import { addUsage, type Usage } from "../evidence/usage.ts";
import type { PipelineStore } from "../store/store.ts";
import { checkStatements } from "./check-statements.ts";

export interface SynthesisDeps {
  store: PipelineStore;
  /** @throws EngineError when there is no such engine here (no key). */
  engine(name: "local" | "openai"): Promise<Engine>;
}

/** Writes a draft that was asked for. A draft that is no longer `drafting` has been written already, or given up. */
export async function writeDraft(deps: SynthesisDeps, message: DraftRequested): Promise<void> {
  const { store } = deps;
  const { workspaceId, themeId, draftId } = message;
  const draft = await store.draft(workspaceId, draftId);
  if (draft === undefined || draft.status !== "drafting") return;
  const theme = (await store.themes(workspaceId)).find(({ id }) => id === themeId);
  if (theme === undefined) return store.failDraft(workspaceId, draftId, "not-found");
  const claims = usable(await store.claimsOfTheme(workspaceId, themeId));
  try {
    const engine = await deps.engine((await store.settings(workspaceId))?.engine ?? "local");
    const request: DraftRequest = {
      theme,
      claims,
      reports: await store.reports(workspaceId).then(facts),
      language: "da",
    };
    const { statements, usage } = await draftOf(engine, draftId, request);
    const rests = new Set<ClaimId>(statements.flatMap(({ claimIds }) => claimIds));
    const unused = claims.map(({ id }) => id).filter((id) => !rests.has(id));
    // an engine's origin names the prompt that finds claims; a draft is written by another
    const written = engine.promptVersions?.draft;
    const origin = written === undefined ? engine.origin : { ...engine.origin, promptVersion: written };
    await store.completeDraft(workspaceId, draftId, { statements, unused, origin, usage });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    await store.failDraft(workspaceId, draftId, error.code);
  }
}

/** What a draft may rest on, in an order that does not depend on when claims were made: accepted ones first. */
export function usable(claims: readonly Claim[]): Claim[] {
  const rank = (claim: Claim) => (claim.status === "accepted" ? 0 : 1);
  return claims
    .filter(({ status }) => status === "accepted" || status === "pending")
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (a.reportId < b.reportId ? -1 : a.reportId > b.reportId ? 1 : 0) ||
        a.citations[0]!.start - b.citations[0]!.start ||
        (a.id < b.id ? -1 : 1),
    );
}

/**
 * The engine's sentences, checked; what the gate refuses goes back once with the reason, and what still fails is left
 * out. Pure but for the engine, so that the evaluations run the same code.
 */
export async function draftOf(
  engine: Engine,
  draftId: DraftId,
  request: DraftRequest,
): Promise<{ statements: Statement[]; usage: Usage; dropped: { text: string; why: string }[] }> {
  const grounds = {
    claims: new Map<string, Claim>(request.claims.map((claim) => [claim.id, claim])),
    reports: new Map<string, DraftRequest["reports"][number]>(request.reports.map((report) => [report.id, report])),
  };
  const answer = await engine.draftTheme(request);
  const first = checkStatements(draftId, answer.statements, grounds);
  if (first.refused.length === 0) return { statements: inOrder(first.passed), usage: answer.usage, dropped: [] };

  const revised = await engine.draftTheme({ ...request, refused: first.refused });
  const second = checkStatements(draftId, revised.statements, grounds);
  const kept = new Set(first.passed.map(baseOf));
  return {
    statements: inOrder([...first.passed, ...second.passed.filter((statement) => !kept.has(baseOf(statement)))]),
    usage: addUsage(answer.usage, revised.usage),
    dropped: second.refused.map(({ statement, why }) => ({ text: statement.text, why })),
  };
}

/** An engine may answer with its revisions only, or with the whole draft again: the same claims make the same point. */
const baseOf = ({ section, claimIds }: Statement) => `${section} ${[...claimIds].sort().join()}`;

const inOrder = (statements: readonly Statement[]) =>
  DraftSection.options.flatMap((section) => statements.filter((statement) => statement.section === section));

const facts = (reports: Awaited<ReturnType<PipelineStore["reports"]>>): DraftRequest["reports"] =>
  reports.map(({ id, title, publisher, year, kind, language, pageCount }) => ({
    id,
    title,
    language: language === "da" || language === "en" || language === "sv" ? language : "other",
    pageCount: pageCount ?? 0,
    ...(publisher === undefined ? {} : { publisher }),
    ...(year === undefined ? {} : { year }),
    ...(kind === undefined ? {} : { kind }),
  }));
