import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Extracted, readJsonLd } from "../../../functions/review/export/json-ld-audit.ts";
import { against, readStatement, type Statement } from "../../../functions/store/audit-against.ts";
import { type Checked, checkAudit } from "../../../functions/store/audit-check.ts";
import { type Api, startApi, THEME, type Who } from "./rig.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const fileOf = async (who: Who, ws: string) => (await api.as(who, "GET", `/workspaces/${ws}/audit`)).text;
const linesOf = (text: string) => text.trimEnd().split("\n");
const check = (text: string) => checkAudit(linesOf(text));
/** What an export is missing of an earlier one. */
const missing = async (text: string, earlier: string) =>
  against((await check(text)) as Checked, (await readStatement("earlier", linesOf(earlier))) as Statement);

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
    expect(await check(file)).toMatchObject({ workspace: ws, decisions: trail.length });
    for (const { id } of trail) expect(file).toContain(id);
    // a decision more keeps all that stood there
    await decide(`claims/${claims[0]!.id}`, { verdict: "accept", expectedVersion: 2 });
    const later = await fileOf("reader", ws);
    expect(await check(later)).toMatchObject({ decisions: trail.length + 1 });
    expect(await missing(later, file)).toBeUndefined();
    expect(await missing(file, later)).toMatchObject({ fault: "missing-since", item: `claim:${claims[0]!.id}` });
    expect(await check(later.replace("Nej.", "Jo."))).toMatchObject({ fault: "wrong-hash" });
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
    expect(await missing(await fileOf("owner", ws), before)).toBeUndefined();
  });

  it("tells nobody of a vote that is blind to her, and tells all once two have voted", async () => {
    const ws = await api.workspace({ reviewersPerClaim: 2 });
    const { claims } = await api.readReport(ws, 2);
    const vote = (who: Who, expectedVersion = 0) =>
      api.as(who, "POST", `/workspaces/${ws}/claims/${claims[0]!.id}/decisions`, {
        verdict: "accept",
        expectedVersion,
      });
    expect((await vote("expert1")).status).toBe(201);
    // whoever comments can read the trail, and would learn of a vote from a chain that is missing because of it
    await api.as("expert2", "POST", `/workspaces/${ws}/claims/${claims[0]!.id}/decisions`, {
      verdict: "comment",
      comment: "Se tabellen.",
      expectedVersion: 0,
    });
    await api.as("expert2", "POST", `/workspaces/${ws}/claims/${claims[1]!.id}/decisions`, {
      verdict: "comment",
      comment: "Se tabellen.",
      expectedVersion: 0,
    });
    for (const who of ["expert1", "expert2", "editor", "reader"] as const) {
      expect(await check(await fileOf(who, ws))).toMatchObject({ decisions: 0 });
    }
    expect((await vote("expert2", 1)).status).toBe(201);
    expect(await check(await fileOf("reader", ws))).toMatchObject({ decisions: 3 });
  });
});

