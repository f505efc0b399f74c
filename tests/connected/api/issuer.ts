import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";

/** An identity provider on loopback: its configuration, its keys, and tokens signed with them. */
export async function startIssuer() {
  const keys = new Map<string, CryptoKey>();
  let published: string[] = [];
  let asked = 0;
  let down = false;
  const publicKeys = new Map<string, object>();

  async function newKey(kid: string, publish = true) {
    const pair = await generateKeyPair("RS256", { extractable: true });
    keys.set(kid, pair.privateKey);
    publicKeys.set(kid, { ...(await exportJWK(pair.publicKey)), kid, alg: "RS256", use: "sig" });
    if (publish) published.push(kid);
  }

  const server = createServer((request, response) => {
    if (down) {
      response.writeHead(503).end();
      return;
    }
    response.setHeader("content-type", "application/json");
    if (request.url === "/.well-known/openid-configuration") {
      response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }));
    } else if (request.url === "/keys") {
      asked++;
      response.end(JSON.stringify({ keys: published.map((kid) => publicKeys.get(kid)) }));
    } else response.writeHead(404).end();
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
    /** A good access token; `claims` replaces claims, `undefined` takes one away. */
    async token(claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}, key = keys.get("one")!) {
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
    },
    stop: () =>
      new Promise<void>((stopped) => {
        server.closeAllConnections();
        server.close(() => stopped());
      }),
  };
}
export type Issuer = Awaited<ReturnType<typeof startIssuer>>;
