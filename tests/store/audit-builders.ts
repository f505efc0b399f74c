import type { WorkspaceId } from "../../functions/evidence/ids.ts";
import { chainHash } from "../../functions/store/keep.ts";
import type { AuditRow, StoredDecision } from "../../functions/store/stored.ts";

export const WS = "wsp_0123456789abcdef0123" as WorkspaceId;
export const AT = "2026-11-21T12:00:00.000Z";

let made = 0;
/** The decisions of one item, chained as the store chains them. */
export function decisionsOn(
  type: "claim" | "report" | "statement",
  id: string,
  verdicts: readonly string[],
  at = AT,
  after: readonly StoredDecision[] = [],
): StoredDecision[] {
  const chain = [...after];
  for (const verdict of verdicts) {
    const decision = {
      id: `dec_${(made++).toString().padStart(20, "0")}`,
      target: { type, id },
      verdict,
      comment: "Står på side 4, ikke 5.",
      by: { id: "per_1", name: "Åse Ørsted" },
      at,
      basedOnVersion: chain.length,
    } as unknown as StoredDecision;
    const before = chain.at(-1)?.hash;
    chain.push(type === "report" ? decision : { ...decision, hash: chainHash(before, decision) });
  }
  return chain.slice(after.length);
}

/** The trail as the store hands it out, in pages. */
export const pagesOf =
  (decisions: readonly StoredDecision[]) =>
  async (after: string | undefined, limit: number): Promise<AuditRow[]> =>
    decisions
      .map((decision) => ({ workspaceId: WS, at: decision.at, decision }))
      .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
      .filter((row) => after === undefined || placeOf(row) > after)
      .slice(0, limit);
const placeOf = ({ at, decision }: { at: string; decision: StoredDecision }) => `${at}#${decision.id}`;