describe("a JSON-LD export", () => {
  const exported = async (ws: string, scope: "all" | "accepted") =>
    (await api.as("reader", "GET", `/workspaces/${ws}/export?format=jsonld&scope=${scope}`)).text;
  const checkLd = async (text: string) => {
    const told = readJsonLd(text);
    return "fault" in told ? told : checkAudit((told as Extracted).lines);
  };

  async function decidedWorkspace() {
    const ws = await api.workspace();
    const home = `/workspaces/${ws}`;
    const { claims } = await api.readReport(ws, 4);
    const { report: gone, claims: lost } = await api.readReport(ws, 1);
    const decide = (path: string, body: object) => api.as("expert1", "POST", `${home}/${path}/decisions`, body);
    await decide(`claims/${claims[0]!.id}`, { verdict: "accept", expectedVersion: 0 });
    await decide(`claims/${claims[0]!.id}`, { verdict: "comment", comment: "Godt set.\u0007", expectedVersion: 1 });
    await decide(`claims/${claims[1]!.id}`, { verdict: "reject", reason: "outdated", expectedVersion: 0 });
    await decide(`claims/${lost[0]!.id}`, { verdict: "accept", expectedVersion: 0 });
    await api.as("editor", "DELETE", `${home}/reports/${gone.id}`);
    const draft = await api.writtenDraft(ws, THEME, claims.slice(0, 1));
    await decide(`drafts/${draft.id}/statements/${draft.statements[0].id}`, { verdict: "accept", expectedVersion: 0 });
    // the theme is written again: the statement lives in two drafts, and is decided on in both
    const again = await api.writtenDraft(ws, THEME, claims.slice(0, 1));
    for (const [i, id] of [draft.id, again.id].entries()) {
      const { status } = await decide(`drafts/${id}/statements/${draft.statements[0].id}`, {
        verdict: "comment",
        comment: `Nr. ${i}`,
        expectedVersion: 1,
      });
      expect(status).toBe(201);
    }
    return { ws, claims };
  }

  it("carries the same chains as the audit file: all of them, or those of what was accepted", async () => {
    const { ws, claims } = await decidedWorkspace();
    const file = (await check(await fileOf("reader", ws))) as Checked;
    expect(await checkLd(await exported(ws, "all"))).toMatchObject({ decisions: 7, heads: file.heads });
    const accepted = (await checkLd(await exported(ws, "accepted"))) as Checked;
    expect([...accepted.items.keys()].filter((item) => item.startsWith("claim"))).toEqual([`claim:${claims[0]!.id}`]);
    expect(accepted.decisions).toBe(5);
  });

  it.each<[string, string, (text: string) => string]>([
    ["a comment changed where it is shown", "shown-otherwise", (text) => text.replace('"Godt set."', '"Dårligt set."')],
    [
      "a name changed where it is shown",
      "shown-otherwise",
      (text) => text.replace('"label": "Ekspert 1"', '"label": "En anden"'),
    ],
    ["a comment changed in its link", "shown-otherwise", (text) => text.replace("Godt set.\\\\u0007", "Skidt")],
    [
      "a comment changed in both",
      "wrong-hash",
      (text) => text.replace('"Godt set."', '"Skidt"').replace("Godt set.\\\\u0007", "Skidt"),
    ],
    ["a link taken away", "without-link", (text) => text.replace(/,\n\s+"link": "[^\n]*"\n/, "\n")],
    [
      "a name put in twice",
      "unreadable",
      (text) => text.replace('"verdict": "reject"', '"verdict": "accept",\n      "verdict": "reject"'),
    ],
    ["half of it", "not-an-audit", (text) => text.slice(0, text.length / 2)],
  ])("with %s is refused as %s", async (_, fault, change) => {
    const { ws } = await decidedWorkspace();
    const text = await exported(ws, "all");
    expect(change(text)).not.toBe(text);
    expect(await checkLd(change(text))).toMatchObject({ fault });
  });

  it("shows a comment without its link where a second reviewer has not voted, and only there", async () => {
    const ws = await api.workspace({ reviewersPerClaim: 2 });
    const { claims } = await api.readReport(ws, 1);
    const body = { verdict: "comment", comment: "Se tabellen.", expectedVersion: 0 };
    await api.as("expert1", "POST", `/workspaces/${ws}/claims/${claims[0]!.id}/decisions`, body);
    const text = await exported(ws, "all");
    expect(readJsonLd(text)).toMatchObject({ unlinked: 1 });
    expect(await checkLd(text)).toMatchObject({ decisions: 0 });
    expect(readJsonLd(text.replace(/ *"votesHidden": true,\n/, ""))).toMatchObject({ fault: "without-link" });
  });

  it("with a decision taken out whole is refused, and the item is named", async () => {
    const { ws, claims } = await decidedWorkspace();
    const document = JSON.parse(await exported(ws, "all")) as { graph: Record<string, unknown>[] };
    document.graph = document.graph.filter(({ comment }) => comment !== "Godt set.");
    expect(await checkLd(JSON.stringify(document, null, 2))).toMatchObject({
      fault: "chain-cut",
      item: `claim:${claims[0]!.id}`,
      position: 2,
    });
  });
});
