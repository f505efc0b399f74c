import type { PersonId } from "../evidence/ids.ts";
import type { Person } from "../evidence/workspace.ts";
import type { Store } from "../store/dynamo-store.ts";
import type { Auth } from "./deps.ts";
import { type AdmitStore, admit } from "./identity/admit.ts";
import { Claims, type Described, describedBy, personFrom } from "./identity/claims.ts";
import { identityProvider, isAllowed, type OidcSettings } from "./identity/provider.ts";
import {
  SESSION_LIMITS,
  type SessionLimits,
  type SessionStore,
  serverSessions,
  UNATTENDED,
} from "./identity/server-session.ts";
import { type SignInEvent, signInRoutes } from "./identity/sign-in-routes.ts";
import { presented, SESSION } from "./session-cookie.ts";

/**
 * Signing in with an authority's own identity provider. People's browsers hold a session of this server; other programs
 * may bring an access token of the provider instead.
 * @param site the origin of our pages, `https://…`.
 * @param secret of this installation: cookies made under another one open nothing here.
 */
export function oidcSignIn({
  settings,
  site,
  secret,
  store,
  limits = SESSION_LIMITS,
  tell = () => {},
  now = () => new Date(),
}: {
  settings: OidcSettings;
  site: string;
  secret: string;
  store: AdmitStore & SessionStore & Pick<Store, "takeSignIn">;
  limits?: SessionLimits;
  /** Hears of everybody who comes in, is not let in, or leaves. */
  tell?: (event: SignInEvent) => void;
  now?: () => Date;
}): Auth {
  const provider = identityProvider(settings, now);
  const sessions = serverSessions(store, secret, limits, now);
  const admitted = (described: Described) => admit(store, described);

  async function holderOf(token: string): Promise<Person | undefined> {
    const payload = await provider.verified(token, settings.audience ?? settings.clientId, ["jwt", "at+jwt"]);
    const claims = Claims.safeParse(payload);
    if (payload === undefined || !claims.success || !isAllowed(settings, payload)) return undefined;
    // an ID token says who signed in, to the client; it is no key to an API. Cognito marks it, others put a nonce in
    const { token_use, nonce } = payload;
    if ((token_use !== undefined && token_use !== "access") || nonce !== undefined) return undefined;
    const described = describedBy(settings, claims.data);
    const known = await store.person(described.id);
    const person = personFrom(described, known);
    const isAsKnown = known !== undefined && known.name === person.name && known.email === person.email;
    return isAsKnown ? known : admitted(described);
  }

  const sessionOf = (request: Request) => {
    const given = presented(request, SESSION, site);
    return given?.by === "cookie" ? given.value : undefined;
  };
  const isAttended = (request: Request) =>
    !request.headers.has(UNATTENDED) && !new URL(request.url).pathname.endsWith("/events");

  return {
    async personOf(request) {
      const given = presented(request, SESSION, site);
      if (given === undefined) return undefined;
      if (given.by === "bearer") return holderOf(given.value);
      return (await sessions.find(given.value, isAttended(request)))?.person;
    },
    async session(request) {
      const id = sessionOf(request);
      return id === undefined ? undefined : sessions.find(id, false);
    },
    async signOut(request, everywhere) {
      const id = sessionOf(request);
      const found = id === undefined ? undefined : await sessions.find(id, false);
      if (everywhere && found !== undefined) await sessions.endAllOf(found.person.id as PersonId);
      if (id !== undefined) await sessions.end(id);
      if (found !== undefined)
        tell({ outcome: everywhere ? "signed-out-everywhere" : "signed-out", person: found.person.id });
      if (everywhere && found === undefined) return "nobody";
      const there = await provider.about().then(
        (about) => about.end_session_endpoint,
        () => undefined,
      );
      return there === undefined ? {} : { endSession: endSession(there, settings, site) };
    },
    config: async () => ({
      issuer: settings.issuer,
      clientId: settings.clientId,
      ...(settings.audience === undefined ? {} : { audience: settings.audience }),
      login: "/api/auth/login",
    }),
    routes: signInRoutes({ settings, site, secret, provider, sessions, store, admit: admitted, now, tell }),
  };
}

/** Where the provider forgets a person too. Cognito calls the way back otherwise than everybody else. */
function endSession(there: string, { clientId }: OidcSettings, site: string): string {
  const url = new URL(there);
  url.searchParams.set("client_id", clientId);
  url.searchParams.set("post_logout_redirect_uri", `${site}/log-ind`);
  if (/\.amazoncognito\.com$/.test(url.hostname)) url.searchParams.set("logout_uri", `${site}/log-ind`);
  return url.href;
}
