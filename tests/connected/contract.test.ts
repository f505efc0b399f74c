import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Role } from "../../functions/evidence/workspace.ts";
import { atLeast } from "../../functions/evidence/workspace.ts";
import { routesOf } from "../../functions/review/app.ts";
import { localSignIn } from "../../functions/review/local-sign-in.ts";
import type { Route } from "../../functions/review/route.ts";
import { aReadyCandidate } from "./api/a-candidate.ts";
import { type Api, startApi, THEME, type Who } from "./api/rig.ts";

/** What stands in one workspace: an id for every noun that a path may name. */
interface Home {
  ws: string;
  ids: Record<string, string>;
}

interface Case {
  /** Which noun the path's `{id}` names. */
  id?: "report" | "claim" | "theme" | "draft";
  query?: string;
  /** A body that does what the route is for; made anew for every call. */
  body?: (home: Home) => unknown;
  /** What somebody with the role gets. */
  answers: number;
  /** A body or query that no schema takes; `undefined` where the route takes neither. */
  bad?: { query?: string; body?: unknown };
  /** Changes or ends what other cases need: called for real on a workspace of its own. */
  ends?: true;
}

const decision = { verdict: "comment", comment: "Set.", expectedVersion: 0 };
const badBody = { body: { nonsense: true } };
const badQuery = { query: "?limit=0" };

