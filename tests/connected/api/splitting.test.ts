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
  ({ claims } = await api.readReport(ws, 4));
});

const words = { name: { da: "Stråler", en: "Radiotherapy" }, definition: "Om stråler.", cues: ["strålebehandling"] };
const split = (body: object, headers?: Record<string, string>) =>
  api.as("editor", "POST", `/workspaces/${ws}/themes/${THEME}/split`, body, headers);
const themesOf = async (claim: Claim) =>
  (await api.as("reader", "GET", `/workspaces/${ws}/claims/${claim.id}`)).body.claim.themes;
const themes = async () => (await api.as("reader", "GET", `/workspaces/${ws}/themes?limit=200`)).body.items;
const ids = (some: readonly Claim[]) => some.map(({ id }) => id);

describe("splitting a theme", () => {
  it("gives the chosen claims the new theme in the old one's place, decided or not, and keeps the rest where they are", async () => {
    const [first, second, third] = claims as [Claim, Claim, Claim];
    await api.as("expert1", "PATCH", `/workspaces/${ws}/claims/${second.id}`, {
      themes: ["equity", THEME],
      expectedVersion: 0,
    });
    await api.as("expert1", "POST", `/workspaces/${ws}/claims/${first.id}/decisions`, {
      verdict: "accept",
      expectedVersion: 0,
    });
    const before = (await themes()).map(({ id }: { id: string }) => id);
    const answer = await split({ theme: words, claimIds: ids([first, second]), stayIds: [third.id] });
    expect(answer.status).toBe(201);
    const { theme, from } = answer.body;
    expect(theme).toMatchObject({ id: "straaler", ...words, counts: { accepted: 1, pending: 1 } });
    expect(from.cues).not.toContain("strålebehandling");
    expect(from.counts.pending).toBe(2);
    expect(await themesOf(first)).toEqual(["straaler"]);
    expect(await themesOf(second)).toEqual(["equity", "straaler"]);
    expect(await themesOf(third)).toEqual([THEME]);
    // right after the one it came from
    const after = (await themes()).map(({ id }: { id: string }) => id);
    expect(after).toEqual(before.toSpliced(before.indexOf(THEME) + 1, 0, "straaler"));
    // what stays by choice is not sorted along afterwards
    await api.store.retheme(ws, [{ claimId: third.id, themes: [theme.id] }]);
    expect(await themesOf(third)).toEqual([THEME]);
  });

  it("is undone by merging the new theme back", async () => {
    const cues = (await themes()).find(({ id }: { id: string }) => id === THEME).cues;
    await split({ theme: words, claimIds: ids(claims.slice(0, 2)) });
    while ((await api.received("extract")).length > 0);
    const back = { into: THEME, cues, sort: false };
    await api.as("editor", "POST", `/workspaces/${ws}/themes/straaler/merge`, back);
    // nothing else is sorted anew
    expect(await api.received("extract")).toEqual([]);
    for (const claim of claims) expect(await themesOf(claim)).toEqual(claim.themes);
    const again = (await themes()).find(({ id }: { id: string }) => id === THEME);
    expect(again.cues).toEqual(cues);
  });

  it("goes on where an interrupted one stopped, and adds nothing when it comes twice", async () => {
    const body = { theme: words, claimIds: ids(claims.slice(0, 2)) };
    await split({ ...body, claimIds: [claims[0]!.id] }, { "idempotency-key": "delt" });
    const answer = await split(body);
    expect(answer.body.theme).toMatchObject({ id: "straaler", counts: { pending: 2 } });
    const twice = await split(body);
    expect(twice.body.theme.counts).toEqual(answer.body.theme.counts);
    const trail = await api.as("reader", "GET", `/workspaces/${ws}/decisions`);
    expect(trail.body.items).toHaveLength(2);
  });

  it("refuses a claim of another theme, a name that is taken, and anybody but an editor", async () => {
    const stranger = claims[3]!;
    await api.as("expert1", "PATCH", `/workspaces/${ws}/claims/${stranger.id}`, {
      themes: ["equity"],
      expectedVersion: 0,
    });
    const wrong = await split({ theme: words, claimIds: ids([claims[0]!, stranger]) });
    expect(wrong.body.error.details.faults[0].path).toBe("claimIds.1");
    const taken = await split({ theme: { ...words, name: { da: "Ulighed", en: "X" } }, claimIds: [claims[0]!.id] });
    expect(taken.body.error.code).toBe("theme-exists");
    expect((await themes()).some(({ id }: { id: string }) => id === "straaler")).toBe(false);
    const path = `/workspaces/${ws}/themes/${THEME}/split`;
    const expert = await api.as("expert1", "POST", path, { theme: words, claimIds: [claims[0]!.id] });
    expect(expert.status).toBe(403);
  });
});
