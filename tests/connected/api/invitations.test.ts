import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Cloud, SITE, startCloud, type TestBrowser } from "./cloud.ts";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ settings: { emailDomains: ["styrelse.example"] } });
});
afterAll(() => cloud.stop());
beforeEach(() => cloud.issuer.signsIn({}));

const DAY = 86_400;

/** Somebody signs in, with these claims about her address. */
async function signedIn(who: string, claims: Record<string, unknown> = {}): Promise<TestBrowser> {
  cloud.issuer.signsIn({ oid: who, name: who, preferred_username: `${who}@styrelse.example`, ...claims });
  const browser = cloud.browser();
  await browser.signIn();
  return browser;
}
const send = (browser: TestBrowser, method: string, path: string, body?: unknown) =>
  browser.ask(method, `/api${path}`, body, { origin: SITE });

let serial = 0;
/** A workspace of a new owner's. */
async function aWorkspace() {
  const owner = await signedIn(`owner${++serial}`);
  const { body } = await owner.post("/workspaces", { name: "Rum" });
  const path = `/workspaces/${body.workspace.id}`;
  const invite = (email: string, role = "expert", by = owner) => by.post(`${path}/members`, { email, role });
  return { owner, path, id: body.workspace.id as string, invite };
}
const rolesOf = async (browser: TestBrowser) =>
  (await browser.get("/me")).body.workspaces.map(({ role }: { role: string }) => role);
const membersOf = async (browser: TestBrowser, path: string) =>
  (await browser.get(`${path}/members`)).body.items as {
    person: { id: string; name: string; email: string };
    role: string;
    invited?: { until: string };
  }[];

