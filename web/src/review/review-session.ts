import type { Reviewers } from "../../../functions/evidence/standing.ts";
import type { Person } from "../api/shapes.ts";
import { type MyDesk, myDesk } from "../deciding/my-desk.ts";
import type { OutboxEntry } from "../deciding/outbox-entry.ts";
import { ClaimBook } from "./claim-book.ts";

/** A person's review of one workspace in this tab. It goes on sending while other screens are looked at. */
export interface ReviewSession extends MyDesk {
  book: ClaimBook;
}

const sessions = new Map<string, Promise<ReviewSession>>();

export function reviewSession(ws: string, me: Person, reviewers: Reviewers): Promise<ReviewSession> {
  const scope = `${ws}/${me.id}/${String(reviewers)}`;
  let session = sessions.get(scope);
  if (!session) {
    session = begin(ws, me, reviewers);
    sessions.set(scope, session);
    session.catch(() => sessions.delete(scope));
  }
  return session;
}

async function begin(ws: string, me: Person, reviewers: Reviewers): Promise<ReviewSession> {
  const desk = await myDesk(ws, me);
  const { outbox } = desk;
  const book = new ClaimBook(me, reviewers);
  desk.claims.listen((claim) => book.put([claim]));
  desk.claims.versionOf = (id) => book.stored(id)?.version;
  // most steps on the way to the server change nothing one can see
  const visible = (entries: readonly OutboxEntry[]) => entries.map(({ key, state }) => `${key} ${state}`).join();
  let shown = "";
  const show = () => {
    const { entries } = outbox.getState();
    const now = visible(entries);
    if (now === shown) return;
    shown = now;
    book.setUnsent(entries);
  };
  outbox.subscribe(show);
  show();
  return { ...desk, book };
}
