import { DeleteItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PersonId } from "../../../functions/evidence/ids.ts";
import { type Cloud, SITE, startCloud, type TestBrowser } from "./cloud.ts";

const IDLE = 30 * 60;
const ABSOLUTE = 12 * 3600;

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.stop());
beforeEach(() => cloud.issuer.signsIn({}));

/** A browser in which somebody of her own is signed in. */
async function signedIn(who: string, address = `${who}@styrelse.example`): Promise<TestBrowser> {
  cloud.issuer.signsIn({ oid: who, name: who, preferred_username: address });
  const browser = cloud.browser();
  await browser.signIn();
  return browser;
}
const me = async (browser: TestBrowser) => (await browser.get("/me")).status;
const idOf = (browser: TestBrowser) => browser.cookies.get("__Host-belaeg")!;
const items = async () => {
  const all: Record<string, unknown>[] = [];
  for await (const { Items } of paginateScan({ client: cloud.local.dynamo }, { TableName: "belaeg" })) {
    all.push(...(Items ?? []));
  }
  return all;
};
const forget = (pk: string, sk: string) =>
  cloud.local.dynamo.send(new DeleteItemCommand({ TableName: "belaeg", Key: { pk: { S: pk }, sk: { S: sk } } }));

describe("a session", () => {
  it("lies in the table as a hash that opens nothing, with an expiry", async () => {
    const browser = await signedIn("hash");
    const id = idOf(browser);
    const rows = (await items()).filter((item) => JSON.stringify(item).includes('"session#'));
    expect(JSON.stringify(rows)).not.toContain(id);
    for (const row of rows as { pk: { S: string }; expiresAt: { N: string } }[]) {
      expect(row.pk.S).toMatch(/^session#[0-9a-f]{64}$/);
      expect(Number(row.expiresAt.N)).toBeGreaterThan(Date.now() / 1000);
      browser.cookies.set("__Host-belaeg", row.pk.S.slice("session#".length));
      expect(await me(browser)).toBe(401);
    }
  });

  it("tells until when it lasts, and moves on while somebody is there, at a write a minute", async () => {
    const browser = await signedIn("clock");
    const until = async () => (await browser.get("/auth/session")).body;
    const first = await until();
    expect(first.person.name).toBe("clock");
    const lasts = (at: string) => Math.round((Date.parse(at) - Date.now()) / 1000);
    expect(lasts(first.idleUntil)).toBeGreaterThan(IDLE - 5);
    expect(lasts(first.endsAt)).toBeGreaterThan(ABSOLUTE - 5);
    cloud.later(50);
    expect((await until()).idleUntil).toBe(first.idleUntil);
    cloud.later(20);
    const moved = await until();
    expect(Date.parse(moved.idleUntil) - Date.parse(first.idleUntil)).toBeGreaterThanOrEqual(70_000);
    expect(moved.endsAt).toBe(first.endsAt);
    cloud.later(-70);
  });

  it("lasts as long as somebody is there, and not a moment over its end", async () => {
    const browser = await signedIn("busy");
    const step = IDLE - 61;
    for (let gone = step; gone < ABSOLUTE - 60; gone += step) {
      cloud.later(step);
      expect(await me(browser)).toBe(200);
    }
    cloud.later(ABSOLUTE - Math.floor((ABSOLUTE - 61) / step) * step);
    expect(await me(browser)).toBe(401);
    cloud.later(-ABSOLUTE);
  });

  it("is not kept alive by a page that asks by itself while nobody is there", async () => {
    const browser = await signedIn("away");
    const { body } = await browser.post("/workspaces", { name: "Et rum" });
    for (let gone = 0; gone < IDLE; gone += 300) {
      expect((await browser.get("/me", { "belaeg-unattended": "1" })).status).toBe(200);
      expect((await browser.get(`/workspaces/${body.workspace.id}/events`)).status).toBe(200);
      cloud.later(300);
    }
    expect(await me(browser)).toBe(401);
    cloud.later(-IDLE);
  });

  it("is the same person's on two machines, each ended by itself", async () => {
    const [office, home] = [await signedIn("both"), await signedIn("both")];
    expect((await office.get("/me")).body.person.id).toBe((await home.get("/me")).body.person.id);
    await office.post("/auth/logout");
    expect([await me(office), await me(home)]).toEqual([401, 200]);
  });
});

describe("signing out", () => {
  it("ends the session at once, also for whoever kept the cookie, and says where the provider forgets one", async () => {
    const browser = await signedIn("out");
    const kept = idOf(browser);
    const { status, body } = await browser.post("/auth/logout");
    expect(status).toBe(200);
    const there = new URL(body.endSession);
    expect(there.origin + there.pathname).toBe(`${cloud.issuer.issuer}/logout`);
    expect(there.searchParams.get("post_logout_redirect_uri")).toBe(`${SITE}/log-ind`);
    expect(browser.cookies.size).toBe(0);
    browser.cookies.set("__Host-belaeg", kept);
    expect(await me(browser)).toBe(401);
    expect((await browser.post("/auth/logout")).status).toBe(200);
  });
  it("everywhere ends every session of the person, and of nobody else; the next sign-in is good again", async () => {
    const [one, two, other] = [await signedIn("many"), await signedIn("many"), await signedIn("neighbour")];
    expect((await one.post("/auth/logout", { everywhere: true })).status).toBe(200);
    expect([await me(one), await me(two), await me(other)]).toEqual([401, 401, 200]);
    expect(await me(await signedIn("many"))).toBe(200);
  });
  it("everywhere is for somebody who is signed in", async () => {
    expect((await cloud.browser().post("/auth/logout", { everywhere: true })).status).toBe(401);
  });
  it("works while the provider is down", async () => {
    const fresh = await startCloud();
    const browser = fresh.browser();
    await browser.signIn();
    fresh.issuer.goDown(true);
    expect((await browser.post("/auth/logout")).status).toBe(200);
    expect((await browser.get("/me")).status).toBe(401);
    await fresh.stop();
  });
  it("is not done by another site's page", async () => {
    const browser = await signedIn("lured");
    const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await browser.post("/auth/logout", {}, foreign)).status).toBe(401);
    expect(await me(browser)).toBe(200);
  });
});

