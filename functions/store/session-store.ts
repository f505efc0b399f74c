import type { PersonId } from "../evidence/ids.ts";
import type { Person } from "../evidence/workspace.ts";
import { unlessRefused } from "./conditions.ts";
import type { Entities } from "./entities.ts";

/** A sign-in on the server. All times are seconds since 1970. */
export interface StoredSession {
  personId: PersonId;
  /** The person's own number when it began: a session of a lower one has been ended from elsewhere. */
  generation: number;
  startedAt: number;
  /** The last time somebody was there, exact to the minute: not every request is a write. */
  seenAt: number;
  /** The end, however busy. */
  endsAt: number;
}

/** Sessions and the ways back from the identity provider. Keys are hashes; what they are hashes of is kept nowhere. */
export function sessionStore(db: Entities) {
  return {
    async putSession(sessionKey: string, session: StoredSession) {
      await db.session.create({ sessionKey, ...session, expiresAt: session.endsAt }).go();
    },
    async session(sessionKey: string): Promise<StoredSession | undefined> {
      const { data } = await db.session.get({ sessionKey }).go({ consistent: true });
      if (data === null) return undefined;
      const { personId, generation, startedAt, seenAt, endsAt } = data;
      return { personId: personId as PersonId, generation, startedAt, seenAt, endsAt };
    },
    /** Never brings back a session that was ended meanwhile. */
    async touchSession(sessionKey: string, before: number, seenAt: number) {
      await unlessRefused(
        db.session
          .patch({ sessionKey })
          .set({ seenAt })
          .where((is, { eq }) => eq(is.seenAt, before))
          .go(),
      );
    },
    async endSession(sessionKey: string) {
      await db.session.delete({ sessionKey }).go();
    },

    /** Takes a way back once. @returns false when it has been taken. */
    async takeSignIn(signInKey: string, expiresAt: number): Promise<boolean> {
      const taken = await unlessRefused(db.usedSignIn.create({ signInKey, expiresAt }).go());
      return taken !== undefined;
    },

    /** A person with the number that her sessions must bear. */
    async sessionPerson(personId: PersonId): Promise<{ person: Person; generation: number } | undefined> {
      const { data } = await db.person.get({ personId }).go({ consistent: true });
      if (data === null) return undefined;
      return { person: { id: personId, name: data.name, email: data.email }, generation: data.generation ?? 0 };
    },
    /** Ends every session of a person, wherever it is, by the next request. */
    async endSessionsOf(personId: PersonId) {
      await unlessRefused(db.person.patch({ personId }).add({ generation: 1 }).go());
    },
  };
}
