import type { z } from "zod";
import { type DecisionId, derive } from "../evidence/ids.ts";
import { namesFor } from "../evidence/names-for.ts";
import { checkStatement } from "../fidelity/check-statement.ts";
import { ContendedError } from "../store/conditions.ts";
import type { StoredDecision, StoredDraft, StoredStatement } from "../store/stored.ts";
import { wordingsOf } from "../store/wording.ts";
import { ApiError, invalid } from "./api-error.ts";
import { decideClaim } from "./decide-claim.ts";
import { checkMaySettle, checkSaid, decisionFor } from "./decision-for.ts";
import { claimsById, draftsSeen } from "./drafts-seen.ts";
import type { WorkspaceAsk } from "./route.ts";
import type { NewDecision, NewStatementDecision } from "./shapes.ts";
import { type ClaimsById, claimIdsOf, statementSeen, statementVersion } from "./statement-view.ts";

type Asker = Pick<WorkspaceAsk<unknown, unknown>, "deps" | "workspace" | "eyes" | "person" | "language">;
type Said = z.output<typeof NewStatementDecision>;

const TRIES = 20;
const accepts = (said: NewDecision) =>
  said.verdict === "accept" ||
  said.verdict === "reword" ||
  (said.verdict === "settle" && (said.settledAs === "accept" || said.settledAs === "reword"));

const notAccepted = (claims: ClaimsById, ids: readonly string[]) =>
  ids.filter((id) => claims.get(id as never)?.status !== "accepted");

/**
 * Sees to it that every claim under a statement is accepted before the statement is.
 * The person's accepts are recorded first and looked at afterwards: with two reviewers, asking before recording would
 * tell her what the other one thinks.
 */
async function underpin(
  ask: Asker,
  ids: readonly string[],
  acceptClaims: boolean,
  id: string,
): Promise<{ claims: ClaimsById; accepted: StoredDecision[] }> {
  let claims = await claimsById(ask);
  const accepted: StoredDecision[] = [];
  const open = notAccepted(claims, ids);
  if (open.length === 0) return { claims, accepted };
  const pending = open.filter((claimId) => claims.get(claimId as never)?.status === "pending");
  if (!acceptClaims || pending.length < open.length) throw new ApiError("claims-not-accepted", { claimIds: open });
  for (const claimId of pending) {
    const claim = claims.get(claimId as never)!;
    const said = { verdict: "accept" as const, expectedVersion: claim.version };
    const made = await decideClaim(ask, claim.id, said, `dec_${derive(id, claim.id)}`, { partOf: id as DecisionId });
    accepted.push(made.decision);
  }
  claims = await claimsById(ask);
  const left = notAccepted(claims, ids);
  if (left.length > 0) throw new ApiError("claims-not-accepted", { claimIds: left });
  return { claims, accepted };
}

export async function decideStatement(
  ask: Asker,
  draft: StoredDraft,
  statementId: string,
  said: Said,
  id: string,
): Promise<{
  stored: StoredStatement;
  decision: StoredDecision;
  claims: ClaimsById;
  /** The person's accepts of the claims under it, given with it. */
  accepted: readonly StoredDecision[];
}> {
  const { deps, person, workspace } = ask;
  checkSaid(said);
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = (await deps.store.statementsOf(draft)).find((each) => each.id === statementId);
    if (stored === undefined) throw new ApiError("not-found");
    let claims = await claimsById(ask);
    const before = stored.decisions.find((decision) => decision.id === id);
    if (before !== undefined) return { stored, decision: before, claims, accepted: [] };
    if (statementVersion(stored, claims) !== said.expectedVersion) {
      throw new ApiError("stale-version", { statement: statementSeen(stored, claims) });
    }
    if (said.verdict === "settle") checkMaySettle(stored, 1, person, workspace.role);
    const claimIds = said.claimIds ?? claimIdsOf(stored);
    const unknown = (said.claimIds ?? []).findIndex((claimId) => !claims.has(claimId));
    if (unknown >= 0) throw invalid({ path: `claimIds.${unknown}`, message: "no such claim here" });
    let accepted: readonly StoredDecision[] = [];
    if (accepts(said)) ({ claims, accepted } = await underpin(ask, claimIds, said.acceptClaims === true, id));
    const under = claimIds.flatMap((claimId) => claims.get(claimId) ?? []);
    const found: Pick<StoredDecision, "checks" | "figures" | "basis"> = { basis: wordingsOf(under) };
    if (said.text !== undefined) {
      const { checks, figures } = checkStatement(
        said.text,
        under.flatMap(({ citations }) => citations),
        {
          attributions: namesFor(
            under,
            new Map((await deps.store.reports(workspace.id)).map((each) => [each.id, each])),
          ),
        },
      );
      Object.assign(found, { checks, figures });
    }
    const target = { type: "statement" as const, id: statementId };
    const decision = decisionFor(id, target, said, person, deps.now(), found);
    const after = await deps.store.decideStatement(stored, decision);
    if (after !== undefined) {
      return { stored: after, decision: after.decisions.find((made) => made.id === id)!, claims, accepted };
    }
  }
  throw new ContendedError(`statement ${statementId}`);
}

/** A draft is accepted as a whole only when nobody has to look at any of its statements any more. */
export async function decideDraft(
  ask: Asker,
  draft: StoredDraft,
  said: NewDecision,
  id: string,
): Promise<{ stored: StoredDraft; decision: StoredDecision }> {
  const { deps, person, workspace } = ask;
  checkSaid(said);
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await deps.store.storedDraft(workspace.id, draft.id);
    if (stored === undefined) throw new ApiError("not-found");
    const before = stored.decisions.find((decision) => decision.id === id);
    if (before !== undefined) return { stored, decision: before };
    const [seen] = await draftsSeen(ask, [stored]);
    if (seen?.version !== said.expectedVersion) throw new ApiError("stale-version", { draft: seen });
    if (said.verdict === "settle") checkMaySettle(stored, 1, person, workspace.role);
    if (accepts(said)) {
      const open = seen.statements.filter(({ status }) => status === "pending" || status === "reread");
      if (open.length > 0 || seen.status === "drafting" || seen.status === "failed") {
        throw new ApiError("statements-open", { statementIds: open.map((statement) => statement.id) });
      }
    }
    const target = { type: "draft" as const, id: draft.id };
    const decision = decisionFor(id, target, said, person, deps.now());
    const after = await deps.store.decideDraft(stored, decision);
    if (after !== undefined) return { stored: after, decision: after.decisions.find((made) => made.id === id)! };
  }
  throw new ContendedError(`draft ${draft.id}`);
}
