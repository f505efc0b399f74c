import { z } from "zod";
import { ownAddress } from "../../evidence/own-address.ts";
import type { Person } from "../../evidence/workspace.ts";
import type { Store } from "../../store/dynamo-store.ts";
import { type OpenRoute, open } from "../route.ts";
import { cookieOf, hostCookie, SESSION } from "../session-cookie.ts";
import { Claims, type Described, describedBy } from "./claims.ts";
import { exchangeCode } from "./code-exchange.ts";
import { CLOCK_SKEW, isAllowed, type OidcSettings, type Provider, ProviderUnavailableError } from "./provider.ts";
import type { ServerSessions } from "./server-session.ts";
import {
  ATTEMPT_SECONDS,
  type Attempt,
  attemptCookies,
  attemptKey,
  challengeOf,
  newAttempt,
} from "./sign-in-attempt.ts";

/** Why somebody came back without a session. The sign-in page says it in words. */
export type SignInFailure = "sign-in-expired" | "sign-in-refused" | "sign-in-not-allowed" | "provider-unavailable";

/** What became of somebody who came to the door. Codes only: no token, no address, nothing a provider wrote freely. */
export interface SignInEvent {
  outcome: "signed-in" | "signed-out" | "signed-out-everywhere" | SignInFailure;
  /** What exactly was wrong, for whoever runs Belæg. */
  why?: string;
  person?: string;
}

interface Refused {
  failure: SignInFailure;
  why: string;
}

export interface SignInParts {
  settings: OidcSettings;
  /** The origin of our pages. Addresses are made from this, never from what a request says its host is. */
  site: string;
  secret: string;
  provider: Provider;
  sessions: ServerSessions;
  store: Pick<Store, "takeSignIn">;
  admit(described: Described): Promise<Person>;
  now(): Date;
  tell(event: SignInEvent): void;
}

/** Attempts that one browser may have open. */
const MOST_ATTEMPTS = 5;
const BACK = "/api/auth/callback";
/** Entra ID dates its tokens five minutes back; that they are this attempt's is the nonce's to prove. */
const DATED_BACK = 15 * 60;

// a browser comes here, not a program: what is too long is as if it were not there
const maybe = (longest: number) =>
  z
    .string()
    .optional()
    .transform((text) => (text === undefined || text.length > longest ? undefined : text));

const PROMPTS = ["login", "select_account"];

