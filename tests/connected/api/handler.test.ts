import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { handle } from "hono/aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reviewApp } from "../../../functions/review/app.ts";
import { oidcSignIn } from "../../../functions/review/oidc.ts";
import { wireReview } from "../../../functions/runtime/wire-review.ts";
import { type Issuer, startIssuer } from "./issuer.ts";
import { type Api, startApi } from "./rig.ts";

let api: Api;
let issuer: Issuer;
let handler: ReturnType<typeof handle>;

beforeAll(async () => {
  api = await startApi();
  issuer = await startIssuer();
  const auth = oidcSignIn({
    settings: { issuer: issuer.issuer, clientId: "belaeg-api" },
    site: "https://belaeg.example",
    secret: "a secret of this test only",
    store: api.store,
  });
  handler = handle(api.appWith({ auth, keepsOpen: false }));
});
afterAll(async () => {
  await issuer.stop();
  await api.stop();
});

/** A request as API Gateway hands it over (payload 2.0). */
function event(method: string, rawPath: string, more: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 {
  const [path = "", rawQueryString = ""] = rawPath.split("?");
  return {
    version: "2.0",
    routeKey: "ANY /api/{proxy+}",
    rawPath: path,
    rawQueryString,
    headers: { host: "belaeg.example", "content-type": "application/json" },
    isBase64Encoded: false,
    requestContext: {
      accountId: "0",
      apiId: "a",
      domainName: "belaeg.example",
      domainPrefix: "belaeg",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
      requestId: "r",
      routeKey: "ANY /api/{proxy+}",
      stage: "$default",
      time: "21/Nov/2026:12:00:00 +0000",
      timeEpoch: 0,
    },
    ...more,
  };
}

async function ask(method: string, path: string, token?: string, body?: unknown) {
  const headers = {
    host: "belaeg.example",
    "content-type": "application/json",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const answer = await handler(
    event(method, path, { headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }) as never,
    {} as Context as never,
  );
  const {
    statusCode,
    body: text,
    isBase64Encoded,
  } = answer as { statusCode: number; body: string; isBase64Encoded: boolean };
  return { status: statusCode, text: isBase64Encoded ? Buffer.from(text, "base64") : Buffer.from(text) };
}

describe("the review function behind API Gateway", () => {
  it("answers the same API, with people of the identity provider", async () => {
    expect((await ask("GET", "/api/health")).status).toBe(200);
    expect((await ask("GET", "/api/me")).status).toBe(401);
    const token = await issuer.token();
    const made = await ask("POST", "/api/workspaces", token, { name: "I skyen" });
    expect(made.status).toBe(201);
    const { id } = JSON.parse(made.text.toString()).workspace;
    expect((await ask("GET", `/api/workspaces/${id}/claims?status=pending&status=accepted`, token)).status).toBe(200);
    expect((await ask("POST", "/api/auth/local", undefined, { email: "owner@example.test" })).status).toBe(404);
  });

  it("hands a DOCX over as bytes", async () => {
    const token = await issuer.token();
    const { id } = JSON.parse((await ask("POST", "/api/workspaces", token, { name: "Fil" })).text.toString()).workspace;
    const { status, text } = await ask("GET", `/api/workspaces/${id}/export?format=docx`, token);
    expect(status).toBe(200);
    expect(text.subarray(0, 2).toString()).toBe("PK");
  });

  it("ends an event stream at once", async () => {
    const token = await issuer.token();
    const { id } = JSON.parse(
      (await ask("POST", "/api/workspaces", token, { name: "Strøm" })).text.toString(),
    ).workspace;
    expect((await ask("GET", `/api/workspaces/${id}/events`, token)).text.toString()).toContain("event: here");
  });
});

describe("signing in behind API Gateway", () => {
  /** Cookies travel beside the headers there, both ways. */
  const call = async (method: string, path: string, cookies: string[], more: Record<string, string> = {}) => {
    const headers = { host: "a.execute-api.example", ...more };
    const answer = await handler(event(method, path, { headers, cookies }) as never, {} as Context as never);
    return answer as { statusCode: number; headers: Record<string, string>; cookies?: string[]; body: string };
  };
  const pairs = (cookies: string[] = []) => cookies.map((cookie) => cookie.split(";")[0]!);

  it("leads there and back with cookies beside the headers, and holds the session", async () => {
    const left = await call("GET", "/api/auth/login?returnTo=%2Farbejdsrum", []);
    expect(left.statusCode).toBe(302);
    const door = new URL((await fetch(left.headers.location!, { redirect: "manual" })).headers.get("location")!);
    expect(door.origin).toBe("https://belaeg.example");
    const came = await call("GET", door.pathname + door.search, pairs(left.cookies));
    expect(came.headers.location).toBe("https://belaeg.example/arbejdsrum");
    const session = pairs(came.cookies).filter((pair) => pair.startsWith("__Host-belaeg="));
    expect(session).toHaveLength(1);
    expect((await call("GET", "/api/me", ["theme=dark", ...session])).statusCode).toBe(200);
    // the host there is the gateway's: whose page it was is told by the site's own address
    const own = { origin: "https://belaeg.example", "idempotency-key": "k" };
    expect((await call("POST", "/api/auth/logout", session, own)).statusCode).toBe(200);
    expect((await call("GET", "/api/me", session)).statusCode).toBe(401);
  });
});

describe("the wiring of the cloud", () => {
  const environment = {
    BELAEG_TABLE: "t",
    BELAEG_BUCKET: "b",
    BELAEG_READ_QUEUE: "https://sqs.example/r",
    BELAEG_EXTRACT_QUEUE: "https://sqs.example/e",
    BELAEG_DRAFT_QUEUE: "https://sqs.example/d",
    BELAEG_SESSION_SECRET: "0123456789abcdef0123456789abcdef",
    BELAEG_OIDC_ISSUER: "https://login.example/tenant/v2.0",
    BELAEG_OIDC_CLIENT_ID: "client",
    BELAEG_OIDC_TENANTS: "",
    BELAEG_SITE_ORIGIN: "https://belaeg.example/",
  };
  it("takes people from the identity provider named in its environment, and nobody else", async () => {
    const deps = wireReview(environment);
    const how = { issuer: environment.BELAEG_OIDC_ISSUER, clientId: "client", login: "/api/auth/login" };
    expect(await deps.auth.config()).toEqual(how);
    expect(deps.auth.routes?.map(({ path }) => path)).toEqual(["/auth/login", "/auth/callback"]);
    expect(reviewApp(deps)).toBeDefined();
  });
  it.each(["BELAEG_SESSION_SECRET", "BELAEG_OIDC_ISSUER", "BELAEG_OIDC_CLIENT_ID", "BELAEG_SITE_ORIGIN"])(
    "does not start without %s",
    (name) => {
      expect(() => wireReview({ ...environment, [name]: "" })).toThrow();
    },
  );
});
