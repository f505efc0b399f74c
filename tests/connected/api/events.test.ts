import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Claim } from "../../../functions/evidence/claim.ts";
import type { WorkspaceId } from "../../../functions/evidence/ids.ts";
import { NO_USAGE } from "../../../functions/evidence/usage.ts";
import { type Api, startApi, THEME, type Who } from "./rig.ts";

let api: Api;
let ws: WorkspaceId;
let claims: Claim[];

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  ws = await api.workspace();
  ({ claims } = await api.readReport(ws, 3));
});

const accept = (who: Who, claim: Claim, expectedVersion = 0) =>
  api.as(who, "POST", `/workspaces/${ws}/claims/${claim.id}/decisions`, { verdict: "accept", expectedVersion });

interface Told {
  id: string;
  event: string;
  data: Record<string, unknown>;
}

/** Listens as a browser's EventSource does, until `enough`. */
async function listen(who: Who, enough: (told: Told[]) => boolean, lastEventId?: string): Promise<Told[]> {
  const stop = new AbortController();
  const response = await api.app.request(
    new Request(`http://127.0.0.1/api/workspaces/${ws}/events`, {
      signal: stop.signal,
      headers: {
        cookie: `belaeg=${api.tokens.get(who)}`,
        ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
      },
    }),
  );
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const told: Told[] = [];
  let text = "";
  const deadline = setTimeout(() => stop.abort(), 8000);
  const decoder = new TextDecoder();
  const reader = response.body!.getReader();
  while (!enough(told)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop()!;
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
      );
      if (fields.event !== undefined)
        told.push({ id: fields.id!, event: fields.event, data: JSON.parse(fields.data!) });
    }
  }
  clearTimeout(deadline);
  await reader.cancel();
  return told;
}

describe("events", () => {
  it("tell a listener of decisions and of a report's progress as they happen", async () => {
    const heard = listen("reader", (told) => told.some(({ event }) => event === "report"));
    await new Promise((resume) => setTimeout(resume, 300));
    await accept("expert1", claims[0]!);
    await api.store.startRun(ws, claims[0]!.reportId, "r2", "r1", "local");
    await api.store.finishBatch(ws, claims[0]!.reportId, "r2", 0, { usage: NO_USAGE, unansweredPages: [] });
    const told = await heard;
    const claim = told.find(({ event }) => event === "claim");
    expect(claim?.data).toMatchObject({ id: claims[0]!.id, status: "accepted", version: 1 });
    const decision = told.find(({ event }) => event === "decision")?.data as { decision: { verdict: string } };
    expect(decision.decision.verdict).toBe("accept");
    expect(told.find(({ event }) => event === "report")?.data).toMatchObject({ id: claims[0]!.reportId });
  });

  it("go on where a listener was cut off", async () => {
    await new Promise((resume) => setTimeout(resume, 2100));
    await accept("expert1", claims[0]!);
    const { body } = await api.as("reader", "GET", `/workspaces/${ws}/events?since=2026-01-01T00:00:00Z`);
    const last = body.items.at(-1).id;
    await new Promise((resume) => setTimeout(resume, 20));
    await accept("expert2", claims[1]!);
    const told = await listen("reader", (all) => all.some(({ data }) => data.id === claims[1]!.id), last);
    expect(told.map(({ data }) => data.id)).toContain(claims[1]!.id);
    // the very last moment before the cut may be told again, nothing older
    expect(told.map(({ data }) => data.id)).not.toContain(claims[2]!.id);
  });

  it("can be polled, each poll going on from the last", async () => {
    const start = await api.as("reader", "GET", `/workspaces/${ws}/events?since=2026-01-01T00:00:00Z`);
    expect(start.body.items.map(({ type }: { type: string }) => type)).toContain("report");
    await api.writtenDraft(ws, THEME, claims);
    const next = await api.as("reader", "GET", `/workspaces/${ws}/events?since=${start.body.since}`);
    expect(next.body.items.map(({ type }: { type: string }) => type)).toContain("draft");
  });

  it("say nothing of a vote that is blind, and tell of both once it is not", async () => {
    await api.as("editor", "PATCH", `/workspaces/${ws}`, { settings: { reviewersPerClaim: 2 } });
    const since = new Date().toISOString();
    const poll = async () =>
      (await api.as("expert2", "GET", `/workspaces/${ws}/events?since=${since}`)).body.items.filter(
        ({ type }: { type: string }) => type === "decision",
      );
    await accept("expert1", claims[0]!);
    expect(await poll()).toEqual([]);
    await accept("expert2", claims[0]!);
    expect(
      (await poll()).map(({ data }: { data: { decision: { by: { name: string } } } }) => data.decision.by.name),
    ).toEqual(["Ekspert 1", "Ekspert 2"]);
  });

  it("end when the listener is taken out of the workspace", async () => {
    const heard = listen("reader", () => false);
    await new Promise((resume) => setTimeout(resume, 300));
    const { body } = await api.as("owner", "GET", `/workspaces/${ws}/members`);
    const reader = body.items.find(({ role }: { role: string }) => role === "reader").person.id;
    await api.as("owner", "DELETE", `/workspaces/${ws}/members/${reader}`);
    await accept("expert1", claims[0]!);
    expect(await heard).toEqual([]);
  });

  it("come in one finished answer where none can stay open, with the moment to go on from", async () => {
    const gateway = api.appWith({ keepsOpen: false });
    const ask = async (last?: string) => {
      const response = await gateway.request(`http://127.0.0.1/api/workspaces/${ws}/events`, {
        headers: {
          authorization: `Bearer ${api.tokens.get("reader")}`,
          ...(last === undefined ? {} : { "last-event-id": last }),
        },
      });
      const text = await response.text();
      return { text, last: [...text.matchAll(/^id: (.+)$/gm)].at(-1)![1]! };
    };
    const first = await ask();
    expect(first.text).not.toContain("event: claim");
    await accept("expert1", claims[0]!);
    const second = await ask(first.last);
    expect(second.text).toContain(claims[0]!.id);
    expect(second.last > first.last).toBe(true);
  });
});