/** Changes what a signed-in browser sends; every one must be refused like no session at all. */
const SPOILED: [string, (browser: TestBrowser) => unknown][] = [
  ["without a cookie", ({ cookies }) => cookies.clear()],
  ["under the name for plain http", (b) => b.cookies.set("belaeg", idOf(b)) && b.cookies.delete("__Host-belaeg")],
  [
    "under its name in small letters",
    (b) => b.cookies.set("__host-belaeg", idOf(b)) && b.cookies.delete("__Host-belaeg"),
  ],
  [
    "under the secure name without the host",
    (b) => b.cookies.set("__Secure-belaeg", idOf(b)) && b.cookies.delete("__Host-belaeg"),
  ],
  ["cut short by a letter", (b) => b.cookies.set("__Host-belaeg", idOf(b).slice(0, -1))],
  ["longer by a letter", (b) => b.cookies.set("__Host-belaeg", `${idOf(b)}A`)],
  ["in other case", (b) => b.cookies.set("__Host-belaeg", swapped(idOf(b)))],
  [
    "with one letter changed",
    (b) => b.cookies.set("__Host-belaeg", `${idOf(b)[0] === "A" ? "B" : "A"}${idOf(b).slice(1)}`),
  ],
  ["in quotes", (b) => b.cookies.set("__Host-belaeg", `"${idOf(b)}"`)],
  [
    "written in percent signs",
    (b) => b.cookies.set("__Host-belaeg", [...idOf(b)].map((c) => `%${c.charCodeAt(0).toString(16)}`).join("")),
  ],
  ["that is empty", (b) => b.cookies.set("__Host-belaeg", "")],
  ["of a hundred thousand letters", (b) => b.cookies.set("__Host-belaeg", "A".repeat(100_000))],
  ["made up", (b) => b.cookies.set("__Host-belaeg", "x".repeat(43))],
  ["that climbs", (b) => b.cookies.set("__Host-belaeg", "../../session")],
  [
    "beside another of the same name",
    (b) => b.cookies.set("__Host-belaeg", `${idOf(b)}; __Host-belaeg=${"x".repeat(43)}`),
  ],
  [
    "behind another of the same name",
    (b) => b.cookies.set("__Host-belaeg", `${"x".repeat(43)}; __Host-belaeg=${idOf(b)}`),
  ],
  ["twice the same", (b) => b.cookies.set("__Host-belaeg", `${idOf(b)}; __Host-belaeg=${idOf(b)}`)],
  ["given as a bearer token", (b) => b.cookies.clear()],
];
const swapped = (text: string) =>
  text.replace(/[a-zA-Z]/g, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()));

