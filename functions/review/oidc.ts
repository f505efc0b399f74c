import { createRemoteJWKSet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { z } from "zod";
import { derive, type PersonId } from "../evidence/ids.ts";
import type { Person } from "../evidence/workspace.ts";
import type { Store } from "../store/dynamo-store.ts";
import type { Auth } from "./deps.ts";
import { tokenOf } from "./session-cookie.ts";

export interface OidcSettings {
  /** As in the tokens, without a slash at the end unless the provider has one. */
  issuer: string;
  clientId: string;
  /** Whom access tokens are for; the client itself where the provider knows no other. */
  audience?: string;
  /** Tenants (`tid`) that may come in, where the issuer serves many. */
  tenants?: readonly string[];
}

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Signature methods with a public key only: a secret shared with the issuer is not ours to have. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
const KEYS_FOR_MS = 10 * 60_000;
const LONGEST_TOKEN = 16_384;

const Claims = z.object({
  sub: z.string().min(1).max(300),
  exp: z.number(),
  tid: z.string().optional(),
  oid: z.string().optional(),
  token_use: z.string().optional(),
  nonce: z.string().optional(),
  name: z.string().max(200).optional(),
  email: z.string().max(200).optional(),
  preferred_username: z.string().max(200).optional(),
});

/**
 * Signing in with an authority's own identity provider. People are known by issuer and subject (for Entra ID tenant and
 * object), never by an e-mail address: addresses change hands.
 * @param keys where the issuer's keys come from; asked of the issuer itself when not given.
 */
export function oidcSignIn({
  settings,
  store,
  keys,
  now = () => new Date(),
}: {
  settings: OidcSettings;
  store: Pick<Store, "person" | "putPerson">;
  keys?: JWTVerifyGetKey;
  now?: () => Date;
}): Auth {
  const audience = settings.audience ?? settings.clientId;
  let found: Promise<JWTVerifyGetKey> | undefined = keys && Promise.resolve(keys);

  async function discover(): Promise<JWTVerifyGetKey> {
    const base = settings.issuer.endsWith("/") ? settings.issuer : `${settings.issuer}/`;
    const response = await fetch(new URL(".well-known/openid-configuration", base), {
      redirect: "error",
      signal: AbortSignal.timeout(5000),
    });
    if (!response.ok) throw new Error(`the issuer's configuration answers ${response.status}`);
    const { issuer, jwks_uri } = Discovery.parse(await response.json());
    if (issuer !== settings.issuer) throw new Error("the issuer's configuration names another issuer");
    // jose keeps the keys, and asks again at most once in a while for a key it does not know
    return createRemoteJWKSet(new URL(jwks_uri), { cacheMaxAge: KEYS_FOR_MS, cooldownDuration: KEYS_FOR_MS });
  }

  function keySet(): Promise<JWTVerifyGetKey> {
    found ??= discover().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  }

  async function verified(token: string): Promise<JWTPayload | undefined> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, await keySet(), {
        issuer: settings.issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ["exp", "sub"],
        clockTolerance: 60,
        currentDate: now(),
      });
      const type = protectedHeader.typ?.toLowerCase();
      return type === undefined || type === "jwt" || type === "at+jwt" ? payload : undefined;
    } catch (error) {
      // a bad token is an answer; an issuer that cannot be asked is a fault
      if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_J")) {
        if (error.name === "JWKSTimeout") throw error;
        return undefined;
      }
      throw error;
    }
  }

  return {
    async personOf(request) {
      const token = tokenOf(request);
      if (token === undefined || token.length > LONGEST_TOKEN) return undefined;
      const claims = Claims.safeParse(await verified(token));
      if (!claims.success) return undefined;
      const { sub, tid, oid, token_use, nonce, name, email, preferred_username } = claims.data;
      // an ID token says who signed in, to the client; it is no key to an API. Cognito marks it, others put a nonce in
      if ((token_use !== undefined && token_use !== "access") || nonce !== undefined) return undefined;
      if (settings.tenants !== undefined && (tid === undefined || !settings.tenants.includes(tid))) return undefined;
      const id = `per_${derive(settings.issuer, ...(tid !== undefined && oid !== undefined ? [tid, oid] : [sub]))}`;
      const known = await store.person(id as PersonId);
      const address = email ?? preferred_username ?? known?.email ?? "";
      const person: Person = { id: id as PersonId, name: name ?? known?.name ?? address, email: address };
      if (known === undefined || known.name !== person.name || known.email !== person.email.toLowerCase()) {
        await store.putPerson(person, false);
      }
      return person;
    },
    config: async () => ({
      issuer: settings.issuer,
      clientId: settings.clientId,
      ...(settings.audience === undefined ? {} : { audience: settings.audience }),
    }),
  };
}
