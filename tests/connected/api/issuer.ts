import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";

type Claims = Record<string, unknown>;

/** What goes otherwise at the next exchange of a code, or at every one. */
export interface Spoil {
  claims?: Claims | ((nonce: string) => Claims);
  header?: Record<string, unknown>;
  key?: CryptoKey;
  /** Instead of a token. */
  answer?: { status: number; body: string };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * An identity provider on loopback: its configuration, its keys, tokens signed with them; and sign-in with code and proof,
 * in which one person is always signed in. A code is good once, for the client, address and proof that it was asked with.
 */
export async function startIssuer({ clientSecret }: { clientSecret?: string } = {}) {
  const keys = new Map<string, CryptoKey>();
  let published: string[] = [];
  let asked = 0;
  let down = false;
  const publicKeys = new Map<string, object>();
  const questions: URLSearchParams[] = [];
  const exchanged: URLSearchParams[] = [];
  const codes = new Map<string, URLSearchParams>();
  let whoIsIn: Claims = {};
  let spoil: Spoil = {};
  let refuses: string | undefined;
  let about: Record<string, unknown> = {};

  async function newKey(kid: string, publish = true) {
    const pair = await generateKeyPair("RS256", { extractable: true });
    keys.set(kid, pair.privateKey);
    publicKeys.set(kid, { ...(await exportJWK(pair.publicKey)), kid, alg: "RS256", use: "sig" });
    if (publish) published.push(kid);
  }

  /** A good access token; `claims` replaces claims, `undefined` takes one away. */
  async function token(claims: Claims = {}, header: Record<string, unknown> = {}, key = keys.get("one")!) {
    const now = Math.floor(Date.now() / 1000);
    const all = {
      iss: issuer,
      aud: "belaeg-api",
      sub: "subject-1",
      tid: "tenant-1",
      oid: "object-1",
      name: "Ekspert fra styrelsen",
      preferred_username: "ekspert@styrelse.example",
      iat: now,
      exp: now + 600,
      ...claims,
    };
    const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    return new SignJWT(kept).setProtectedHeader({ alg: "RS256", kid: "one", typ: "at+jwt", ...header }).sign(key);
  }

  /** Where the browser is sent: back, with a code or a refusal. */
  function authorized(query: URLSearchParams): string {
    questions.push(query);
    const back = new URL(query.get("redirect_uri") ?? "");
    back.searchParams.set("state", query.get("state") ?? "");
    if (refuses !== undefined) back.searchParams.set("error", refuses);
    else {
      const code = randomBytes(16).toString("hex");
      codes.set(code, query);
      back.searchParams.set("code", code);
    }
    return back.href;
  }

  /** By the form or by the header, where each half is written as in a form. */
  function isOurClient(form: URLSearchParams, authorization: string | undefined): boolean {
    if (clientSecret === undefined || form.get("client_secret") === clientSecret) return true;
    const halves = Buffer.from(authorization?.replace("Basic ", "") ?? "", "base64")
      .toString()
      .split(":");
    const [id, secret] = halves.map((half) => new URLSearchParams(`half=${half}`).get("half"));
    return id === form.get("client_id") && secret === clientSecret;
  }

  async function exchange(
    form: URLSearchParams,
    authorization: string | undefined,
  ): Promise<[number, object | string]> {
    exchanged.push(form);
    const { answer } = spoil;
    if (answer !== undefined) return [answer.status, answer.body];
    const query = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const proof = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const good =
      query !== undefined &&
      query.get("code_challenge_method") === "S256" &&
      query.get("code_challenge") === proof &&
      query.get("redirect_uri") === form.get("redirect_uri") &&
      query.get("client_id") === form.get("client_id") &&
      isOurClient(form, authorization);
    if (!good) return [400, { error: "invalid_grant" }];
    const nonce = query.get("nonce") ?? "";
    const spoilt = typeof spoil.claims === "function" ? spoil.claims(nonce) : spoil.claims;
    const claims = { aud: query.get("client_id"), nonce, ...whoIsIn, ...spoilt };
    const id_token = await token(claims, { typ: "JWT", ...spoil.header }, spoil.key);
    return [200, { id_token, access_token: await token(whoIsIn), token_type: "Bearer", expires_in: 600 }];
  }

  async function answerTo(request: IncomingMessage): Promise<[number, object | string, Record<string, string>?]> {
    const url = new URL(request.url ?? "/", issuer);
    switch (url.pathname) {
      case "/.well-known/openid-configuration": {
        const places = { authorization_endpoint: "authorize", token_endpoint: "token", end_session_endpoint: "logout" };
        const addresses = Object.entries(places).map(([name, place]) => [name, `${issuer}/${place}`]);
        return [200, { issuer, jwks_uri: `${issuer}/keys`, ...Object.fromEntries(addresses), ...about }];
      }
      case "/keys":
        asked++;
        return [200, { keys: published.map((kid) => publicKeys.get(kid)) }];
      case "/authorize":
        return [302, "", { location: authorized(url.searchParams) }];
      case "/token":
        return exchange(new URLSearchParams(await textOf(request)), request.headers.authorization);
      default:
        return [404, ""];
    }
  }

  const server = createServer((request, response) => {
    if (down) {
      response.writeHead(503).end();
      return;
    }
    void answerTo(request).then(([status, body, headers]) => {
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await newKey("one");

  return {
    issuer,
    newKey,
    key: (kid: string) => keys.get(kid)!,
    publicJwk: (kid: string) => publicKeys.get(kid)!,
    publish: (kids: string[]) => {
      published = kids;
    },
    goDown: (is: boolean) => {
      down = is;
    },
    timesAsked: () => asked,
    token,
    /** Everything the browser asked at the authorization endpoint, and we at the token endpoint. */
    questions,
    exchanged,
    /** Who signs in from now on, beyond the person of every token. */
    signsIn: (claims: Claims) => {
      whoIsIn = claims;
    },
    spoils: (how: Spoil) => {
      spoil = how;
    },
    refuses: (error: string | undefined) => {
      refuses = error;
    },
    /** Says something else about itself. */
    says: (other: Record<string, unknown>) => {
      about = other;
    },
    stop: () =>
      new Promise<void>((stopped) => {
        server.closeAllConnections();
        server.close(() => stopped());
      }),
  };
}
export type Issuer = Awaited<ReturnType<typeof startIssuer>>;