describe("an invitation", () => {
  it("stands among the members as one, until the address signs in; then she is a member as any other", async () => {
    const { owner, path, invite } = await aWorkspace();
    const { status, body } = await invite("Ny@Styrelse.example", "editor");
    expect(status).toBe(201);
    expect(body.member).toMatchObject({ person: { email: "ny@styrelse.example" }, role: "editor" });
    const days = (Date.parse(body.member.invited.until) - Date.now()) / 1000 / DAY;
    expect(days).toBeCloseTo(30, 1);
    const listed = (await membersOf(owner, path)).find(({ invited }) => invited !== undefined);
    expect(listed).toEqual(body.member);
    const ny = await signedIn("ny");
    expect(await rolesOf(ny)).toEqual(["editor"]);
    const members = await membersOf(owner, path);
    expect(members.find(({ person }) => person.email === "ny@styrelse.example")).toMatchObject({ role: "editor" });
    expect(members.filter(({ invited }) => invited !== undefined)).toEqual([]);
  });

  it("reaches somebody who has been here before, in as many workspaces as invite her", async () => {
    const late = await signedIn("late", { preferred_username: "x", email: "late@region.example" });
    const [one, two] = [await aWorkspace(), await aWorkspace()];
    await one.invite("late@region.example", "reader");
    await two.invite("late@region.example", "expert");
    expect(await rolesOf(late)).toEqual([]);
    await signedIn("late", { email: "late@region.example", email_verified: true });
    expect((await rolesOf(late)).sort()).toEqual(["expert", "reader"]);
  });

  it("can be given another role, and be taken back", async () => {
    const { owner, path, invite } = await aWorkspace();
    const { person } = (await invite("skifter@styrelse.example", "expert")).body.member;
    const changed = await send(owner, "PATCH", `${path}/members/${person.id}`, { role: "reader" });
    expect(changed.body.member).toMatchObject({ role: "reader", invited: {} });
    expect(await rolesOf(await signedIn("skifter"))).toEqual(["reader"]);

    const { person: other } = (await invite("fortrudt@styrelse.example")).body.member;
    expect((await send(owner, "DELETE", `${path}/members/${other.id}`)).status).toBe(204);
    expect((await send(owner, "DELETE", `${path}/members/${other.id}`)).status).toBe(404);
    expect(await rolesOf(await signedIn("fortrudt"))).toEqual([]);
  });

  it("is over after thirty days, and new when it is made again", async () => {
    const { owner, path, invite } = await aWorkspace();
    await invite("sen@styrelse.example");
    cloud.later(0);
    const clockOf = (days: number) => cloud.local.another(() => new Date(Date.now() + days * DAY * 1000));
    expect(await clockOf(29).invitationsFor("sen@styrelse.example")).toHaveLength(1);
    expect(await clockOf(31).invitationsFor("sen@styrelse.example")).toEqual([]);
    await invite("sen@styrelse.example", "reader");
    expect((await membersOf(owner, path)).filter(({ invited }) => invited !== undefined)).toHaveLength(1);
    expect(await rolesOf(await signedIn("sen"))).toEqual(["reader"]);
  });

  it("of an owner is an owner's to make, change and take back", async () => {
    const { owner, path, invite } = await aWorkspace();
    await invite("redaktion@styrelse.example", "editor");
    const editor = await signedIn("redaktion");
    expect((await invite("chef@styrelse.example", "owner", editor)).status).toBe(403);
    const { person } = (await invite("chef@styrelse.example", "owner", owner)).body.member;
    expect((await invite("chef@styrelse.example", "reader", editor)).status).toBe(403);
    expect((await send(editor, "PATCH", `${path}/members/${person.id}`, { role: "reader" })).status).toBe(403);
    expect((await send(editor, "DELETE", `${path}/members/${person.id}`)).status).toBe(403);
    expect(await rolesOf(await signedIn("chef"))).toEqual(["owner"]);
  });

  it("never lowers the role somebody has, nor brings back somebody who was taken out", async () => {
    const { owner, path, invite } = await aWorkspace();
    const plain = { preferred_username: "x", email: "dobbelt@region.example" };
    await signedIn("dobbelt", plain);
    await invite("dobbelt@region.example", "expert");
    const vouched = { email: "dobbelt@region.example", email_verified: true };
    const browser = await signedIn("dobbelt", vouched);
    expect(await rolesOf(browser)).toEqual(["expert"]);
    const { person } = (await browser.get("/me")).body;
    await send(owner, "PATCH", `${path}/members/${person.id}`, { role: "editor" });
    // an invitation that was left lying, as after a process that stopped between two writes
    const left = {
      email: "dobbelt@region.example",
      role: "reader",
      invitedBy: person.id,
      expiresAt: Date.now(),
    } as const;
    const workspaceId = path.split("/")[2] as never;
    await cloud.local.store.putInvitation({ workspaceId, ...left });
    expect(await rolesOf(await signedIn("dobbelt", vouched))).toEqual(["editor"]);
    await cloud.local.store.putInvitation({ workspaceId, ...left });
    await send(owner, "DELETE", `${path}/members/${person.id}`);
    expect(await rolesOf(await signedIn("dobbelt", vouched))).toEqual([]);
  });

  it("goes with its workspace, and makes nobody member of nothing", async () => {
    const { owner, path, invite } = await aWorkspace();
    await invite("forsvundet@styrelse.example");
    expect((await send(owner, "DELETE", path)).status).toBe(204);
    expect(await cloud.local.store.invitationsFor("forsvundet@styrelse.example")).toEqual([]);
    expect(await rolesOf(await signedIn("forsvundet"))).toEqual([]);
  });

  it.each(["uden-snabel-a", "a@", "@b.dk", "a b@c.dk", "a@b.dk, c@d.dk", `${"x".repeat(250)}@b.dk`, ""])(
    "is not made to %j, which is no address",
    async (address) => {
      const { invite } = await aWorkspace();
      expect((await invite(address)).status).toBe(422);
    },
  );
});