describe("a spoiled session", () => {
  it.each(SPOILED)("%s is refused", async (what, spoil) => {
    const browser = await signedIn("spoiled");
    const bearer = { authorization: `Bearer ${idOf(browser)}` };
    expect(await me(browser)).toBe(200);
    spoil(browser);
    const { status, body } = await browser.get("/me", what.includes("bearer") ? bearer : {});
    expect(status).toBe(401);
    expect(body.error).toEqual({ code: "unauthenticated", message: "Log ind for at fortsætte." });
  });

  it("that nobody used for half an hour is refused, and later too", async () => {
    const browser = await signedIn("idle");
    cloud.later(IDLE);
    expect(await me(browser)).toBe(401);
    cloud.later(-5);
    expect(await me(browser)).toBe(200);
    cloud.later(5 - IDLE);
  });
  it("beside a bad token is refused: where a token stands, no cookie counts", async () => {
    const browser = await signedIn("beside");
    expect((await browser.get("/me", { authorization: "Bearer nonsense" })).status).toBe(401);
    expect((await browser.get("/me", { authorization: "Basic YTpi" })).status).toBe(401);
  });
  it("of another installation's secret is refused, on the same table", async () => {
    const browser = await signedIn("elsewhere");
    const other = cloud.appWith({ secret: "a secret of another installation" });
    const headers = { cookie: `__Host-belaeg=${idOf(browser)}` };
    expect((await other.request(`${SITE}/api/me`, { headers })).status).toBe(401);
    expect((await cloud.appWith({}).request(`${SITE}/api/me`, { headers })).status).toBe(200);
  });
  it("of a person who has been deleted is refused", async () => {
    const browser = await signedIn("deleted");
    const { person } = (await browser.get("/me")).body;
    await forget(`person#${person.id}`, "person");
    expect(await me(browser)).toBe(401);
  });
  it("whose row was taken away by hand is refused, and no request brings it back", async () => {
    const browser = await signedIn("row");
    for (const item of (await items()) as { pk: { S: string } }[]) {
      if (item.pk.S.startsWith("session#")) await forget(item.pk.S, "session");
    }
    cloud.later(120);
    expect(await me(browser)).toBe(401);
    expect(await me(browser)).toBe(401);
    cloud.later(-120);
  });
  it("that was ended while it was in use is refused in every request after", async () => {
    const browser = await signedIn("race");
    const copy = cloud.browser();
    copy.cookies.set("__Host-belaeg", idOf(browser));
    await Promise.all([browser.post("/auth/logout"), ...Array.from({ length: 10 }, () => copy.get("/me"))]);
    expect(await me(copy)).toBe(401);
  });
});

