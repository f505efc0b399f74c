import type { Reviewers } from "../../../functions/evidence/standing.ts";
import { isApiError } from "../api/api-error.ts";
import { get } from "../api/client.ts";
import { session as signIn } from "../api/session.ts";
import type { Claim, Me, Person } from "../api/shapes.ts";
import { ClaimBook } from "./claim-book.ts";
import { DecisionOutbox } from "./decision-outbox.ts";
import type { OutboxEntry, PostOutcome } from "./outbox-entry.ts";
import { openShelf } from "./outbox-shelf.ts";
import { postDecision } from "./post-decision.ts";

/** A person's review of one workspace in this tab. It goes on sending while other screens are looked at. */
export interface ReviewSession {
  ws: string;
  me: Person;
  book: ClaimBook;
  outbox: DecisionOutbox;
}

const sessions = new Map<string, Promise<ReviewSession>>();

export function reviewSession(ws: string, me: Person, reviewers: Reviewers): Promise<ReviewSession> {
  const scope = `${ws}/${me.id}/${String(reviewers)}`;
  let session = sessions.get(scope);
  if (!session) {
    session = begin(ws, me, reviewers);
    sessions.set(scope, session);
  }
  return session;
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

async function begin(ws: string, me: Person, reviewers: Reviewers): Promise<ReviewSession> {
  const scope = `${ws}/${me.id}`;
  const book = new ClaimBook(me, reviewers);
  const outbox = new DecisionOutbox({
    shelf: await openShelf(),
    scope,
    personId: me.id,
    post: sendingAs(me),
    exclusively: exclusively(scope),
    newKey: () => crypto.randomUUID(),
    now: () => new Date(),
    onStored: (entry, target) => {
      if (target && entry.path.includes("/claims/")) book.put([target as Claim]);
    },
  });
  // most steps on the way to the server change nothing one can see
  const visible = (entries: readonly OutboxEntry[]) => entries.map(({ key, state }) => `${key} ${state}`).join();
  let shown = "";
  outbox.subscribe(() => {
    const { entries } = outbox.getState();
    const now = visible(entries);
    if (now === shown) return;
    shown = now;
    book.setUnsent(entries);
  });
  await outbox.open();
  addEventListener("online", () => outbox.sendNow());
  signIn.onChange(() => {
    if (signIn.signedIn()) outbox.sendNow();
  });
  addEventListener("visibilitychange", () => {
    // another tab may have sent or answered in the meantime
    if (document.visibilityState === "visible") void outbox.reload();
  });
  return { ws, me, book, outbox };
}