/** One case for every route of the table; a route without one fails below. */
const CASES: Record<string, Case> = {
  "get /workspaces/{ws}": { answers: 200 },
  "patch /workspaces/{ws}": { body: () => ({ name: "Andet navn" }), answers: 200, bad: badBody },
  "delete /workspaces/{ws}": { answers: 204, ends: true },
  "get /workspaces/{ws}/members": { answers: 200, bad: badQuery },
  "post /workspaces/{ws}/members": {
    body: () => ({ email: "expert2@example.test", role: "expert" }),
    answers: 201,
    bad: badBody,
  },
  "patch /workspaces/{ws}/members/{personId}": { body: () => ({ role: "reader" }), answers: 200, bad: badBody },
  "delete /workspaces/{ws}/members/{personId}": { answers: 204, ends: true },
  "get /workspaces/{ws}/me/state": { answers: 200 },
  "put /workspaces/{ws}/me/state": { body: () => ({ state: { at: 1 } }), answers: 200, bad: { body: [1] } },
  "post /workspaces/{ws}/reports": {
    body: () => ({ fileName: "ny.pdf", byteSize: 5, sha256: "ab".repeat(32) }),
    answers: 201,
    bad: { body: { fileName: "ny.pdf", byteSize: -5, sha256: "ab" } },
    ends: true,
  },
  "get /workspaces/{ws}/reports": { answers: 200, bad: badQuery },
  "get /workspaces/{ws}/reports/{id}": { id: "report", answers: 200 },
  "patch /workspaces/{ws}/reports/{id}": {
    id: "report",
    body: () => ({ title: "Rettet titel", year: null }),
    answers: 200,
    bad: badBody,
  },
  "delete /workspaces/{ws}/reports/{id}": { id: "report", answers: 204, ends: true },
  "get /workspaces/{ws}/reports/{id}/file": { id: "report", answers: 302 },
  "get /workspaces/{ws}/reports/{id}/text": { id: "report", answers: 200 },
  "get /workspaces/{ws}/reports/{id}/passages": {
    id: "report",
    query: "?page=2",
    answers: 200,
    bad: { query: "?page=x" },
  },
  "get /workspaces/{ws}/reports/{id}/sources": { id: "report", answers: 200, bad: badQuery },
  "get /workspaces/{ws}/reports/{id}/held-back": { id: "report", answers: 200, bad: badQuery },
  "post /workspaces/{ws}/reports/{id}/reread": {
    id: "report",
    body: () => ({ engine: "local" }),
    answers: 202,
    bad: badBody,
    ends: true,
  },
  "get /workspaces/{ws}/reports/{id}/candidate": { id: "report", answers: 200 },
  "get /workspaces/{ws}/reports/{id}/candidate/changes": {
    id: "report",
    query: "?change=added&change=lost",
    answers: 200,
    bad: { query: "?change=nonsense" },
  },
  "post /workspaces/{ws}/reports/{id}/candidate/accept": {
    id: "report",
    body: ({ ids }) => ({ candidate: ids.candidate }),
    answers: 202,
    bad: badBody,
    ends: true,
  },
  "delete /workspaces/{ws}/reports/{id}/candidate": { id: "report", answers: 204, ends: true },
  "post /workspaces/{ws}/reports/{id}/pages/{n}/acknowledge": { id: "report", answers: 201 },
  "get /workspaces/{ws}/claims": { query: "?kind=status&q=eksempel", answers: 200, bad: { query: "?kind=nonsense" } },
  "post /workspaces/{ws}/claims": {
    body: ({ ids }) => ({ reportId: ids.report, start: 0, end: 30, kind: "finding", themes: ["treatment"] }),
    answers: 201,
    bad: badBody,
    ends: true,
  },
  "get /workspaces/{ws}/claims/{id}": { id: "claim", answers: 200 },
  "patch /workspaces/{ws}/claims/{id}": {
    id: "claim",
    body: () => ({ kind: "challenge", expectedVersion: 0 }),
    answers: 200,
    bad: { body: { status: "accepted", expectedVersion: 0 } },
    ends: true,
  },
  "post /workspaces/{ws}/claims/{id}/decisions": {
    id: "claim",
    body: () => decision,
    answers: 201,
    bad: { body: { verdict: "reject", expectedVersion: 0 } },
    ends: true,
  },
  "get /workspaces/{ws}/themes": { answers: 200, bad: badQuery },
  "post /workspaces/{ws}/themes": {
    body: () => ({ name: { da: "Børn og unge", en: "Children" } }),
    answers: 201,
    bad: badBody,
    ends: true,
  },
  "patch /workspaces/{ws}/themes/{id}": { id: "theme", body: () => ({ order: 3.5 }), answers: 200, bad: badBody },
  "delete /workspaces/{ws}/themes/{id}": { id: "theme", answers: 204, ends: true },
  "post /workspaces/{ws}/themes/{id}/merge": {
    id: "theme",
    body: () => ({ into: "screening" }),
    answers: 201,
    bad: badBody,
    ends: true,
  },
  "post /workspaces/{ws}/themes/{id}/split": {
    id: "theme",
    body: ({ ids }) => ({ theme: { name: { da: "Noget af det", en: "Some of it" } }, claimIds: [ids.claim] }),
    answers: 201,
    bad: badBody,
    ends: true,
  },
  "post /workspaces/{ws}/themes/{id}/drafts": { id: "theme", answers: 202 },
  "get /workspaces/{ws}/themes/{id}/drafts": { id: "theme", answers: 200, bad: badQuery },
  "get /workspaces/{ws}/drafts/{id}": { id: "draft", answers: 200 },
  "post /workspaces/{ws}/drafts/{id}/decisions": {
    id: "draft",
    body: () => ({ ...decision, expectedVersion: 1 }),
    answers: 201,
    bad: badBody,
    ends: true,
  },
  "post /workspaces/{ws}/drafts/{id}/statements/{sid}/decisions": {
    id: "draft",
    body: () => decision,
    answers: 201,
    bad: badBody,
    ends: true,
  },
  "get /workspaces/{ws}/decisions": { answers: 200, bad: { query: "?since=yesterday" } },
  "get /workspaces/{ws}/audit": { answers: 200 },
  "get /workspaces/{ws}/events": { query: "?since=2026-01-01T00:00:00Z", answers: 200, bad: { query: "?since=x" } },
  "get /workspaces/{ws}/export": { query: "?format=csv", answers: 200, bad: { query: "?format=exe" } },
  "get /workspaces/{ws}/overview": { answers: 200 },
};

