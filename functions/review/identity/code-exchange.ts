import { z } from "zod";
import { type OidcSettings, type Provider, ProviderUnavailableError } from "./provider.ts";

const Tokens = z.object({ id_token: z.string().min(1) });
const LONGEST_ANSWER = 65_536;

const Refusal = z.object({ error: z.string().regex(/^[a-z_]{1,60}$/) });

/**
 * Gives the provider the code that somebody came back with, and the proof that it was we who asked.
 * @returns the ID token, or why it is refused, in the provider's word where it has one (`invalid_grant`: the code was used
 * or made up; `invalid_client`: our secret is not, or no longer, what the provider knows).
 * @throws ProviderUnavailableError
 */
export async function exchangeCode(
  provider: Provider,
  { clientId, clientSecret }: OidcSettings,
  given: { code: string; verifier: string; redirectUri: string },
): Promise<{ idToken: string } | { refused: string }> {
  const { token_endpoint, token_endpoint_auth_methods_supported: methods } = await provider.about();
  if (token_endpoint === undefined) throw new ProviderUnavailableError("the identity provider has no token endpoint");
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: given.code,
    redirect_uri: given.redirectUri,
    client_id: clientId,
    code_verifier: given.verifier,
  });
  const headers = new Headers({ accept: "application/json" });
  if (clientSecret !== undefined && methods?.includes("client_secret_post")) form.set("client_secret", clientSecret);
  else if (clientSecret !== undefined) headers.set("authorization", basic(clientId, clientSecret));

  let status: number;
  let text: string;
  try {
    const response = await fetch(token_endpoint, {
      method: "POST",
      headers,
      body: form,
      redirect: "error",
      signal: AbortSignal.timeout(10_000),
    });
    status = response.status;
    text = await response.text();
  } catch (cause) {
    throw new ProviderUnavailableError("the identity provider does not exchange codes", { cause });
  }
  if (status >= 500 || status === 429) throw new ProviderUnavailableError(`the token endpoint answers ${status}`);
  if (text.length > LONGEST_ANSWER) return { refused: "answer-too-long" };
  const said = parsed(text);
  if (status !== 200) return { refused: Refusal.safeParse(said).data?.error ?? "refused" };
  const idToken = Tokens.safeParse(said).data?.id_token;
  return idToken === undefined ? { refused: "no-id-token" } : { idToken };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Each half is written as in a form before the two are joined (RFC 6749, 2.3.1). */
function basic(id: string, secret: string): string {
  const [user, password] = [id, secret].map((part) => new URLSearchParams({ part }).toString().slice("part=".length));
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
