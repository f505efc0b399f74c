import { isApiError } from "../api/api-error.ts";
import { get, patch } from "../api/client.ts";
import type { Claim } from "../api/shapes.ts";
import type { MyDesk } from "./my-desk.ts";
import { type Act, actOf, sameSorting } from "./my-history.ts";
import type { Outcome } from "./take-back-draft.ts";

/** The reason under which the server keeps a change of kind or themes. */
export const SORTED = "sorted";

/** My own change of kind or themes as it stands in the claim the server answered with. */
export const sortingIn = (claim: Claim, personId: string): Act | undefined => {
  const decision = claim.decisions?.findLast((made) => made.by.id === personId && made.reason === SORTED);
  return decision && actOf(decision);
};

/**
 * Gives a claim back the kind and themes it had before I changed them, or those I gave it. Nothing is done when it has
 * others by now: they are a colleague's, and hers to change.
 */
export async function sortAgain({ ws, me, acts, claims }: MyDesk, act: Act, how: "undo" | "redo"): Promise<Outcome> {
  const { sorted } = act;
  if (!sorted) return { kind: "gone" };
  const path = `/workspaces/${ws}/claims/${act.targetId}`;
  const [expected, wanted] = how === "undo" ? [sorted.to, sorted.from] : [sorted.from, sorted.to];
  for (let tries = 0; ; tries++) {
    const { claim } = await get<{ claim: Claim }>(path);
    if (!sameSorting(claim, expected)) {
      const other = claim.decisions?.findLast((made) => made.by.id !== me.id && made.reason === SORTED);
      return { kind: "changed", by: other?.by.name };
    }
    try {
      const answer = await patch<{ claim: Claim }>(path, { ...wanted, expectedVersion: claim.version });
      const mine = sortingIn(answer.claim, me.id);
      if (mine) acts.add(mine);
      claims.tell(answer.claim);
      return { kind: "done" };
    } catch (error) {
      // a theme that has been taken away cannot be given back
      if (isApiError(error) && error.status === 422) return { kind: "gone" };
      if (!isApiError(error) || error.code !== "stale-version" || tries > 2) throw error;
    }
  }
}
