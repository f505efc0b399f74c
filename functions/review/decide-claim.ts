import type { ClaimId } from "../evidence/ids.ts";
import { namesFor } from "../evidence/names-for.ts";
import { checkStatement } from "../fidelity/check-statement.ts";
import { type Eyes, told, versionFor } from "../store/claim-view.ts";
import { ContendedError } from "../store/conditions.ts";
import type { StoredClaim, StoredDecision } from "../store/stored.ts";
import { ApiError } from "./api-error.ts";
import { see } from "./claims-seen.ts";
import { checkMaySettle, checkSaid, decisionFor } from "./decision-for.ts";
import type { WorkspaceAsk } from "./route.ts";
import type { NewDecision } from "./shapes.ts";

type Asker = Pick<WorkspaceAsk<unknown, unknown>, "deps" | "workspace" | "eyes" | "person">;

/** Somebody else may be writing the same claim; a hidden vote of theirs must not turn ours away. */
const TRIES = 20;

/**
 * Records one person's decision about one claim.
 * @param id of the decision; where the claim carries it already (a request that came twice) nothing is added.
 * @throws ApiError `stale-version`, with the claim as it is now, when something the person can see has changed.
 */
export async function decideClaim(
  { deps, workspace, eyes, person }: Asker,
  claimId: ClaimId,
  said: NewDecision,
  id: string,
  more: { sorted?: NonNullable<StoredClaim["sorted"]>; partOf?: StoredDecision["partOf"] } = {},
): Promise<{ stored: StoredClaim; decision: StoredDecision }> {
  checkSaid(said);
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await deps.store.storedClaim(workspace.id, claimId);
    if (stored === undefined) throw new ApiError("not-found");
    const before = stored.decisions.find((decision) => decision.id === id);
    if (before !== undefined) return { stored, decision: before };
    if (versionFor(stored, eyes) !== said.expectedVersion) {
      throw new ApiError("stale-version", await claimShape(deps, workspace.id, stored, eyes));
    }
    if (said.verdict === "settle") checkMaySettle(stored, eyes.reviewers, person, workspace.role);
    const found = said.text === undefined ? {} : await checksOf(deps, workspace.id, said.text, stored);
    const target = { type: "claim" as const, id: claimId };
    const decision = decisionFor(id, target, said, person, deps.now(), {
      ...found,
      ...(more.sorted === undefined ? {} : { sorted: await sortingOf(deps, workspace.id, stored, eyes, more.sorted) }),
      ...(more.partOf === undefined ? {} : { partOf: more.partOf }),
    });
    const after = await deps.store.decideClaim(stored, decision, more.sorted);
    if (after !== undefined) return { stored: after, decision: after.decisions.find((made) => made.id === id)! };
  }
  throw new ContendedError(`claim ${claimId}`);
}

/** What the claim was sorted as, and what it will be: so that it can be taken back. */
async function sortingOf(
  deps: Asker["deps"],
  workspaceId: Asker["workspace"]["id"],
  stored: StoredClaim,
  eyes: Eyes,
  sorted: NonNullable<StoredClaim["sorted"]>,
) {
  const { kind, themes } = (await claimShape(deps, workspaceId, stored, eyes)).claim;
  return { from: { kind, themes }, to: { kind, themes, ...sorted } };
}

async function checksOf(
  { store }: Asker["deps"],
  workspaceId: Asker["workspace"]["id"],
  text: string,
  { reportId, proposed }: StoredClaim,
): Promise<Pick<StoredDecision, "checks" | "figures">> {
  const report = await store.report(workspaceId, reportId);
  const reports = new Map(report === undefined ? [] : [[reportId, report]]);
  const attributions = namesFor([{ reportId, attribution: proposed.attribution }], reports);
  const { checks, figures } = checkStatement(text, proposed.citations, { attributions });
  return { checks, figures };
}

export async function claimShape(
  deps: Asker["deps"],
  workspaceId: Asker["workspace"]["id"],
  stored: StoredClaim,
  eyes: Eyes,
) {
  return { claim: see(stored, eyes, await deps.store.themesNow(workspaceId)).claim };
}

export const decisionShape = (decision: StoredDecision) => told(decision);