describe("an address that nobody vouches for opens nothing", () => {
  const TARGET = "direktoer@region.example";
  /** What a token says about the address, and whether that is proof. */
  it.each<[string, Record<string, unknown>, boolean]>([
    ["the provider says that it is verified", { email: TARGET, email_verified: true }, true],
    ["the provider writes its yes as a word", { email: TARGET, email_verified: "true" }, true],
    ["Entra ID says that the tenant owns the domain", { email: TARGET, xms_edov: true }, true],
    ["Entra ID says so with a number", { email: TARGET, xms_edov: 1 }, true],
    ["nobody says anything", { email: TARGET }, false],
    ["the provider says no", { email: TARGET, email_verified: false }, false],
    ["the provider says no in a word", { email: TARGET, email_verified: "false" }, false],
    ["Entra ID says no", { email: TARGET, xms_edov: "0" }, false],
    ["it is only the name she signs in with", { preferred_username: TARGET }, false],
    ["another address was verified, and this is her name", { preferred_username: TARGET, email_verified: true }, false],
    ["it ends like a domain we trust", { email: "direktoer@evil-styrelse.example" }, false],
    ["it holds a domain we trust", { email: "direktoer@styrelse.example@region.example" }, false],
    ["it is of a domain below one we trust", { email: "direktoer@sub.styrelse.example" }, false],
    ["whoever runs Belæg trusts its domain", { email: "direktoer@styrelse.example" }, true],
    ["whoever runs Belæg trusts the domain of her name", { preferred_username: "direktoer@Styrelse.example" }, true],
  ])("when %s", async (_, claims, counts) => {
    const { invite } = await aWorkspace();
    const address = String(claims.email ?? claims.preferred_username);
    const name = `direktoer${serial}`;
    // each case has an address of its own, so that none is known from the one before
    const own = (text: unknown) => (typeof text === "string" ? text.replace("direktoer", name) : text);
    const invited = address.includes("@styrelse.example@")
      ? `${name}@region.example`
      : String(own(address)).toLowerCase();
    expect((await invite(invited, "editor")).status).toBe(201);
    const theirs = Object.fromEntries(Object.entries(claims).map(([claim, value]) => [claim, own(value)]));
    const browser = await signedIn(name, { preferred_username: "somebody", ...theirs });
    expect((await browser.get("/me")).body.person.email).not.toBe("");
    expect(await rolesOf(browser)).toEqual(counts ? ["editor"] : []);
  });

  it("and nobody is given a role by an address that she only says is hers", async () => {
    const impostor = await signedIn("impostor", { preferred_username: "x", email: "minister@region.example" });
    const { owner, path, invite } = await aWorkspace();
    const { body } = await invite("minister@region.example", "editor");
    expect(body.member.invited).toBeDefined();
    expect(await rolesOf(impostor)).toEqual([]);
    const real = await signedIn("minister", { email: "minister@region.example", email_verified: true });
    expect(await rolesOf(real)).toEqual(["editor"]);
    await signedIn("impostor", { preferred_username: "x", email: "minister@region.example" });
    expect(await rolesOf(impostor)).toEqual([]);
    const again = await owner.post(`${path}/members`, { email: "minister@region.example", role: "expert" });
    expect(again.body.member.person.id).toBe((await real.get("/me")).body.person.id);
  });

  it("and of several tenants none vouches for another's domain", async () => {
    const many = await startCloud({
      settings: { tenants: ["tenant-1", "tenant-2"], emailDomains: ["styrelse.example", "tenant-1/region.example"] },
    });
    const emailOf = async (tid: string, email: string) => {
      many.issuer.signsIn({ tid, oid: email, email });
      await many.browser().signIn();
      return (await many.local.store.personByEmail(email))?.email;
    };
    expect(await emailOf("tenant-1", "a@region.example")).toBe("a@region.example");
    expect(await emailOf("tenant-2", "b@region.example")).toBeUndefined();
    expect(await emailOf("tenant-1", "c@styrelse.example")).toBeUndefined();
    await many.stop();
  });

  it("and a program's access token is held to the same", async () => {
    const { invite } = await aWorkspace();
    await invite("program@region.example", "reader");
    const me = async (claims: Record<string, unknown>) => {
      const authorization = `Bearer ${await cloud.issuer.token({ oid: "program", ...claims })}`;
      const answer = await cloud.app.request(`${SITE}/api/me`, { headers: { authorization } });
      return ((await answer.json()) as { workspaces: { role: string }[] }).workspaces.map(({ role }) => role);
    };
    expect(await me({ email: "program@region.example" })).toEqual([]);
    expect(await me({ email: "program@region.example", name: "Program", email_verified: true })).toEqual(["reader"]);
  });
});
