import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkAudit } from "../../../functions/store/audit-check.ts";
import { type Api, startApi, THEME, type Who } from "./rig.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const fileOf = async (who: Who, ws: string) => (await api.as(who, "GET", `/workspaces/${ws}/audit`)).text;

describe("the audit file of a workspace", () => {
  it("holds every decision of the trail, on claims and statements, and checks", async () => {
    const ws = await api.workspace();
    const home = `/workspaces/${ws}`;
    const { claims } = await api.readReport(ws, 3);
    const decide = (path: string, body: object) => api.as("expert1", "POST", `${home}/${path}/decisions`, body);
    await decide(`claims/${claims[0]!.id}`, { verdict: "accept", expectedVersion: 0 });
    await decide(`claims/${claims[0]!.id}`, { verdict: "reopen", expectedVersion: 1 });
    await decide(`claims/${claims[1]!.id}`, {
      verdict: "comment",
      comment: 'Æbler; "citat"\n\u2028',
      expectedVersion: 0,
    });
    const draft = await api.writtenDraft(ws, THEME, claims.slice(2));
    await decide(`drafts/${draft.id}/statements/${draft.statements[0].id}`, {
      verdict: "comment",
      comment: "Nej.",
      expectedVersion: 0,
    });
    const file = await fileOf("reader", ws);
    const trail = (await api.as("reader", "GET", `${home}/decisions?limit=200`)).body.items as { id: string }[];
    expect(trail.length).toBe(4);
    expect(checkAudit(file)).toMatchObject({ ok: true, workspace: ws, decisions: trail.length });
    for (const { id } of trail) expect(file).toContain(id);
    // a decision more keeps all that stood there
    await decide(`claims/${claims[0]!.id}`, { verdict: "accept", expectedVersion: 2 });
    const later = await fileOf("reader", ws);
    expect(checkAudit(later, { earlier: file })).toMatchObject({ ok: true, decisions: trail.length + 1 });
    expect(checkAudit(file, { earlier: later }).ok).toBe(false);
    expect(checkAudit(later.replace("Nej.", "Jo."))).toMatchObject({ ok: false, fault: "wrong-hash" });
  });

  it("keeps the decisions on a report that was deleted", async () => {
    const ws = await api.workspace();
    const { report, claims } = await api.readReport(ws, 1);
    await api.as("expert1", "POST", `/workspaces/${ws}/claims/${claims[0]!.id}/decisions`, {
      verdict: "accept",
      expectedVersion: 0,
    });
    const before = await fileOf("owner", ws);
    await api.as("editor", "DELETE", `/workspaces/${ws}/reports/${report.id}`);
    expect(checkAudit(await fileOf("owner", ws), { earlier: before })).toMatchObject({ ok: true });
  });

  it("tells nobody of a vote that is blind to her, and tells all once two have voted", async () => {
    const ws = await api.workspace({ reviewersPerClaim: 2 });
    const { claims } = await api.readReport(ws, 1);
    const vote = (who: Who) =>
      api.as(who, "POST", `/workspaces/${ws}/claims/${claims[0]!.id}/decisions`, {
        verdict: "accept",
        expectedVersion: 0,
      });
    expect((await vote("expert1")).status).toBe(201);
    for (const who of ["expert2", "editor", "reader"] as const) {
      expect(checkAudit(await fileOf(who, ws))).toMatchObject({ ok: true, decisions: 0 });
    }
    expect(checkAudit(await fileOf("expert1", ws))).toMatchObject({ ok: true, decisions: 1 });
    expect((await vote("expert2")).status).toBe(201);
    expect(checkAudit(await fileOf("reader", ws))).toMatchObject({ ok: true, decisions: 2 });
  });
});
