import { createHmac } from "node:crypto";
import { generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { oidcSignIn } from "../../../functions/review/oidc.ts";
import { type Issuer, startIssuer } from "./issuer.ts";
import { type Api, startApi } from "./rig.ts";

let local: Api;
let cloud: Api;
let issuer: Issuer;

beforeAll(async () => {
  local = await startApi();
  issuer = await startIssuer();
  const settings = { issuer: issuer.issuer, clientId: "belaeg-web", audience: "belaeg-api", tenants: ["tenant-1"] };
  const site = "https://belaeg.example";
  cloud = await startApi({ auth: oidcSignIn({ settings, site, secret: SECRET, store: local.store }) });
});
afterAll(async () => {
  await issuer.stop();
  await cloud.stop();
  await local.stop();
});

const SECRET = "a secret of this test only";
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const now = () => Math.floor(Date.now() / 1000);

/** A token as the local sign-in makes them, with something else about it. */
function localToken(
  claims: Record<string, unknown> = {},
  secret = SECRET,
  header: object = { alg: "HS256", typ: "JWT" },
) {
  const good = {
    sub: "per_6dd2076dde37ebaee24e",
    iss: "belaeg:local",
    aud: "belaeg:api",
    iat: now(),
    exp: now() + 600,
  };
  const body = `${base64(header)}.${base64({ ...good, ...claims })}`;
  return `${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`;
}

describe("a token of this machine", () => {
  it("is good as it was given out", async () => {
    expect((await local.request(localToken(), "GET", "/me")).status).toBe(200);
  });
  it.each<[string, () => string]>([
    ["signed with another secret", () => localToken({}, "another secret")],
    ["that has expired", () => localToken({ exp: now() - 1 })],
    ["that never expires", () => localToken({ exp: undefined })],
    ["of nobody", () => localToken({ sub: undefined })],
    ["of a person who is not here", () => localToken({ sub: "per_unknown" })],
    ["of another issuer", () => localToken({ iss: "belaeg:cloud" })],
    ["for another audience", () => localToken({ aud: "somebody" })],
    ["that is not good yet", () => localToken({ nbf: now() + 600 })],
    ["without a signature", () => `${localToken().split(".").slice(0, 2).join(".")}.`],
    ["with alg none", () => `${base64({ alg: "none" })}.${localToken().split(".")[1]}.`],
    ["with a longer method", () => localToken({}, SECRET, { alg: "HS512", typ: "JWT" })],
    ["with a changed body", () => localToken().replace(/\.[^.]+\./, `.${base64({ sub: "per_x", exp: now() + 600 })}.`)],
    ["that is no token", () => "abc"],
    ["that is far too long", () => localToken({ pad: "x".repeat(100_000) })],
    ["with a header nobody knows is critical", () => localToken({}, SECRET, { alg: "HS256", crit: ["x"], x: 1 })],
  ])("%s is refused", async (_, make) => {
    const answer = await local.request<{ error: { code: string } }>(make(), "GET", "/me");
    expect(answer.status).toBe(401);
    expect(answer.body.error.code).toBe("unauthenticated");
  });
  it("counts in a cookie only where this very site asks", async () => {
    const cookie = `belaeg=${localToken()}`;
    const ask = (headers: Record<string, string>, method = "POST") =>
      local.request(
        undefined,
        method,
        method === "POST" ? "/workspaces" : "/me",
        method === "POST" ? { name: "X" } : undefined,
        {
          cookie,
          ...headers,
        },
      );
    expect((await ask({}, "GET")).status).toBe(200);
    expect((await ask({ "sec-fetch-site": "same-origin" })).status).toBe(201);
    expect((await ask({ "sec-fetch-site": "cross-site" })).status).toBe(401);
    expect((await ask({ "sec-fetch-site": "same-site" })).status).toBe(401);
    expect((await ask({ origin: "https://evil.example" })).status).toBe(401);
    expect((await ask({})).status).toBe(401);
  });
});

describe("a session cookie over https", () => {
  const look = async (headers: Record<string, string>, scheme = "https") =>
    (await local.app.request(`${scheme}://belaeg.example/api/me`, { headers })).status;

  it("is good under its own name", async () => {
    expect(await look({ cookie: `other=1; __Host-belaeg=${localToken()}` })).toBe(200);
  });
  it.each<[string, () => Record<string, string>, string?]>([
    [
      "under the name for plain http, which another host of the domain could set",
      () => ({ cookie: `belaeg=${localToken()}` }),
    ],
    ["sent in the clear", () => ({ cookie: `__Host-belaeg=${localToken()}` }), "http"],
    ["under its name in small letters", () => ({ cookie: `__host-belaeg=${localToken()}` })],
    ["under a name that ends like its own", () => ({ cookie: `x__Host-belaeg=${localToken()}` })],
    ["inside another cookie", () => ({ cookie: `a="__Host-belaeg=${localToken()}"` })],
    ["with an expired token", () => ({ cookie: `__Host-belaeg=${localToken({ exp: now() - 1 })}` })],
    ["signed with another secret", () => ({ cookie: `__Host-belaeg=${localToken({}, "another secret")}` })],
    ["with half a token", () => ({ cookie: `__Host-belaeg=${localToken().slice(0, -9)}` })],
    ["that is empty, as after signing out", () => ({ cookie: "__Host-belaeg=" })],
    ["set before the good one by somebody else", () => ({ cookie: `__Host-belaeg=x; __Host-belaeg=${localToken()}` })],
    ["beside a bad token", () => ({ cookie: `__Host-belaeg=${localToken()}`, authorization: "Bearer nonsense" })],
    ["beside a password", () => ({ cookie: `__Host-belaeg=${localToken()}`, authorization: "Basic YTpi" })],
  ])("%s is refused", async (_, make, scheme) => {
    expect(await look(make(), scheme)).toBe(401);
  });
});

describe("a token of the identity provider", () => {
  const me = (token: string) => cloud.request<{ person: { id: string; name: string } }>(token, "GET", "/me");

  it("is good as the provider gives it out, and names the person by tenant and object", async () => {
    const first = await me(await issuer.token());
    expect(first.status).toBe(200);
    expect(first.body.person.name).toBe("Ekspert fra styrelsen");
    const renamed = await me(await issuer.token({ sub: "another-subject", preferred_username: "ny@styrelse.example" }));
    expect(renamed.body.person.id).toBe(first.body.person.id);
    const other = await me(await issuer.token({ oid: "object-2" }));
    expect(other.body.person.id).not.toBe(first.body.person.id);
  });

  it.each<[string, () => Promise<string>]>([
    ["that has expired", () => issuer.token({ exp: now() - 600 })],
    ["that never expires", () => issuer.token({ exp: undefined })],
    ["without a subject", () => issuer.token({ sub: undefined })],
    ["that is good in ten minutes", () => issuer.token({ nbf: now() + 600 })],
    ["of another issuer", () => issuer.token({ iss: "https://evil.example" })],
    ["of an issuer with a slash more", () => issuer.token({ iss: `${issuer.issuer}/` })],
    ["for another audience", () => issuer.token({ aud: "somebody-else" })],
    ["for nobody", () => issuer.token({ aud: undefined })],
    ["of another tenant", () => issuer.token({ tid: "tenant-2" })],
    ["of no tenant", () => issuer.token({ tid: undefined })],
    ["that is an ID token by its use", () => issuer.token({ token_use: "id" })],
    ["that is an ID token by its nonce", () => issuer.token({ nonce: "n" })],
    ["of a type that is no access token", () => issuer.token({}, { typ: "logout+jwt" })],
    [
      "signed by another key under a known name",
      async () => issuer.token({}, {}, (await generateKeyPair("RS256")).privateKey),
    ],
    ["under a key name nobody published", () => issuer.token({}, { kid: "two" })],
    ["under a key name that climbs", () => issuer.token({}, { kid: "../../one" })],
    [
      "that brings its own key",
      async () => {
        const pair = await generateKeyPair("RS256", { extractable: true });
        return issuer.token(
          {},
          { kid: "evil", jwk: issuer.publicJwk("one"), jku: "https://evil.example/keys" },
          pair.privateKey,
        );
      },
    ],
    [
      "signed with the public key as a secret",
      () =>
        new SignJWT({ sub: "x" })
          .setProtectedHeader({ alg: "HS256", kid: "one" })
          .setIssuer(issuer.issuer)
          .setAudience("belaeg-api")
          .setExpirationTime("10m")
          .sign(new TextEncoder().encode(JSON.stringify(issuer.publicJwk("one")))),
    ],
    ["with alg none", async () => `${base64({ alg: "none", kid: "one" })}.${(await issuer.token()).split(".")[1]}.`],
    [
      "with a changed body",
      async () => (await issuer.token()).replace(/\.[^.]+\./, `.${base64({ sub: "x", exp: now() + 99 })}.`),
    ],
    ["that is far too long", () => issuer.token({ pad: "x".repeat(100_000) })],
    ["given out by this machine's sign-in", async () => localToken()],
  ])("%s is refused", async (_, make) => {
    expect((await me(await make())).status).toBe(401);
  });

  it("works on with known keys while the provider is down, and its keys are asked for once", async () => {
    const before = issuer.timesAsked();
    issuer.goDown(true);
    expect((await me(await issuer.token())).status).toBe(200);
    issuer.goDown(false);
    for (let i = 0; i < 5; i++) await me(await issuer.token({}, { kid: `unknown-${i}` }));
    expect(issuer.timesAsked() - before).toBeLessThanOrEqual(1);
  });

  it("is told how to get one, and that is all the cloud offers", async () => {
    const { body } = await cloud.as(undefined, "GET", "/auth/config");
    const how = { issuer: issuer.issuer, clientId: "belaeg-web", audience: "belaeg-api", login: "/api/auth/login" };
    expect(body).toEqual(how);
    expect((await cloud.as(undefined, "POST", "/auth/local", { email: "owner@example.test" })).status).toBe(404);
  });
});