/** There and back: authorization code with PKCE, state and nonce, all of it on the server. */
export function signInRoutes({
  settings,
  site,
  secret,
  provider,
  sessions,
  store,
  admit,
  now,
  tell,
}: SignInParts): OpenRoute[] {
  const attempts = attemptCookies(secret);
  const seconds = () => Math.floor(now().getTime() / 1000);

  const toPage = (address: string, cookies: readonly string[] = []) => {
    const response = new Response(null, { status: 302, headers: { location: `${site}${address}` } });
    for (const cookie of cookies) response.headers.append("set-cookie", cookie);
    return response;
  };
  const failed = ({ failure, why }: Refused, returnTo: string | undefined, cookies: readonly string[] = []) => {
    tell({ outcome: failure, why });
    const query = new URLSearchParams({ fejl: failure, ...(returnTo === undefined ? {} : { videre: returnTo }) });
    return toPage(`/log-ind?${query}`, cookies);
  };
  const isAway = (fault: unknown): Refused => {
    if (!(fault instanceof ProviderUnavailableError)) throw fault;
    return { failure: "provider-unavailable", why: fault.message };
  };

  /** The way back taken again, by a second click or the back button: whoever is in by now is not told that she is not. */
  async function takenBefore(request: Request, attempt: Attempt | undefined, cookies: readonly string[] = []) {
    const id = cookieOf(request, SESSION);
    const isIn = id !== undefined && (await sessions.find(id, false)) !== undefined;
    if (isIn) return toPage(attempt?.returnTo ?? "/", cookies);
    const why = attempt === undefined ? "unknown-state" : "taken-before";
    return failed({ failure: "sign-in-expired", why }, attempt?.returnTo, cookies);
  }

  async function leave(returnTo: string, prompt: string | undefined, request: Request) {
    const attempt = newAttempt(returnTo, seconds());
    const { authorization_endpoint } = await provider.about();
    if (authorization_endpoint === undefined) throw new ProviderUnavailableError("nowhere to sign in");
    const there = new URL(authorization_endpoint);
    const ask = {
      response_type: "code",
      client_id: settings.clientId,
      redirect_uri: site + BACK,
      scope: "openid profile email",
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: challengeOf(attempt),
      code_challenge_method: "S256",
      ...(prompt !== undefined && PROMPTS.includes(prompt) ? { prompt } : {}),
    };
    for (const [name, value] of Object.entries(ask)) there.searchParams.set(name, value);
    const response = new Response(null, { status: 302, headers: { location: there.href } });
    for (const name of attempts.carried(request).slice(0, 1 - MOST_ATTEMPTS)) {
      response.headers.append("set-cookie", hostCookie(name, "", 0));
    }
    const cookie = hostCookie(attempts.nameOf(attempt.state), attempts.seal(attempt), ATTEMPT_SECONDS);
    response.headers.append("set-cookie", cookie);
    return response;
  }

  const refused = (why: string): Refused => ({ failure: "sign-in-refused", why });

  /** @returns who the ID token says came back, or why it will not do. */
  async function whoCameBack(attempt: Attempt, code: string, iss: string | undefined): Promise<Described | Refused> {
    if (iss !== undefined && iss !== (await provider.about()).issuer && iss !== settings.issuer) {
      return refused("other-issuer");
    }
    const given = { code, verifier: attempt.verifier, redirectUri: site + BACK };
    const exchanged = await exchangeCode(provider, settings, given);
    if ("refused" in exchanged) return refused(exchanged.refused);
    const payload = await provider.verified(exchanged.idToken, settings.clientId, ["jwt"]);
    const claims = Claims.safeParse(payload);
    if (payload === undefined || !claims.success) return refused("bad-token");
    const { aud, azp, nonce, iat } = payload;
    if (nonce !== attempt.nonce) return refused("other-nonce");
    const isOurs = azp === undefined ? !Array.isArray(aud) || aud.length === 1 : azp === settings.clientId;
    if (!isOurs) return refused("other-client");
    const isFresh = iat !== undefined && iat >= attempt.startedAt - DATED_BACK && iat <= seconds() + CLOCK_SKEW;
    if (!isFresh) return refused("other-time");
    if (!isAllowed(settings, payload)) return { failure: "sign-in-not-allowed", why: "other-tenant" };
    return describedBy(settings, claims.data);
  }

  return [
    open({
      method: "get",
      path: "/auth/login",
      summary: "Leave for the identity provider; afterwards come back to `returnTo`, an address of this site.",
      query: z.object({ returnTo: maybe(2000), prompt: maybe(20) }),
      answers: { 302: { description: "To the provider; to the sign-in page when it does not answer." } },
      handle: async ({ query, request }) => {
        const returnTo = ownAddress(query.returnTo) ?? "/";
        try {
          return await leave(returnTo, query.prompt, request);
        } catch (fault) {
          return failed(isAway(fault), returnTo);
        }
      },
    }),
    open({
      method: "get",
      path: "/auth/callback",
      summary: "Back from the identity provider: a session begins, or the sign-in page says why not.",
      query: z.object({ code: maybe(8192), state: maybe(200), error: maybe(200), iss: maybe(500) }),
      answers: { 302: { description: "To where one wanted to go, with a session; or to the sign-in page." } },
      handle: async ({ query: { code, state, error, iss }, request }) => {
        const attempt = state === undefined ? undefined : attempts.open(request, state, seconds());
        if (attempt === undefined) return takenBefore(request, undefined);
        const used = [hostCookie(attempts.nameOf(attempt.state), "", 0)];
        const isFirst = await store.takeSignIn(attemptKey(attempt.state), attempt.startedAt + 2 * ATTEMPT_SECONDS);
        if (!isFirst) return takenBefore(request, attempt, used);
        const { returnTo } = attempt;
        if (code === undefined || error !== undefined) return failed(refused("no-code"), returnTo, used);
        try {
          const who = await whoCameBack(attempt, code, iss);
          if ("failure" in who) return failed(who, returnTo, used);
          const person = await admit(who);
          // never the id that the browser came with: whoever may have planted it knows it
          const before = cookieOf(request, SESSION);
          if (before !== undefined) await sessions.end(before);
          const id = await sessions.begin(person.id);
          if (id === undefined) return failed(refused("person-gone"), returnTo, used);
          tell({ outcome: "signed-in", person: person.id });
          return toPage(returnTo, [...used, hostCookie(SESSION, id)]);
        } catch (fault) {
          return failed(isAway(fault), returnTo, used);
        }
      },
    }),
  ];
}
