import { isApiError } from "../api/api-error.ts";
import { get, post } from "../api/client.ts";
import { everyItem } from "../api/queries.ts";
import type { Decision, Draft } from "../api/shapes.ts";
import type { MyDesk } from "./my-desk.ts";
import { type Act, actOf } from "./my-history.ts";
import { isVote } from "./standing-vote.ts";

export type Outcome =
  /** With a draft's: the theme it is read under. */
  | { kind: "done"; theme?: string | undefined }
  | { kind: "changed"; by?: string | undefined }
  | { kind: "gone" }
  | { kind: "failed"; error: unknown };

interface Decided {
  path: string;
  thing: { version: number; decisions?: readonly Decision[] | undefined };
  draftId: string;
  theme: string;
}

/** Where it stands now: a sentence one has decided moves on to the theme's next draft. */
async function find({ ws }: MyDesk, { type, targetId, draftId }: Act): Promise<Decided | undefined> {
  if (draftId === undefined) return undefined;
  const { draft } = await get<{ draft: Draft }>(`/workspaces/${ws}/drafts/${draftId}`);
  const theme = draft.themeId;
  if (type === "draft") return { path: `/workspaces/${ws}/drafts/${draft.id}`, thing: draft, draftId: draft.id, theme };
  for (const later of await everyItem<Draft>(`/workspaces/${ws}/themes/${theme}/drafts`)) {
    const thing = later.statements.find((statement) => statement.id === targetId);
    if (thing)
      return { path: `/workspaces/${ws}/drafts/${later.id}/statements/${targetId}`, thing, draftId: later.id, theme };
  }
  return undefined;
}

interface Answer {
  decision: Decision;
  accepted?: readonly Decision[];
}

async function say(desk: MyDesk, act: Act, body: object, mayStill: (found: Decided) => Outcome): Promise<Outcome> {
  for (let tries = 0; ; tries++) {
    const found = await find(desk, act);
    if (!found) return { kind: "gone" };
    const may = mayStill(found);
    if (may.kind !== "done") return may;
    try {
      const { decision, accepted = [] } = await post<Answer>(`${found.path}/decisions`, {
        ...body,
        expectedVersion: found.thing.version,
      });
      desk.acts.add(...accepted.map((each) => actOf(each)), actOf(decision, found.draftId));
      return { kind: "done", theme: found.theme };
    } catch (error) {
      if (!isApiError(error) || error.code !== "stale-version" || tries > 2) throw error;
    }
  }
}

/** Withdraws my own and no other's. */
export const undoDraftAct = (desk: MyDesk, act: Act): Promise<Outcome> =>
  say(desk, act, { verdict: "reopen" }, () => ({ kind: "done" }));

/** A new vote, unless somebody has voted since I took mine back. */
export function redoDraftAct(desk: MyDesk, act: Act, withClaims: boolean): Promise<Outcome> {
  const { verdict, reason, comment, text, claimIds } = act;
  const body = { verdict, reason, comment, text, claimIds, ...(withClaims ? { acceptClaims: true } : {}) };
  return say(desk, act, body, ({ thing }) => {
    const decisions = thing.decisions ?? [];
    const mine = decisions.findLastIndex((made) => made.by.id === desk.me.id);
    const other = decisions.slice(mine + 1).find((made) => isVote(made) || made.verdict === "settle");
    return other ? { kind: "changed", by: other.by.name } : { kind: "done" };
  });
}