describe("a change sent with a session", () => {
  const [OWN, EVIL] = [SITE, "https://evil.example"];
  const FORM = "application/x-www-form-urlencoded";
  type Sent = Record<string, string>;
  /** Headers as they would come; `-` takes one away that the test browser adds. */
  const refused: [string, Sent][] = [
    ["by another site's page", { origin: EVIL, "sec-fetch-site": "cross-site" }],
    ["by another site's page to an old browser's eyes", { origin: EVIL, "sec-fetch-site": "-" }],
    ["by a neighbour of the same domain", { origin: "https://other.belaeg.example", "sec-fetch-site": "same-site" }],
    ["by our own site in the clear", { origin: "http://belaeg.example", "sec-fetch-site": "-" }],
    ["by our own host at another port", { origin: "https://belaeg.example:8443", "sec-fetch-site": "-" }],
    ["by a site that begins like ours", { origin: "https://belaeg.example.evil.example", "sec-fetch-site": "-" }],
    ["by a page without an origin", { origin: "null", "sec-fetch-site": "-" }],
    ["by nobody who says so", { origin: "-", "sec-fetch-site": "-" }],
    ["by the address bar", { origin: "-", "sec-fetch-site": "none" }],
    ["by two who contradict each other", { origin: EVIL, "sec-fetch-site": "same-origin" }],
    ["as a form of our own", { origin: OWN, "content-type": FORM }],
    ["as plain text", { origin: OWN, "content-type": "text/plain;charset=UTF-8" }],
    ["as parts", { origin: OWN, "content-type": "multipart/form-data; boundary=x" }],
  ];
  async function send(
    browser: TestBrowser,
    sent: Sent,
  ): Promise<{ status: number; error?: { code: string; message: string } }> {
    const headers = new Headers({
      cookie: `__Host-belaeg=${idOf(browser)}`,
      origin: OWN,
      "sec-fetch-site": "same-origin",
      "content-type": "application/json",
    });
    for (const [name, value] of Object.entries(sent)) {
      if (value === "-") headers.delete(name);
      else headers.set(name, value);
    }
    const body = JSON.stringify({ name: "Rum" });
    const response = await cloud.app.request(`${SITE}/api/workspaces`, { method: "POST", headers, body });
    return { status: response.status, ...((await response.json()) as object) };
  }

  it.each(refused)("%s is refused by name, in Danish and English", async (_, sent) => {
    const browser = await signedIn("csrf");
    const { status, error } = await send(browser, sent);
    expect(status).toBe(401);
    expect(error?.code).toBe("cross-site");
    expect(error?.message).toMatch(/^Forespørgslen kom ikke fra Belægs egne sider/);
    const english = await send(browser, { ...sent, "accept-language": "en" });
    expect(english.error?.message).toMatch(/^The request did not come from Belæg's own pages/);
    expect((await browser.get("/workspaces")).body.items.map(({ name }: { name: string }) => name)).toEqual([]);
  });
  it.each<[string, Sent]>([
    ["by our own page", {}],
    ["by our own page in an old browser", { "sec-fetch-site": "-" }],
    ["by our own page that hides its origin", { origin: "-" }],
    ["with a key that no form can send", { "content-type": "-", "idempotency-key": "abc" }],
  ])("%s is taken", async (_, sent) => {
    expect((await send(await signedIn(`own-${_}`), sent)).status).toBe(201);
  });
  it("by a program with a token of the provider is taken, from wherever it comes", async () => {
    const authorization = `Bearer ${await cloud.issuer.token()}`;
    const headers = { authorization, origin: EVIL, "sec-fetch-site": "cross-site", "content-type": "application/json" };
    const body = JSON.stringify({ name: "Rum" });
    expect((await cloud.app.request(`${SITE}/api/workspaces`, { method: "POST", headers, body })).status).toBe(201);
  });
});

describe("what a session may do", () => {
  it("is asked of the membership at every request: a role taken away or lowered counts from the next one on", async () => {
    const [owner, guest] = [await signedIn("eier"), await signedIn("gaest")];
    const { workspace } = (await owner.post("/workspaces", { name: "Rum" })).body;
    const { person } = (await guest.get("/me")).body;
    const path = `/workspaces/${workspace.id}`;
    await cloud.local.store.setRole(workspace.id, person.id as PersonId, "editor");
    const rename = async () => (await guest.ask("PATCH", `/api${path}`, { name: "Nyt navn" }, { origin: SITE })).status;
    expect(await rename()).toBe(200);
    await owner.ask("PATCH", `/api${path}/members/${person.id}`, { role: "reader" }, { origin: SITE });
    expect([await rename(), (await guest.get(path)).status]).toEqual([403, 200]);
    await owner.ask("DELETE", `/api${path}/members/${person.id}`, undefined, { origin: SITE });
    expect([await rename(), (await guest.get(path)).status]).toEqual([404, 404]);
    expect((await guest.get("/me")).body.workspaces).toEqual([]);
  });
});
