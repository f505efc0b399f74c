import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey } from "jose";
import { z } from "zod";

export interface OidcSettings {
  /** As in the tokens, without a slash at the end unless the provider has one. */
  issuer: string;
  clientId: string;
  /** Where the provider knows us as a confidential client. The proof key (PKCE) is there with it and without it. */
  clientSecret?: string;
  /** Whom access tokens are for; the client itself where the provider knows no other. */
  audience?: string;
  /** Tenants (`tid`) that may come in, where the issuer serves many. */
  tenants?: readonly string[];
  /** Domains whose addresses the provider gives to their holders alone; with several tenants as `tenant/domain`. */
  emailDomains?: readonly string[];
}

const Discovery = z.object({
  issuer: z.string(),
  jwks_uri: z.url(),
  authorization_endpoint: z.url().optional(),
  token_endpoint: z.url().optional(),
  end_session_endpoint: z.url().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
});
export type Discovery = z.infer<typeof Discovery>;

/** Signature methods with a public key only: a secret shared with the issuer is not ours to have. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
const KEYS_FOR_MS = 10 * 60_000;
/** While the provider is away, keys that it published so long ago still count. */
const STALE_KEYS_FOR_MS = 60 * 60_000;
/** Codes of jose that blame the provider's keys, not the token. */
const NO_KEYS = ["ERR_JOSE_GENERIC", "ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID"];
const LONGEST_TOKEN = 16_384;
/** Seconds by which clocks may differ. */
export const CLOCK_SKEW = 60;
/** Stands in the issuer of a provider that serves many tenants (Entra ID's `organizations`). */
const TENANT = "{tenantid}";

/** The identity provider did not answer, or not as one. Trying again may help. */
export class ProviderUnavailableError extends Error {
  override name = "ProviderUnavailableError";
}

export interface Provider {
  /** What it says about itself, asked once a process. @throws ProviderUnavailableError */
  about(): Promise<Discovery>;
  /**
   * @returns what a token says that it signed for `audience`; `undefined` for every other token. Whether people of its
   * tenant may come in is another question: {@link isAllowed}.
   */
  verified(token: string, audience: string, types: readonly string[]): Promise<JWTPayload | undefined>;
}

export function identityProvider(settings: OidcSettings, now: () => Date): Provider {
  let found: Promise<Discovery> | undefined;
  let keySet: JWTVerifyGetKey | undefined;

  const about = () => {
    found ??= discover(settings).catch((cause: unknown) => {
      // not kept: the next to ask tries again
      found = undefined;
      throw new ProviderUnavailableError("the identity provider's configuration cannot be had", { cause });
    });
    return found;
  };

  return {
    about,
    async verified(token, audience, types) {
      if (token.length > LONGEST_TOKEN) return undefined;
      // read only where there is a token: most requests bear a session, and a cold start need not wait for it
      const { jwtVerify } = await import("jose");
      const { issuer, jwks_uri } = await about();
      keySet ??= await publishedKeys(new URL(jwks_uri));
      try {
        const { payload, protectedHeader } = await jwtVerify(token, keySet, {
          ...(issuer.includes(TENANT) ? {} : { issuer: settings.issuer }),
          audience,
          algorithms: ALGORITHMS,
          requiredClaims: ["iss", "exp", "sub"],
          clockTolerance: CLOCK_SKEW,
          currentDate: now(),
        });
        if (!types.includes(protectedHeader.typ?.toLowerCase() ?? "jwt")) return undefined;
        return !issuer.includes(TENANT) || payload.iss === issuer.replace(TENANT, String(payload.tid))
          ? payload
          : undefined;
      } catch (error) {
        // a bad token is an answer; an issuer that cannot be asked is a fault
        const code = codeOf(error);
        if (code.startsWith("ERR_J") && !NO_KEYS.includes(code)) return undefined;
        throw new ProviderUnavailableError("the identity provider's keys cannot be had", { cause: error });
      }
    },
  };
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** The provider's keys: kept a while, asked for again at most once in a while for a key that is not among them. */
async function publishedKeys(place: URL): Promise<JWTVerifyGetKey> {
  const { createLocalJWKSet, createRemoteJWKSet, jwksCache } = await import("jose");
  const kept: { uat?: number; jwks?: JSONWebKeySet } = {};
  const published = createRemoteJWKSet(place, {
    cacheMaxAge: KEYS_FOR_MS,
    cooldownDuration: KEYS_FOR_MS,
    [jwksCache]: kept,
  });
  return async (header, token) => {
    try {
      return await published(header, token);
    } catch (error) {
      const code = codeOf(error);
      const isAway = !code.startsWith("ERR_J") || NO_KEYS.includes(code);
      if (!isAway || kept.jwks === undefined || Date.now() - (kept.uat ?? 0) > STALE_KEYS_FOR_MS) throw error;
      return createLocalJWKSet(kept.jwks)(header, token);
    }
  };
}

async function discover(settings: OidcSettings): Promise<Discovery> {
  const base = settings.issuer.endsWith("/") ? settings.issuer : `${settings.issuer}/`;
  const response = await fetch(new URL(".well-known/openid-configuration", base), {
    redirect: "error",
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) throw new Error(`the issuer's configuration answers ${response.status}`);
  const said = Discovery.parse(await response.json());
  const ofTenants = said.issuer.includes(TENANT) && (settings.tenants?.length ?? 0) > 0;
  if (said.issuer !== settings.issuer && !ofTenants) throw new Error("the issuer's configuration names another issuer");
  const { protocol } = new URL(settings.issuer);
  for (const place of [said.jwks_uri, said.authorization_endpoint, said.token_endpoint, said.end_session_endpoint]) {
    if (place !== undefined && new URL(place).protocol !== protocol)
      throw new Error("the issuer names a place in the clear");
  }
  return said;
}

/** Whether people of the token's tenant may come in at all. */
export const isAllowed = ({ tenants }: Pick<OidcSettings, "tenants">, { tid }: JWTPayload) =>
  tenants === undefined || (typeof tid === "string" && tenants.includes(tid));
