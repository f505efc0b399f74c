import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Claim } from "../../../functions/evidence/claim.ts";
import type { WorkspaceId } from "../../../functions/evidence/ids.ts";
import { ROUTES } from "../../../functions/review/route-table.ts";
import { type Api, startApi, THEME, type Who } from "./rig.ts";

let api: Api;
let ws: WorkspaceId;
let claims: Claim[];

beforeAll(async () => {
  api = await startApi();
  ws = await api.workspace({ reviewersPerClaim: 2 });
  ({ claims } = await api.readReport(ws, 12));
});
afterAll(() => api.stop());

const decide = (who: Who, claim: Claim, body: object) =>
  api.as(who, "POST", `/workspaces/${ws}/claims/${claim.id}/decisions`, body);
const look = async (who: Who, claim: Claim) =>
  (await api.as(who, "GET", `/workspaces/${ws}/claims/${claim.id}`)).body.claim;

/** What differs between two calls of an unchanged workspace: moments and signatures of links. */
const timeless = (text: string) =>
  text
    .replace(/X-Amz-(Date|Signature|Credential)=[^&"]*/g, "")
    .replace(/\d{4}-\d\d-\d\dT\d\d(:|%3A)\d\d(:|%3A)\d\d\.\d+Z/g, "")
    .replace(/\d{1,2}\. \w+ \d{4} kl\. \d\d\.\d\d/g, "");

describe("with two reviewers", () => {
  it("no answer of any route changes for A, an editor or a reader when B votes before A", async () => {
    const claim = claims[0]!;
    const draft = await api.writtenDraft(ws, THEME, [claim]);
    const members = (await api.as("owner", "GET", `/workspaces/${ws}/members`)).body.items;
    const ids: Record<string, string> = {
      reports: claim.reportId,
      claims: claim.id,
      themes: THEME,
      drafts: draft.id,
      members: members[0].person.id,
    };
    const reads = ROUTES.filter(({ method, path }) => method === "get" && path.includes("{ws}")).flatMap(({ path }) => {
      const address = path
        .replace("{ws}", ws)
        .replace(/(\w+)\/\{(id|personId)\}/, (_, noun: string) => `${noun}/${ids[noun]}`);
      if (path.endsWith("/export")) {
        return ["csv", "md", "jsonld", "ris"].map((format) => `${address}?format=${format}&scope=all`);
      }
      if (path.endsWith("/events")) return [`${address}?since=2026-01-01T00:00:00Z`];
      if (path.endsWith("/claims"))
        return [address, `${address}?sort=decided`, `${address}?mark=unsure`, `${address}?q=hemmelig`];
      return [address];
    });
    const ask = async () => {
      const answers: string[] = [];
      for (const who of ["expert2", "editor", "reader"] as const) {
        for (const address of reads)
          answers.push(`${who} ${address}\n${timeless((await api.as(who, "GET", address)).text)}`);
      }
      return answers;
    };
    const before = await ask();
    await decide("expert1", claim, {
      verdict: "comment",
      reason: "unsure",
      comment: "hemmelig tvivl",
      expectedVersion: 0,
    });
    const voted = await decide("expert1", claim, {
      verdict: "reject",
      reason: "outdated",
      comment: "hemmelig grund",
      expectedVersion: 1,
    });
    expect(voted.status).toBe(201);
    expect(voted.body.claim.decisions).toHaveLength(2);
    expect(await ask()).toEqual(before);
    // and a decision that A makes now on what she sees is not turned away by the hidden one
    const own = await decide("expert2", claim, { verdict: "accept", expectedVersion: 0 });
    expect(own.status).toBe(201);
    expect(own.body.claim).toMatchObject({ status: "conflict", version: 3 });
    expect(own.body.claim.decisions.map(({ comment }: { comment?: string }) => comment)).toContain("hemmelig grund");
  });

  it("decides on equal votes and is in conflict on unequal ones, until somebody else settles it", async () => {
    const [, agreed, disputed] = claims as [Claim, Claim, Claim];
    await decide("expert1", agreed, { verdict: "accept", expectedVersion: 0 });
    expect((await look("reader", agreed)).status).toBe("pending");
    await decide("expert2", agreed, { verdict: "accept", expectedVersion: 0 });
    expect((await look("reader", agreed)).status).toBe("accepted");

    await decide("expert1", disputed, { verdict: "reject", reason: "outdated", expectedVersion: 0 });
    await decide("expert2", disputed, { verdict: "reject", reason: "duplicate", expectedVersion: 0 });
    expect(await look("reader", disputed)).toMatchObject({ status: "conflict", version: 2 });
    const settle = { verdict: "settle", settledAs: "reject", reason: "outdated", expectedVersion: 2 };
    expect((await decide("expert1", disputed, settle)).status).toBe(403);
    const settled = await decide("editor", disputed, settle);
    expect(settled.body.claim).toMatchObject({ status: "rejected", version: 3 });
    expect(settled.body.claim.decisions.map(({ by }: { by: { name: string } }) => by.name)).toEqual([
      "Ekspert 1",
      "Ekspert 2",
      "Redaktør",
    ]);
    expect((await decide("editor", agreed, settle)).body.error.code).toBe("not-in-conflict");
  });

  it("never removes a vote: undoing one's own leaves the other's where it was", async () => {
    const claim = claims[3]!;
    await decide("expert1", claim, { verdict: "accept", expectedVersion: 0 });
    await decide("expert2", claim, { verdict: "accept", expectedVersion: 0 });
    const undone = await decide("expert2", claim, { verdict: "reopen", expectedVersion: 2 });
    expect(undone.body.claim).toMatchObject({ status: "pending", version: 3 });
    expect(undone.body.claim.decisions).toHaveLength(3);
    await decide("expert2", claim, { verdict: "accept", expectedVersion: 3 });
    expect((await look("reader", claim)).status).toBe("accepted");
  });

  it("records A's accepts under a statement before it tells her that they are not enough", async () => {
    const claim = claims[4]!;
    const draft = await api.writtenDraft(ws, THEME, [claim]);
    const path = `/workspaces/${ws}/drafts/${draft.id}/statements/${draft.statements[0].id}/decisions`;
    const body = { verdict: "accept", acceptClaims: true, expectedVersion: 0 };
    const first = await api.as("expert1", "POST", path, body);
    expect(first.body.error).toMatchObject({ code: "claims-not-accepted", details: { claimIds: [claim.id] } });
    expect((await look("expert1", claim)).decisions).toHaveLength(1);
    expect((await look("expert2", claim)).decisions).toBeUndefined();
    expect((await api.as("expert2", "POST", path, body)).status).toBe(201);
  });

  it("tells how far they agree, per theme and over all, of what both have voted on and of nothing else", async () => {
    const [same, other, half] = claims.slice(6, 9) as [Claim, Claim, Claim];
    const agreement = async () => {
      const { body } = await api.as("reader", "GET", `/workspaces/${ws}/overview`);
      const theme = body.themes.find(({ id }: { id: string }) => id === THEME).agreement;
      return { all: body.agreement, theme };
    };
    const before = await agreement();
    for (const claim of [same, other, half]) await decide("expert1", claim, { verdict: "accept", expectedVersion: 0 });
    expect(await agreement()).toEqual(before);
    await decide("expert2", same, { verdict: "accept", expectedVersion: 0 });
    await decide("expert2", other, { verdict: "reject", reason: "outdated", expectedVersion: 0 });
    const after = await agreement();
    expect(after.all.n).toBe(before.all.n + 2);
    expect(after.theme.n).toBe(before.theme.n + 2);
    expect(after.all.raw * after.all.n).toBeCloseTo((before.all.raw ?? 0) * before.all.n + 1);
  });

  it("can be changed to one reviewer and back, and says the same again", async () => {
    const claim = claims[5]!;
    await decide("expert1", claim, { verdict: "accept", expectedVersion: 0 });
    await api.as("editor", "PATCH", `/workspaces/${ws}`, { settings: { reviewersPerClaim: 1 } });
    expect((await look("expert2", claim)).status).toBe("accepted");
    await api.as("editor", "PATCH", `/workspaces/${ws}`, { settings: { reviewersPerClaim: 2 } });
    expect(await look("expert2", claim)).toMatchObject({ status: "pending", version: 0 });
  });
});
