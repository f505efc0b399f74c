import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { PersonId } from "../../evidence/ids.ts";
import type { Person } from "../../evidence/workspace.ts";
import type { Store } from "../../store/dynamo-store.ts";
import type { StoredSession } from "../../store/session-store.ts";

export interface SessionLimits {
  /** Nobody there for so long ends it. */
  idleSeconds: number;
  /** It ends after so long, however busy. */
  absoluteSeconds: number;
}

export const SESSION_LIMITS: SessionLimits = { idleSeconds: 30 * 60, absoluteSeconds: 12 * 3600 };

/** A write a minute is enough to know when somebody was last there. */
const TOUCH_SECONDS = 60;

/** Marks what a page asks by itself while nobody is there: it keeps no session alive. */
export const UNATTENDED = "belaeg-unattended";

export type SessionStore = Pick<
  Store,
  "putSession" | "session" | "touchSession" | "endSession" | "sessionPerson" | "endSessionsOf"
>;

interface Found {
  person: Person;
  /** Seconds since 1970, like the others. */
  now: number;
  idleUntil: number;
  endsAt: number;
}

/**
 * Sessions on the server. The browser holds 256 random bits; the table their keyed hash, so that neither a look into the
 * table nor another installation's cookie opens anything. Person and session are read anew for every request.
 */
export function serverSessions(
  store: SessionStore,
  secret: string,
  { idleSeconds, absoluteSeconds }: SessionLimits,
  now: () => Date,
) {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "belaeg session", 32));
  const keyOf = (id: string) => createHmac("sha256", key).update(id).digest("hex");
  const seconds = () => Math.floor(now().getTime() / 1000);
  const idleUntilOf = ({ seenAt, endsAt }: StoredSession) => Math.min(seenAt + idleSeconds, endsAt);

  return {
    /** @returns the new session's id, for the browser alone; nothing where the person is gone. */
    async begin(personId: PersonId): Promise<string | undefined> {
      const known = await store.sessionPerson(personId);
      if (known === undefined) return undefined;
      const id = randomBytes(32).toString("base64url");
      const at = seconds();
      const { generation } = known;
      await store.putSession(keyOf(id), {
        personId,
        generation,
        startedAt: at,
        seenAt: at,
        endsAt: at + absoluteSeconds,
      });
      return id;
    },
    /** @param attended whether this request shows that somebody is there. */
    async find(id: string, attended: boolean): Promise<Found | undefined> {
      if (!/^[\w-]{43}$/.test(id)) return undefined;
      const session = await store.session(keyOf(id));
      const at = seconds();
      if (session === undefined || at >= idleUntilOf(session)) return undefined;
      const known = await store.sessionPerson(session.personId);
      if (known === undefined || known.generation !== session.generation) return undefined;
      const touches = attended && at - session.seenAt >= TOUCH_SECONDS;
      if (touches) await store.touchSession(keyOf(id), session.seenAt, at);
      const current = touches ? { ...session, seenAt: at } : session;
      return { person: known.person, now: at, idleUntil: idleUntilOf(current), endsAt: session.endsAt };
    },
    end: (id: string) => store.endSession(keyOf(id)),
    endAllOf: (personId: PersonId) => store.endSessionsOf(personId),
  };
}
export type ServerSessions = ReturnType<typeof serverSessions>;