/** Routes outside workspaces: who may call them, and what they answer somebody who may. */
const OPEN: Record<string, { body?: unknown; answers: number }> = {
  "get /health": { answers: 200 },
  "get /auth/config": { answers: 200 },
  "post /auth/local": { body: { email: "reader@example.test" }, answers: 200 },
  "post /auth/logout": { answers: 200 },
  "get /auth/session": { answers: 200 },
  "get /me": { answers: 200 },
  "get /workspaces": { answers: 200 },
  "get /evaluations": { answers: 200 },
  "post /workspaces": { body: { name: "Nyt" }, answers: 201 },
};

const nameOf = ({ method, path }: Pick<Route, "method" | "path">) => `${method} ${path}`;
const TABLE = routesOf({ auth: localSignIn({ store: {} as never, secret: "only the table is read" }) });
const INSIDE = TABLE.filter((route) => route.path.startsWith("/workspaces/{ws}"));
const OUTSIDE = TABLE.filter((route) => !route.path.startsWith("/workspaces/{ws}"));
const PEOPLE: [Who, Role | undefined][] = [
  ["owner", "owner"],
  ["editor", "editor"],
  ["expert1", "expert"],
  ["reader", "reader"],
  ["outsider", undefined],
];

let api: Api;
let home: Home;
let other: Home;
let gone: Home;

async function aHome(): Promise<Home> {
  const ws = await api.workspace();
  const { report, claims } = await api.readReport(ws);
  const draft = await api.writtenDraft(ws, THEME, claims.slice(0, 1));
  const members = (await api.as("owner", "GET", `/workspaces/${ws}/members`)).body.items;
  const expert2 = members.find(({ person }: { person: { email: string } }) => person.email === "expert2@example.test");
  return {
    ws,
    ids: {
      report: report.id,
      candidate: await aReadyCandidate(api, ws, report.id),
      claim: claims[2]!.id,
      theme: THEME,
      draft: draft.id,
      sid: draft.statements[0].id,
      personId: expert2.person.id,
      n: "1",
    },
  };
}

/** The route's address in `at`, with the things of `things`. */
function addressOf(route: Route, { id, query = "" }: Case, at: Home, things: Home = at): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === "ws" ? at.ws : name === "id" ? things.ids[id ?? ""]! : things.ids[name]!,
  );
  return path + query;
}

const call = (who: Who | undefined, route: Route, address: string, body: unknown) =>
  api.as(who, route.method.toUpperCase(), address, body);

beforeAll(async () => {
  api = await startApi();
  home = await aHome();
  other = await aHome();
  gone = await aHome();
  await api.as("owner", "DELETE", `/workspaces/${gone.ws}`);
}, 120_000);
afterAll(() => api.stop());

it("has a case here for every route of the API, and no case for a route that is gone", () => {
  expect(INSIDE.map(nameOf).sort()).toEqual(Object.keys(CASES).sort());
  expect(OUTSIDE.map(nameOf).sort()).toEqual(Object.keys(OPEN).sort());
});

