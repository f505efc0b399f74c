import type { Decision } from "../evidence/decision.ts";
import type { ClaimId, WorkspaceId } from "../evidence/ids.ts";
import { revealedBy } from "../evidence/standing.ts";
import { type Eyes, seenDecisions, told } from "../store/claim-view.ts";
import type { Store } from "../store/dynamo-store.ts";
import type { AuditRow, StoredDecision } from "../store/stored.ts";
import { readCursor, writeCursor } from "./paging.ts";

interface Wanted {
  target?: readonly string[] | undefined;
  by?: readonly string[] | undefined;
  /** ISO 8601: only what was decided after it. */
  since?: string | undefined;
}

const isPlace = (place: unknown): place is string => typeof place === "string" && place.includes("#");

/**
 * A page of the audit trail, oldest first, as the asker may see it: a vote that is blind to her is not in it, and turns
 * up at its own time once two people have voted.
 */
export async function trailPage(
  store: Store,
  workspaceId: WorkspaceId,
  eyes: Eyes,
  wanted: Wanted,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Decision[]; cursor?: string }> {
  let after = readCursor(cursor, isPlace);
  // what a stopped process decided and did not copy belongs to the trail as much as the rest
  if (after === undefined) await store.sweep(workspaceId);
  after ??= wanted.since === undefined ? undefined : `${wanted.since}#~`;
  const visible = await visibilityFor(store, workspaceId, eyes);
  const items: Decision[] = [];
  for (;;) {
    const rows = await store.auditRows(workspaceId, after, 200);
    for (const row of rows) {
      after = `${row.at}#${row.decision.id}`;
      if (!matches(row, wanted) || !visible(row)) continue;
      items.push(inDraft(row));
      if (items.length === limit) return { items, cursor: writeCursor(after) };
    }
    if (rows.length < 200) return { items };
  }
}

/** As it is told, with the draft a sentence was decided in. */
function inDraft({ decision, draftId }: AuditRow): Decision {
  const { target, ...said } = told(decision);
  return { ...said, target: draftId === undefined ? target : { ...target, draftId } };
}

/**
 * Every decision as it is kept, for a file whose chains can be checked. With two reviewers a claim is in it once two
 * people have voted: a chain with a hidden link, or one that is left out for having such a link, would tell of a vote.
 */
export async function wholeTrail(store: Store, workspaceId: WorkspaceId, eyes: Eyes): Promise<StoredDecision[]> {
  await store.sweep(workspaceId);
  const kept: StoredDecision[] = [];
  for (let after: string | undefined; ; ) {
    const rows = await store.auditRows(workspaceId, after, 500);
    for (const row of rows) {
      after = `${row.at}#${row.decision.id}`;
      kept.push(row.decision);
    }
    if (rows.length < 500) break;
  }
  if (eyes.reviewers === 1 || eyes.viewer === undefined) return kept;
  const claims = Map.groupBy(
    kept.filter(({ target }) => target.type === "claim"),
    ({ target }) => target.id,
  );
  return kept.filter(({ target }) => target.type !== "claim" || revealedBy(claims.get(target.id) ?? []) >= 0);
}

function matches({ decision }: AuditRow, { target, by }: Wanted): boolean {
  const { type, id } = decision.target;
  if (target !== undefined && !target.includes(id) && !target.includes(type)) return false;
  return by === undefined || by.includes(decision.by.id);
}

async function visibilityFor(store: Store, workspaceId: WorkspaceId, eyes: Eyes): Promise<(row: AuditRow) => boolean> {
  if (eyes.reviewers === 1 || eyes.viewer === undefined) return () => true;
  const seen = new Map<string, Set<string>>();
  for (const claim of await store.storedClaims(workspaceId)) {
    if (claim.decisions.length === 0) continue;
    seen.set(claim.id, new Set(seenDecisions(claim, eyes).map(({ decision }) => decision.id)));
  }
  return ({ decision }) => {
    if (decision.target.type !== "claim") return true;
    const known = seen.get(decision.target.id as ClaimId);
    // of a claim that is gone only one's own decisions are told: whether it was blind can no longer be known
    return known === undefined ? decision.by.id === eyes.viewer : known.has(decision.id);
  };
}
