import { createHash } from "node:crypto";
import type { WorkspaceId } from "../evidence/ids.ts";
import type { Entities } from "./entities.ts";
import type { Kept, StoredDecision } from "./stored.ts";

/** The attributes of {@link Kept} as they lie in the table. */
export interface KeptRow {
  decisions: StoredDecision[];
  decisionCount: number;
  projected: number;
  olderParts?: number | undefined;
  edits: number;
  revision: number;
  createdAt: string;
  editedAt: string;
  changedAt: string;
}

export const newlyKept = (at: string) => ({
  decisions: [],
  decisionCount: 0,
  projected: 0,
  edits: 0,
  revision: 0,
  createdAt: at,
  editedAt: at,
  changedAt: at,
});

export function keptFrom(workspaceId: string, row: KeptRow): Kept {
  return {
    workspaceId: workspaceId as WorkspaceId,
    decisions: row.decisions,
    projected: row.projected,
    older: { parts: row.olderParts ?? 0, decisions: row.decisionCount - row.decisions.length },
    edits: row.edits,
    revision: row.revision,
    createdAt: row.createdAt,
    editedAt: row.editedAt,
    changedAt: row.changedAt,
  };
}

/** The same decision always has the same text, whatever order its parts were written in. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`);
  return `{${parts.join(",")}}`;
}

/** The link a decision makes to the one before it. */
export function chainHash(before: string | undefined, decision: StoredDecision): string {
  const { hash: _, ...said } = decision;
  return createHash("sha256")
    .update(before ?? "")
    .update("\n")
    .update(canonical(said))
    .digest("hex");
}

/** @returns index of the first decision whose hash is not that of its words and the decision before, or -1. */
export function firstBadLink(decisions: readonly StoredDecision[]): number {
  return decisions.findIndex((decision, i) => decision.hash !== chainHash(decisions[i - 1]?.hash, decision));
}

// An item may hold 400 KB. A history over this is cut: its older half moves to a row beside the item.
const HISTORY_BYTES = 120_000;

/** What one decision more does to an item: the attributes to set, and the row of older ones to write first, if any. */
export function withDecision(thing: Kept, decision: StoredDecision, now: string) {
  const before = thing.decisions.at(-1);
  // a later decision never bears an earlier time than the one it follows, whatever the clocks say
  const at = before !== undefined && before.at > decision.at ? before.at : decision.at;
  const dated = { ...decision, at };
  const linked = { ...dated, hash: chainHash(before?.hash, dated) };
  const inItem = thing.decisions.slice(thing.older.decisions);
  const long = Buffer.byteLength(JSON.stringify(inItem)) > HISTORY_BYTES && inItem.length > 1;
  const moved = long ? inItem.slice(0, -1) : [];
  return {
    linked,
    moved,
    set: {
      decisions: [...inItem.slice(moved.length), linked],
      decisionCount: thing.decisions.length + 1,
      olderParts: thing.older.parts + (long ? 1 : 0),
      revision: thing.revision + 1,
      changedAt: now,
      waiting: "waiting",
      waitingSince: `${thing.workspaceId}#${at}#${linked.id}`,
    },
  };
}

/** Puts the rows of older decisions before the ones in the item. */
export async function withHistory<T extends Kept>(db: Entities, thingId: string, thing: T): Promise<T> {
  if (thing.older.parts === 0) return thing;
  const { data } = await db.history.query
    .byThing({ workspaceId: thing.workspaceId, thingId })
    .go({ pages: "all", consistent: true });
  const older = data
    .filter((row) => row.part < thing.older.parts)
    .sort((a, b) => a.part - b.part)
    .flatMap((row) => row.decisions);
  return { ...thing, decisions: [...older, ...thing.decisions] };
}

export async function moveHistory(db: Entities, thingId: string, thing: Kept, moved: StoredDecision[]) {
  if (moved.length === 0) return;
  // written before the item forgets them: a crash in between leaves a row that the next decision writes again
  await db.history.put({ workspaceId: thing.workspaceId, thingId, part: thing.older.parts, decisions: moved }).go();
}
