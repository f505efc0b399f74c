import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Claim } from "../../../functions/evidence/claim.ts";
import type { WorkspaceId } from "../../../functions/evidence/ids.ts";
import { type Api, startApi, THEME } from "./rig.ts";

let api: Api;
let ws: WorkspaceId;
let claims: Claim[];

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  ws = await api.workspace();
  ({ claims } = await api.readReport(ws, 2));
});

const path = () => `/workspaces/${ws}/claims/${claims[0]!.id}/decisions`;
const accept = { verdict: "accept", expectedVersion: 0 };

describe("a POST with an Idempotency-Key", () => {
  it("has one effect and one answer, however often and however close together it comes", async () => {
    const key = { "idempotency-key": `k-${ws}` };
    const together = await Promise.all(Array.from({ length: 5 }, () => api.as("expert1", "POST", path(), accept, key)));
    const later = await api.as("expert1", "POST", path(), accept, key);
    for (const answer of [...together, later]) {
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual(later.body);
    }
    expect((await api.as("reader", "GET", `/workspaces/${ws}/decisions`)).body.items).toHaveLength(1);
  });

  it("gets its first answer again even when the claim has moved on since", async () => {
    const key = { "idempotency-key": "a" };
    const first = await api.as("expert1", "POST", path(), accept, key);
    await api.as("expert2", "POST", path(), { verdict: "reject", reason: "outdated", expectedVersion: 1 });
    expect((await api.as("expert1", "POST", path(), accept, key)).text).toBe(first.text);
  });

  it("is 422 with another body or at another address, and nobody else's key", async () => {
    const key = { "idempotency-key": "b" };
    await api.as("expert1", "POST", path(), accept, key);
    const other = await api.as("expert1", "POST", path(), { ...accept, comment: "andet" }, key);
    expect(other).toMatchObject({ status: 422, body: { error: { code: "key-reused" } } });
    const elsewhere = `/workspaces/${ws}/claims/${claims[1]!.id}/decisions`;
    expect((await api.as("expert1", "POST", elsewhere, accept, key)).body.error.code).toBe("key-reused");
    const mine = await api.as("expert2", "POST", path(), { ...accept, expectedVersion: 1 }, key);
    expect(mine.status).toBe(201);
  });

  it("finds what a run that died half-way did, instead of doing it twice", async () => {
    // the decision was written, its answer was not: as after a kill between the two
    const dying = api.failing((command) => command === "PutItemCommand");
    const key = { "idempotency-key": "c" };
    const { body } = await api.as("expert1", "POST", path(), accept, key);
    const stored = (await dying.storedClaim(ws, claims[0]!.id))!;
    expect(stored.decisions.map(({ id }) => id)).toEqual([body.decision.id]);
    await api.forgetAnswer(ws, body.decision.by.id, "c");
    const again = await api.as("expert1", "POST", path(), accept, key);
    expect(again.status).toBe(201);
    expect(again.body.decision).toEqual(body.decision);
    expect(again.body.claim.version).toBe(1);
  });

  it("makes one workspace, one draft and one message for it", async () => {
    const key = { "idempotency-key": "d" };
    const made = await Promise.all([1, 2].map(() => api.as("owner", "POST", "/workspaces", { name: "Ét" }, key)));
    expect(made[0]!.body.workspace.id).toBe(made[1]!.body.workspace.id);
    const drafts = `/workspaces/${ws}/themes/${THEME}/drafts`;
    const first = await api.as("editor", "POST", drafts, undefined, { "idempotency-key": "e" });
    const second = await api.as("editor", "POST", drafts, undefined, { "idempotency-key": "e" });
    expect(second.body).toEqual(first.body);
    expect((await api.as("reader", "GET", drafts)).body.items).toHaveLength(1);
  });
});

describe("what is too much", () => {
  it("is 413 for a body beyond the limit, whatever its header says", async () => {
    const big = JSON.stringify({ ...accept, comment: "x".repeat(300_000) });
    expect((await api.as("expert1", "POST", path(), big)).status).toBe(413);
    const state = { state: "x".repeat(17_000) };
    expect((await api.as("reader", "PUT", `/workspaces/${ws}/me/state`, state)).status).toBe(413);
  });

  it("is 429 with Retry-After for whoever asks too often, and for nobody else", async () => {
    const strict = await startApi({ limits: { requestsPerMinute: 30 } });
    const answers = [];
    for (let i = 0; i < 40; i++) answers.push(await strict.as("reader", "GET", "/me"));
    const last = answers.at(-1)!;
    expect(last.status).toBe(429);
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await strict.as("expert1", "GET", "/me")).status).toBe(200);
    await strict.stop();
  });

  it("is 422 for a list of more than 200, and for somebody else's cursor", async () => {
    expect((await api.as("reader", "GET", `/workspaces/${ws}/claims?limit=201`)).status).toBe(422);
    expect((await api.as("reader", "GET", `/workspaces/${ws}/claims?cursor=bm9wZQ`)).status).toBe(422);
    expect((await api.as("reader", "GET", `/workspaces/${ws}/decisions?cursor=MQ`)).status).toBe(422);
  });
});

describe("members", () => {
  it("always leave an owner, also when two owners go at once", async () => {
    const members = `/workspaces/${ws}/members`;
    await api.as("owner", "POST", members, { email: "editor@example.test", role: "owner" });
    const { body } = await api.as("reader", "GET", members);
    const owners = body.items.filter(({ role }: { role: string }) => role === "owner");
    expect(owners).toHaveLength(2);
    const [a, b] = await Promise.all(
      owners.map(({ person }: { person: { id: string; email: string } }) =>
        api.as(person.email.split("@")[0] as "owner", "DELETE", `${members}/${person.id}`),
      ),
    );
    expect([a!.status, b!.status].sort()).toEqual([204, 409]);
    const left = (await api.as("reader", "GET", members)).body.items;
    expect(left.filter(({ role }: { role: string }) => role === "owner")).toHaveLength(1);
  });

  it("lose their rights with the very next request", async () => {
    const members = `/workspaces/${ws}/members`;
    const { body } = await api.as("reader", "GET", members);
    const reader = body.items.find(({ role }: { role: string }) => role === "reader").person.id;
    await api.as("owner", "DELETE", `${members}/${reader}`);
    expect((await api.as("reader", "GET", `/workspaces/${ws}`)).status).toBe(404);
  });

  it("are made owners by owners only", async () => {
    const answer = await api.as("editor", "POST", `/workspaces/${ws}/members`, {
      email: "editor@example.test",
      role: "owner",
    });
    expect(answer.status).toBe(403);
  });
});
