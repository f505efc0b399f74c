import type { Draft } from "../api/shapes.ts";
import type { Statement } from "./draft-requests.ts";

/** What a statement was in the former draft: nothing, or the statement it came from. */
export interface Comparison {
  former: Map<string, Statement | undefined>;
  gone: Statement[];
}

/** Pairs statements of two drafts: the same words first, then the same section with most claims in common. */
export function compareDrafts(now: Draft, before: Draft): Comparison {
  const left = new Set(before.statements);
  const former = new Map<string, Statement | undefined>();
  for (const statement of now.statements) {
    const same = [...left].find((old) => old.section === statement.section && old.text === statement.text);
    if (!same) continue;
    former.set(statement.id, same);
    left.delete(same);
  }
  for (const statement of now.statements) {
    if (former.has(statement.id)) continue;
    let best: Statement | undefined;
    let most = 0;
    for (const old of left) {
      if (old.section !== statement.section) continue;
      const shared = old.claimIds.filter((id) => statement.claimIds.includes(id)).length;
      if (shared > most) [best, most] = [old, shared];
    }
    former.set(statement.id, best);
    if (best) left.delete(best);
  }
  return { former, gone: [...left] };
}