it("publishes exactly its routes as OpenAPI 3.1", async () => {
  const { body } = await api.as(undefined, "GET", "/openapi.json");
  expect(body.openapi).toBe("3.1.0");
  const published = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replace(/^\/api/, "")}`),
  );
  expect(published.sort()).toEqual(TABLE.map(nameOf).sort());
});

it("describes itself on a page that runs nothing and fetches nothing", async () => {
  const { status, text, headers } = await api.as(undefined, "GET", "/docs");
  expect(status).toBe(200);
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
  expect(text).not.toMatch(/<script|src=|@import|url\(/);
  expect(text).toContain("/api/workspaces/{ws}/claims/{id}/decisions");
});

describe.each(OUTSIDE.map((route) => [nameOf(route), route] as const))("%s", (name, route) => {
  it(`answers ${OPEN[name]?.answers}, to people only where it must`, async () => {
    const { body, answers } = OPEN[name]!;
    const anonymous = await call(undefined, route, route.path, body);
    expect(anonymous.status).toBe(route.needs === "none" ? answers : 401);
    expect((await call("outsider", route, route.path, body)).status).toBe(answers);
  });
});

describe.each(INSIDE.map((route) => [nameOf(route), route] as const))("%s", (name, route) => {
  const one = CASES[name] ?? { answers: 0 };
  const bodyAt = (at: Home) => one.body?.(at);

  it("is 401 without a token, with a bad one, and from a cookie that another site sent along", async () => {
    const address = addressOf(route, one, home);
    expect((await call(undefined, route, address, bodyAt(home))).status).toBe(401);
    const method = route.method.toUpperCase();
    expect((await api.request("nonsense", method, address, bodyAt(home))).status).toBe(401);
    if (method === "GET") return;
    const cookie = { cookie: `belaeg=${api.tokens.get("owner")}`, "sec-fetch-site": "cross-site" };
    expect((await api.request(undefined, method, address, bodyAt(home), cookie)).status).toBe(401);
  });

  it("is 404 for outsiders, in a deleted workspace, and for another workspace's things, with one and the same body", async () => {
    const addresses: [Who, string][] = [
      ["outsider", addressOf(route, one, home)],
      ["owner", addressOf(route, one, gone)],
      ["owner", addressOf(route, one, { ...home, ws: "wsp_00000000000000000000" })],
    ];
    // things that belong to another workspace; themes and pages have the same names everywhere
    const crossing = one.id !== undefined && one.id !== "theme";
    if (crossing) addresses.push(["owner", addressOf(route, one, home, other)]);
    if (route.path.includes("{sid}")) {
      const mixed = { ...home, ids: { ...home.ids, sid: other.ids.sid! } };
      addresses.push(["owner", addressOf(route, one, mixed)]);
    }
    if (route.path.includes("/{id}")) {
      const guessed = { ...home, ids: { ...home.ids, [one.id!]: "zzz_guessed" } };
      addresses.push(["owner", addressOf(route, one, guessed)], ["reader", addressOf(route, one, guessed)]);
    }
    const answers = await Promise.all(
      addresses.map(([who, address]) => call(who, route, address, bodyAt(crossing ? other : home))),
    );
    for (const { status, text } of answers) {
      expect(status).toBe(404);
      expect(text).toBe(answers[0]!.text);
    }
  });

  const tooLow = PEOPLE.filter(([, role]) => role !== undefined && !atLeast(role, route.needs as Role));
  it(`is 403 for ${tooLow.map(([who]) => who).join(", ") || "no member"}, whatever they send`, async () => {
    for (const [who] of tooLow) {
      const address = addressOf(route, one, home);
      expect((await call(who, route, address, bodyAt(home))).status, who).toBe(403);
      if (one.bad !== undefined) {
        const bad = addressOf(route, { ...one, query: one.bad.query ?? one.query ?? "" }, home);
        expect((await call(who, route, bad, one.bad.body)).status, who).toBe(403);
      }
    }
  });

  it("is 422 for what its schema does not take, with the path of each fault", async () => {
    if (one.bad === undefined) {
      expect(route.query ?? route.body).toBeUndefined();
      return;
    }
    const address = addressOf(route, { ...one, query: one.bad.query ?? "" }, home);
    const { status, body } = await call("owner", route, address, one.bad.body);
    expect(status).toBe(422);
    expect(body.error.details.faults.length).toBeGreaterThan(0);
    for (const fault of body.error.details.faults) expect(typeof fault.path).toBe("string");
  });

  const allowed = PEOPLE.filter(([, role]) => role !== undefined && atLeast(role, route.needs as Role));
  it(`is ${one.answers} for ${allowed.map(([who]) => who).join(", ")}, in the shape it publishes`, async () => {
    for (const [who] of allowed) {
      const at = one.ends ? await aHome() : home;
      const { status, body, headers, text } = await call(who, route, addressOf(route, one, at), bodyAt(at));
      expect(status, `${who}: ${text.slice(0, 300)}`).toBe(one.answers);
      const schema = route.answers[status]?.schema;
      if (schema !== undefined) expect(z.strictObject({ body: schema }).safeParse({ body }).error).toBeUndefined();
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  }, 60_000);
});
