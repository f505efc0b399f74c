import { isApiError } from "../api/api-error.ts";
import { freshKey, get } from "../api/client.ts";
import { session as signIn } from "../api/session.ts";
import type { Claim, Me, Person } from "../api/shapes.ts";
import { DecisionOutbox } from "./decision-outbox.ts";
import { MyActs } from "./my-acts.ts";
import { actFrom } from "./my-history.ts";
import type { OutboxEntry, PostOutcome } from "./outbox-entry.ts";
import { openShelf } from "./outbox-shelf.ts";
import { postDecision } from "./post-decision.ts";

/** What one person has decided and has under way in one workspace, in this tab. Screens come and go; it goes on sending. */
export interface MyDesk {
  ws: string;
  me: Person;
  outbox: DecisionOutbox;
  acts: MyActs;
  /** Claims as the server has them, on whichever screen they are wanted. */
  claims: {
    /** Hears of every claim the server answered with. */
    listen(listener: (claim: Claim) => void): void;
    tell(claim: Claim): void;
    /** The version last seen of a claim, where a screen holds it. */
    versionOf: (id: string) => number | undefined;
  };
}

const desks = new Map<string, Promise<MyDesk>>();

export function myDesk(ws: string, me: Person): Promise<MyDesk> {
  const scope = `${ws}/${me.id}`;
  let desk = desks.get(scope);
  if (!desk) {
    desk = begin(ws, me, scope);
    desks.set(scope, desk);
    // a browser that refuses its storage now may give it later
    desk.catch(() => desks.delete(scope));
  }
  return desk;
}

/** One tab sends at a time, so that order is kept; browsers without locks have the server's version check. */
const exclusively =
  (scope: string) =>
  async <T>(work: () => Promise<T>): Promise<T> =>
    "locks" in navigator ? ((await navigator.locks.request(`belaeg-outbox ${scope}`, work)) as T) : work();

/**
 * Sends as one person only. The cookie may by now be somebody else's, who signed in at this browser in another tab: after
 * every change of sign-in the server is asked who we are before anything is sent.
 */
function sendingAs(me: Person) {
  let isSure = false;
  signIn.onChange(() => {
    isSure = false;
  });
  return async (entry: OutboxEntry): Promise<PostOutcome> => {
    if (!signIn.signedIn()) return { kind: "signed-out" };
    try {
      if (!isSure && (await get<Me>("/me")).person.id !== me.id) return { kind: "signed-out" };
      isSure = true;
    } catch (error) {
      return isApiError(error) && error.status === 401 ? { kind: "signed-out" } : { kind: "unreachable" };
    }
    return postDecision(entry);
  };
}

async function begin(ws: string, me: Person, scope: string): Promise<MyDesk> {
  const acts = new MyActs(ws, me.id);
  const listeners = new Set<(claim: Claim) => void>();
  const tell = (claim: Claim) => {
    for (const listener of listeners) listener(claim);
  };
  const outbox = new DecisionOutbox({
    shelf: await openShelf(),
    scope,
    personId: me.id,
    post: sendingAs(me),
    exclusively: exclusively(scope),
    newKey: freshKey,
    now: () => new Date(),
    onStored: (entry, target, decision) => {
      if (decision) acts.stored(decision);
      if (target && entry.path.includes("/claims/")) tell(target as Claim);
    },
    onDropped: (entry) => acts.forget(entry.targetId),
  });
  await outbox.open();
  for (const entry of outbox.getState().entries)
    if (entry.state !== "refused") acts.add(actFrom({ type: "claim", targetId: entry.targetId }, entry.body));
  // without the trail one can still undo what was done in this visit
  const load = () => acts.load().catch(() => undefined);
  void load();
  addEventListener("online", () => outbox.sendNow());
  signIn.onChange(() => {
    if (signIn.signedIn()) outbox.sendNow();
  });
  addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    // another tab or machine may have sent or answered in the meantime
    void outbox.reload();
    void load();
  });
  const claims: MyDesk["claims"] = { listen: (listener) => listeners.add(listener), tell, versionOf: () => undefined };
  return { ws, me, outbox, acts, claims };
}
