import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Claim } from "../../../functions/evidence/claim.ts";
import type { WorkspaceId } from "../../../functions/evidence/ids.ts";
import { firstBadLink } from "../../../functions/store/keep.ts";
import { aDecision } from "../../evidence-builders.ts";
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

const decide = (who: Who, claim: Claim, body: object, headers?: Record<string, string>) =>
  api.as(who, "POST", `/workspaces/${ws}/claims/${claim.id}/decisions`, body, headers);
const trail = async (query = "") => (await api.as("reader", "GET", `/workspaces/${ws}/decisions${query}`)).body;

describe("deciding about a claim", () => {
  it("gives one of two decisions on the same version 201 and the other 409 with the claim as it is now", async () => {
    const answers = await Promise.all([
      decide("expert1", claims[0]!, { verdict: "accept", expectedVersion: 0 }),
      decide("expert2", claims[0]!, { verdict: "reject", reason: "outdated", expectedVersion: 0 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [won, lost] = answers[0].status === 201 ? answers : [answers[1], answers[0]];
    expect(lost.body.error.code).toBe("stale-version");
    expect(lost.body.error.details.claim).toEqual(won.body.claim);
    expect(won.body.claim.version).toBe(1);
  });

  it("lets both stand as a conflict when the second insists, and ends it by settling", async () => {
    const [claim] = claims as [Claim];
    await decide("expert1", claim, { verdict: "accept", expectedVersion: 0 });
    const kept = await decide("expert2", claim, {
      verdict: "reject",
      reason: "outdated",
      keepBoth: true,
      expectedVersion: 1,
    });
    expect(kept.body.claim.status).toBe("conflict");
    const settled = await decide("editor", claim, { verdict: "settle", settledAs: "accept", expectedVersion: 2 });
    expect(settled.body.claim.status).toBe("accepted");
    expect(settled.body.decision.settledAs).toBe("accept");
  });

  it("rewords with the checks of the new words, and goes back to the old ones when withdrawn", async () => {
    const [claim] = claims as [Claim];
    const reworded = await decide("expert1", claim, {
      verdict: "reword",
      text: "Eksempel viser en ændring på 97 pct.",
      expectedVersion: 0,
    });
    expect(reworded.body.claim).toMatchObject({
      status: "accepted",
      text: "Eksempel viser en ændring på 97 pct.",
      marks: ["reworded"],
      checks: { figures: "missing" },
    });
    const undone = await decide("expert1", claim, { verdict: "reopen", expectedVersion: 1 });
    expect(undone.body.claim).toMatchObject({ status: "pending", text: claim.text, marks: [], checks: claim.checks });
  });

  it("does not take the year of whom the words name for a figure of the claim", async () => {
    const text = `Ifølge Prøvestyrelsen (2024): ${claims[0]!.text}`;
    const named = await decide("expert1", claims[0]!, { verdict: "reword", text, expectedVersion: 0 });
    expect(named.body.claim.checks.figures).toBe("ok");
    const wrong = text.replace("2024", "2023");
    const misnamed = await decide("expert1", claims[0]!, { verdict: "reword", text: wrong, expectedVersion: 1 });
    expect(misnamed.body.claim.checks.figures).toBe("missing");
  });

  it.each([
    [{ verdict: "reject" }, "reason-needed"],
    [{ verdict: "reject", reason: "other" }, "comment-needed"],
    [{ verdict: "reject", reason: "because" }, "invalid"],
    [{ verdict: "reword" }, "text-needed"],
    [{ verdict: "comment" }, "comment-needed"],
    [{ verdict: "settle" }, "verdict-needed"],
    [{ verdict: "settle", settledAs: "accept" }, "not-in-conflict"],
    [{ verdict: "maybe" }, "invalid"],
  ])("refuses %j as %s, in the language asked for", async (body, code) => {
    const danish = await decide("editor", claims[0]!, { ...body, expectedVersion: 0 });
    const english = await decide("editor", claims[0]!, { ...body, expectedVersion: 0 }, { "accept-language": "en-GB" });
    expect(danish.body.error.code).toBe(code);
    expect(danish.body.error.message).not.toBe(english.body.error.message);
    expect(danish.status).toBe(code === "not-in-conflict" ? 409 : 422);
  });

  it("marks a doubt without deciding, and takes the mark away with a vote", async () => {
    const doubt = await decide("expert1", claims[0]!, { verdict: "comment", reason: "unsure", expectedVersion: 0 });
    expect(doubt.body.claim).toMatchObject({ status: "pending", marks: ["unsure"] });
    const found = await api.as("reader", "GET", `/workspaces/${ws}/claims?mark=unsure`);
    expect(found.body.total).toBe(1);
    const voted = await decide("expert2", claims[0]!, { verdict: "accept", expectedVersion: 1 });
    expect(voted.body.claim).toMatchObject({ status: "accepted", marks: [] });
  });

  it("sorts a claim anew, in its history as well, and keeps it so when an engine proposes it again", async () => {
    const [claim] = claims as [Claim];
    const path = `/workspaces/${ws}/claims/${claim.id}`;
    const sorted = await api.as("expert1", "PATCH", path, { themes: ["equity", "screening"], expectedVersion: 0 });
    expect(sorted.body.claim).toMatchObject({ themes: ["equity", "screening"], version: 1 });
    await api.store.startRun(ws, claim.reportId, "r2", "r1", "local");
    await api.store.putProposed(ws, claim.reportId, "r2", [{ ...claim, text: "Noget nyt" }]);
    expect((await api.as("reader", "GET", path)).body.claim).toMatchObject({
      themes: ["equity", "screening"],
      text: claim.text,
    });
    expect((await trail()).items[0]).toMatchObject({
      verdict: "comment",
      reason: "sorted",
      sorted: {
        from: { kind: claim.kind, themes: claim.themes },
        to: { kind: claim.kind, themes: ["equity", "screening"] },
      },
    });
    const unknown = await api.as("expert1", "PATCH", path, { themes: ["no-such"], expectedVersion: 1 });
    expect(unknown.body.error.details.faults[0].path).toBe("themes.0");
  });
});

it("names each fault of a request in the reader's language", async () => {
  const body = { verdict: "accept", expectedVersion: "nul" };
  const danish = await decide("expert1", claims[0]!, body);
  const english = await decide("expert1", claims[0]!, body, { "accept-language": "en" });
  expect(danish.body.error.details.faults).toEqual([
    { path: "expectedVersion", code: "invalid_type", message: "Ugyldigt input: forventede tal, fik streng" },
  ]);
  expect(english.body.error.details.faults[0].message).toMatch(/expected number/);
});

describe("the audit trail", () => {
  it("is complete and in order, filtered by target, person and time, over pages", async () => {
    for (const claim of claims) await decide("expert1", claim, { verdict: "accept", expectedVersion: 0 });
    await decide("expert2", claims[0]!, { verdict: "reject", reason: "outdated", expectedVersion: 1 });
    const all = (await trail()).items;
    expect(all.map(({ verdict }: { verdict: string }) => verdict)).toEqual(["accept", "accept", "accept", "reject"]);
    const met = [];
    let cursor: string | undefined;
    do {
      const page = await trail(`?limit=1${cursor === undefined ? "" : `&cursor=${cursor}`}`);
      met.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(met).toEqual(all);
    expect((await trail(`?target=${claims[0]!.id}`)).items).toHaveLength(2);
    expect((await trail(`?by=${all[3].by.id}`)).items).toEqual([all[3]]);
    expect((await trail(`?since=${all[2].at}`)).items).toEqual([all[3]]);
  });

  it("is written by the next reader when the process stopped right after a decision", async () => {
    const [claim] = claims as [Claim];
    // a process that dies between deciding and copying: every write of the trail fails for it
    const dying = api.failing((command) => command === "BatchWriteItemCommand");
    const stored = (await dying.storedClaim(ws, claim.id))!;
    const decided = await dying.decideClaim(
      stored,
      aDecision("Ekspert 1", "accept", { target: { type: "claim", id: claim.id } }),
    );
    expect(decided?.decisions).toHaveLength(1);
    expect(await api.store.auditRows(ws, undefined, 10)).toEqual([]);
    expect((await trail()).items).toHaveLength(1);
    expect(await api.store.rebuildAudit(ws)).toEqual({ written: 0, orphans: 0 });
  });

  it("chains each claim's decisions, so that a changed one is found", async () => {
    const [claim] = claims as [Claim];
    for (const [i, verdict] of ["accept", "reopen", "accept"].entries()) {
      await decide("expert1", claim, { verdict, expectedVersion: i });
    }
    const { decisions } = (await api.store.storedClaim(ws, claim.id))!;
    expect(firstBadLink(decisions)).toBe(-1);
    expect(firstBadLink(decisions.with(1, { ...decisions[1]!, comment: "andet" }))).toBe(1);
    expect(firstBadLink(decisions.toSpliced(1, 1))).toBe(1);
  });

  it("keeps a history that outgrows its item, whole and in order", async () => {
    const [claim] = claims as [Claim];
    const comment = "æ".repeat(3990);
    for (let i = 0; i < 45; i++) {
      const { status } = await decide("expert1", claim, {
        verdict: "comment",
        comment: `${i} ${comment}`,
        expectedVersion: i,
      });
      expect(status).toBe(201);
    }
    const stored = (await api.another().storedClaim(ws, claim.id))!;
    expect(stored.older.parts).toBeGreaterThan(1);
    expect(stored.decisions.map(({ comment: said }) => said?.split(" ")[0])).toEqual(
      Array.from({ length: 45 }, (_, i) => String(i)),
    );
    expect(firstBadLink(stored.decisions)).toBe(-1);
    expect((await trail("?limit=200")).items).toHaveLength(45);
    await api.as("owner", "DELETE", `/workspaces/${ws}/reports/${claim.reportId}`);
    expect(await api.store.storedClaim(ws, claim.id)).toBeUndefined();
  });
});

describe("statements and drafts", () => {
  it("turn `reread` when a claim under them is rejected, reworded or reopened, also after acceptance", async () => {
    const draft = await api.writtenDraft(ws, THEME, claims);
    const path = `/workspaces/${ws}/drafts/${draft.id}`;
    const statement = async (i: number) => (await api.as("reader", "GET", path)).body.draft.statements[i];
    const accept = (i: number, expectedVersion: number) =>
      api.as("expert1", "POST", `${path}/statements/${draft.statements[i].id}/decisions`, {
        verdict: "accept",
        acceptClaims: true,
        expectedVersion,
      });
    expect((await accept(0, 0)).body.statement.status).toBe("accepted");
    await decide("expert2", claims[0]!, { verdict: "reword", text: "Eksempel viser ændring.", expectedVersion: 1 });
    expect((await statement(0)).status).toBe("reread");
    expect((await accept(0, 1)).body.error.code).toBe("stale-version");
    expect((await accept(0, 2)).body.statement.status).toBe("accepted");
    await decide("expert1", claims[0]!, { verdict: "reopen", expectedVersion: 2 });
    // the rewording stands; only the earlier accept was withdrawn
    expect((await statement(0)).status).toBe("accepted");
    await decide("expert2", claims[0]!, { verdict: "reopen", expectedVersion: 3 });
    expect((await statement(0)).status).toBe("reread");
    await decide("expert2", claims[1]!, { verdict: "reject", reason: "duplicate", expectedVersion: 0 });
    expect((await statement(1)).status).toBe("reread");
    const refused = await accept(1, 1);
    expect(refused.body.error).toMatchObject({ code: "claims-not-accepted", details: { claimIds: [claims[1]!.id] } });
  });

  it("tell with a sentence's acceptance which claims were accepted in the same go, and in which draft", async () => {
    const draft = await api.writtenDraft(ws, THEME, claims.slice(0, 1));
    const [statement] = draft.statements;
    const answer = await api.as(
      "expert1",
      "POST",
      `/workspaces/${ws}/drafts/${draft.id}/statements/${statement.id}/decisions`,
      {
        verdict: "accept",
        acceptClaims: true,
        expectedVersion: statement.version,
      },
    );
    const { decision, accepted } = answer.body;
    expect(accepted).toMatchObject([{ target: { type: "claim", id: claims[0]!.id }, partOf: decision.id }]);
    const { items } = await trail(`?by=${decision.by.id}`);
    expect(items.map((each: { id: string }) => each.id)).toEqual([accepted[0].id, decision.id]);
    expect(items[0]).toMatchObject({ verdict: "accept", partOf: decision.id });
    expect(items[1].target).toEqual({ type: "statement", id: statement.id, draftId: draft.id });
  });

  it("are accepted as a whole only when nothing is open, and then exported only when nothing is to be re-read", async () => {
    const draft = await api.writtenDraft(ws, THEME, claims.slice(0, 2));
    const path = `/workspaces/${ws}/drafts/${draft.id}`;
    const whole = { verdict: "accept", expectedVersion: draft.version };
    const open = await api.as("expert1", "POST", `${path}/decisions`, whole);
    expect(open.status).toBe(409);
    expect(open.body.error.details.statementIds).toHaveLength(2);
    for (const { id } of draft.statements) {
      const body = { verdict: "accept", acceptClaims: true, expectedVersion: 0 };
      await api.as("expert1", "POST", `${path}/statements/${id}/decisions`, body);
    }
    expect((await api.as("expert1", "POST", `${path}/decisions`, whole)).body.draft.status).toBe("accepted");
    expect((await api.as("reader", "GET", `/workspaces/${ws}/export?format=md`)).status).toBe(200);
    await decide("expert2", claims[0]!, { verdict: "reject", reason: "outdated", expectedVersion: 1 });
    const blocked = await api.as("reader", "GET", `/workspaces/${ws}/export?format=md`);
    expect(blocked.status).toBe(409);
    expect(blocked.body.error.details.statements[0].id).toBe(draft.statements[0].id);
  });

  it("are stale when the theme's claims or definition have changed since", async () => {
    const draft = await api.writtenDraft(ws, THEME, claims);
    const stale = async () => (await api.as("reader", "GET", `/workspaces/${ws}/drafts/${draft.id}`)).body.draft.stale;
    expect(await stale()).toBe(false);
    await decide("expert1", claims[0]!, { verdict: "accept", expectedVersion: 0 });
    expect(await stale()).toBe(false);
    await decide("expert1", claims[0]!, { verdict: "reject", reason: "outdated", expectedVersion: 1 });
    expect(await stale()).toBe(true);
    await decide("expert1", claims[0]!, { verdict: "reopen", expectedVersion: 2 });
    expect(await stale()).toBe(false);
    await api.as("editor", "PATCH", `/workspaces/${ws}/themes/${THEME}`, { cues: ["kirurgi"] });
    expect(await stale()).toBe(true);
  });

  it("go on resting on other claims where a person says so, and go `reread` when their report is deleted", async () => {
    const draft = await api.writtenDraft(ws, THEME, claims.slice(0, 1));
    const path = `/workspaces/${ws}/drafts/${draft.id}`;
    const { body } = await api.as("expert1", "POST", `${path}/statements/${draft.statements[0].id}/decisions`, {
      verdict: "accept",
      acceptClaims: true,
      claimIds: [claims[1]!.id],
      expectedVersion: 0,
    });
    expect(body.statement).toMatchObject({ claimIds: [claims[1]!.id], status: "accepted" });
    expect(body.statement.citations[0].exact).toBe(claims[1]!.citations[0]!.exact);
    await api.as("editor", "DELETE", `/workspaces/${ws}/reports/${claims[0]!.reportId}`);
    const after = (await api.as("reader", "GET", path)).body.draft.statements[0];
    expect(after.status).toBe("reread");
    expect((await api.as("reader", "GET", `/workspaces/${ws}/claims`)).body.total).toBe(0);
    expect((await trail()).items).not.toHaveLength(0);
  });
});

describe("themes", () => {
  it("merge without a claim losing its place, decided or not", async () => {
    await decide("expert1", claims[0]!, { verdict: "accept", expectedVersion: 0 });
    await api.as("editor", "POST", `/workspaces/${ws}/themes/treatment/merge`, { into: "screening" });
    const { body } = await api.as("reader", "GET", `/workspaces/${ws}/claims?theme=screening`);
    expect(body.total).toBe(3);
    expect(body.items[0].themes).toEqual(["screening"]);
    const themes = (await api.as("reader", "GET", `/workspaces/${ws}/themes`)).body.items;
    expect(themes.find(({ id }: { id: string }) => id === "treatment")).toBeUndefined();
    expect(themes.find(({ id }: { id: string }) => id === "screening").counts).toEqual({
      pending: 2,
      accepted: 1,
      rejected: 0,
      conflict: 0,
    });
  });

  it("tell the pipeline when their words change, and give new ones a readable id", async () => {
    while ((await api.received("extract")).length > 0);
    const made = await api.as("editor", "POST", `/workspaces/${ws}/themes`, {
      name: { da: "Børn og unge på tværs", en: "Children" },
    });
    expect(made.body.theme.id).toBe("boern-og-unge-paa-tvaers");
    expect(await api.received("extract")).toEqual([{ type: "themes-changed", workspaceId: ws }]);
    const again = await api.as("editor", "POST", `/workspaces/${ws}/themes`, {
      name: { da: "Børn og unge på tværs", en: "X" },
    });
    expect(again.body.error.code).toBe("theme-exists");
  });
});

describe("a new draft of a theme", () => {
  it("keeps what people accepted and wrote, and goes on with the decisions on what is written again", async () => {
    const first = await api.writtenDraft(ws, THEME, claims);
    const path = (draft: { id: string }, i: number, of = first) =>
      `/workspaces/${ws}/drafts/${draft.id}/statements/${of.statements[i].id}/decisions`;
    const own = { verdict: "reword", text: "En sætning, et menneske skrev.", acceptClaims: true, expectedVersion: 0 };
    await api.as("expert1", "POST", path(first, 0), own);
    await api.as("expert1", "POST", path(first, 1), { verdict: "reject", reason: "not-relevant", expectedVersion: 0 });
    // the engine writes the second and third again, and not the first
    const second = await api.writtenDraft(ws, THEME, claims.slice(1));
    expect(second.statements.map(({ text, status }: { text: string; status: string }) => [text, status])).toEqual([
      ["En sætning, et menneske skrev.", "accepted"],
      [claims[1]!.text, "rejected"],
      [claims[2]!.text, "pending"],
    ]);
    const { decisions } = second.statements[0];
    expect(decisions[0].by.name).toBe("Ekspert 1");
    const undone = await api.as("expert1", "POST", path(second, 0, second), { verdict: "reopen", expectedVersion: 1 });
    expect(undone.body.statement.status).toBe("pending");
    expect((await trail()).items.filter(({ id }: { id: string }) => id === decisions[0].id)).toHaveLength(1);
    expect(await api.store.rebuildAudit(ws)).toEqual({ written: 0, orphans: 0 });
  });
});

describe("a statement whose claim was reworded a moment ago", () => {
  it("is not accepted by somebody who has not seen the new words", async () => {
    const draft = await api.writtenDraft(ws, THEME, claims.slice(0, 1));
    const path = `/workspaces/${ws}/drafts/${draft.id}/statements/${draft.statements[0].id}/decisions`;
    await decide("expert2", claims[0]!, { verdict: "reword", text: "Andre ord.", expectedVersion: 0 });
    const blind = await api.as("expert1", "POST", path, { verdict: "accept", expectedVersion: 0 });
    expect(blind.body.error.code).toBe("stale-version");
    const { version, status } = blind.body.error.details.statement;
    expect(status).toBe("reread");
    const seen = await api.as("expert1", "POST", path, { verdict: "accept", expectedVersion: version });
    expect(seen.body.statement).toMatchObject({ status: "accepted", version: version + 1 });
  });
});
