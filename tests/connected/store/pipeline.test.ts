import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DraftId, ReportId, StatementId, ThemeId, WorkspaceId } from "../../../functions/evidence/ids.ts";
import { DEFAULT_THEMES } from "../../../functions/evidence/theme.ts";
import { NO_USAGE } from "../../../functions/evidence/usage.ts";
import { aCitation, aClaim, aDecision, aPersonId, aReport, aWorkspaceId } from "../../evidence-builders.ts";
import { type DynamoForTest, dynamoForTest } from "../emulators.ts";

let dynamo: DynamoForTest;
let ws: WorkspaceId;
let reportId: ReportId;

beforeAll(async () => {
  dynamo = await dynamoForTest();
});
afterAll(() => dynamo.stop());

beforeEach(async () => {
  ws = aWorkspaceId();
  const report = aReport(ws);
  reportId = report.id;
  await dynamo.store.createWorkspace(
    { id: ws, name: "Prøve", settings: { reviewersPerClaim: 1, engine: "local" } },
    aPersonId("Ejer"),
    DEFAULT_THEMES,
  );
  await dynamo.store.createReport(report);
});

const facts = (parts: object = {}) => ({
  title: "Læst titel",
  language: "da" as const,
  pageCount: 2,
  readerVersion: "1",
  readingKey: "texts/x",
  passages: 10,
  batches: 2,
  coverage: [
    { page: 1, state: "text" as const, passages: 5, claims: 0, heldBack: 0 },
    { page: 2, state: "text" as const, passages: 5, claims: 0, heldBack: 0 },
  ],
  ...parts,
});
const done = { usage: { ...NO_USAGE, requests: 1, inputTokens: 10 }, unansweredPages: [] };

async function read(run = "r1") {
  await dynamo.store.startRun(ws, reportId, run, undefined, "local");
  await dynamo.store.recordReading(ws, reportId, run, facts());
}

describe("a report's way through the pipeline", () => {
  it("starts one run once, and refuses a run that follows another one than the current", async () => {
    const { store } = dynamo;
    expect(await store.startRun(ws, reportId, "r1", undefined, "local")).toBe(true);
    expect(await store.startRun(ws, reportId, "r1", undefined, "local")).toBe(true);
    expect(await store.startRun(ws, reportId, "r2", undefined, "local")).toBe(false);
    expect(await store.startRun(ws, reportId, "r2", "r1", "openai")).toBe(true);
    expect((await store.report(ws, reportId))?.run).toBe("r2");
  });

  it("counts a batch once however often it is finished, and its usage once", async () => {
    const { store } = dynamo;
    await read();
    expect(await store.finishBatch(ws, reportId, "r1", 0, done)).toEqual({ done: 1, total: 2 });
    expect(await store.finishBatch(ws, reportId, "r1", 0, done)).toEqual({ done: 1, total: 2 });
    expect(await store.finishBatch(ws, reportId, "r1", 1, done)).toEqual({ done: 2, total: 2 });
    const report = await store.finishReport(ws, reportId, "r1");
    expect(report?.status).toBe("ready");
    expect(report?.usage).toMatchObject({ requests: 2, inputTokens: 20 });
  });

  it("refuses a late worker of an older run", async () => {
    const { store } = dynamo;
    await read();
    await store.startRun(ws, reportId, "r2", "r1", "local");
    expect(await store.finishBatch(ws, reportId, "r1", 0, done)).toBeUndefined();
    expect(await store.recordReading(ws, reportId, "r1", facts())).toBe(false);
    expect(await store.finishReport(ws, reportId, "r1")).toBeUndefined();
    await store.failReport(ws, reportId, "r1", "damaged");
    expect((await store.report(ws, reportId))?.status).toBe("reading");
  });

  it("keeps the progress made when the reading is recorded a second time", async () => {
    const { store } = dynamo;
    await read();
    await store.finishBatch(ws, reportId, "r1", 0, done);
    expect(await store.recordReading(ws, reportId, "r1", facts())).toBe(true);
    expect((await store.report(ws, reportId))?.progress).toEqual({ done: 1, total: 2 });
  });

  it("is incomplete while a page is unread, and ready once every gap is acknowledged", async () => {
    const { store } = dynamo;
    await read();
    await store.finishBatch(ws, reportId, "r1", 0, { ...done, unansweredPages: [2] });
    await store.finishBatch(ws, reportId, "r1", 1, done);
    const report = await store.finishReport(ws, reportId, "r1");
    expect(report?.status).toBe("incomplete");
    expect(report?.failure?.code).toBe("unread-pages");
    expect((await store.acknowledgePage(ws, reportId, 2, "Redaktør"))?.status).toBe("ready");
    expect((await store.report(ws, reportId))?.failure).toBeUndefined();
  });

  it("does not let a reading overwrite a title that a person wrote", async () => {
    const { store } = dynamo;
    await store.editReport(ws, reportId, { title: "Min titel" });
    await read();
    expect((await store.report(ws, reportId))?.title).toBe("Min titel");
  });
});

const begin = (run: string, after?: string) => dynamo.store.startRun(ws, reportId, run, after, "local");

describe("claims that an engine proposes", () => {
  beforeEach(() => begin("r1"));

  it("leaves a claim on which a person decided as it is, and gives an undecided one its new text", async () => {
    const { store } = dynamo;
    const [kept, changed] = [aClaim(reportId), aClaim(reportId)];
    await store.putProposed(ws, reportId, "r1", [kept, changed]);
    const stored = await store.storedClaim(ws, kept.id);
    expect(await store.decideClaim(stored!, aDecision("Ekspert 1", "accept"))).toBeDefined();
    await begin("r2", "r1");
    await store.putProposed(ws, reportId, "r2", [
      { ...kept, text: "Noget andet", kind: "challenge" },
      { ...changed, text: "Noget nyt" },
    ]);
    const claims = new Map((await store.claimsOfReport(ws, reportId)).map((claim) => [claim.id, claim]));
    expect(claims.get(kept.id)).toMatchObject({ text: kept.text, kind: "status", status: "accepted" });
    expect(claims.get(changed.id)).toMatchObject({ text: "Noget nyt", version: 1 });
  });

  it("changes nothing when the same claims are proposed again", async () => {
    const { store } = dynamo;
    const claims = [aClaim(reportId), aClaim(reportId)];
    await store.putProposed(ws, reportId, "r1", claims);
    const before = await store.storedClaims(ws);
    await store.putProposed(ws, reportId, "r1", claims);
    expect(await dynamo.another().storedClaims(ws)).toEqual(before);
  });

  it("removes what a new run did not propose again, but nothing a person decided on or made", async () => {
    const { store } = dynamo;
    const [again, gone, decided] = [aClaim(reportId), aClaim(reportId), aClaim(reportId)];
    await store.putProposed(ws, reportId, "r1", [again, gone, decided]);
    const own = aClaim(reportId, { origin: { engine: "person" } });
    await store.createClaim(ws, own);
    await store.decideClaim((await store.storedClaim(ws, decided.id))!, aDecision("Ekspert 1", "reject"));
    await begin("r2", "r1");
    await store.putProposed(ws, reportId, "r2", [again]);
    expect(await store.removeUnproposed(ws, reportId, "r2")).toBe(1);
    const left = (await store.claimsOfReport(ws, reportId)).map((claim) => claim.id);
    expect(left.sort()).toEqual([again.id, decided.id, own.id].sort());
  });

  it("moves citations of decided claims without touching decisions, and sorts only undecided ones anew", async () => {
    const { store } = dynamo;
    const [decided, open] = [aClaim(reportId), aClaim(reportId)];
    await store.putProposed(ws, reportId, "r1", [decided, open]);
    await store.decideClaim((await store.storedClaim(ws, decided.id))!, aDecision("Ekspert 1", "accept"));
    const citations = [aCitation(reportId, { exact: decided.text, start: 7 })];
    await store.moveCitations(ws, [{ claimId: decided.id, citations, flags: ["moved"] }]);
    await store.retheme(ws, [
      { claimId: decided.id, themes: ["equity" as ThemeId] },
      { claimId: open.id, themes: ["equity" as ThemeId] },
    ]);
    const claims = new Map((await store.claimsOfReport(ws, reportId)).map((claim) => [claim.id, claim]));
    expect(claims.get(decided.id)).toMatchObject({ status: "accepted", themes: ["treatment"], flags: ["moved"] });
    expect(claims.get(decided.id)?.citations[0]?.start).toBe(7);
    expect(claims.get(open.id)?.themes).toEqual(["equity"]);
    expect((await store.claimsOfTheme(ws, "equity" as ThemeId)).map((claim) => claim.id)).toEqual([open.id]);
  });
});

describe("a claim too big for an item", () => {
  it("is kept with all its words, and lit in part or not at all", async () => {
    const { store } = dynamo;
    await begin("r1");
    const rects = Array.from({ length: 500 }, (_, i) => ({ page: 1, x: 0.1, y: i / 500, width: 0.8, height: 0.001 }));
    const long = aCitation(reportId, { exact: "Et langt citat. ".repeat(200), rects });
    const one = aClaim(reportId, { citations: [long] });
    const many = aClaim(reportId, { citations: Array.from({ length: 30 }, () => long) });
    await store.putProposed(ws, reportId, "r1", [one, many]);
    const claims = new Map((await store.claimsOfReport(ws, reportId)).map((claim) => [claim.id, claim]));
    expect(claims.get(one.id)?.citations[0]).toMatchObject({ exact: long.exact, rects: rects.slice(0, 80) });
    expect(claims.get(many.id)?.citations).toHaveLength(30);
    expect(claims.get(many.id)?.citations[29]).toMatchObject({ exact: long.exact, rects: [] });
  });
});

describe("a worker that comes too late", () => {
  it("adds no claim of an older run, and none to a report that was deleted", async () => {
    const { store } = dynamo;
    await begin("r1");
    await begin("r2", "r1");
    await store.putProposed(ws, reportId, "r1", [aClaim(reportId)]);
    expect(await store.claimsOfReport(ws, reportId)).toEqual([]);
    await store.putProposed(ws, reportId, "r2", [aClaim(reportId)]);
    expect(await store.removeUnproposed(ws, reportId, "r1")).toBe(0);
    expect(await store.claimsOfReport(ws, reportId)).toHaveLength(1);
    await store.deleteReport(ws, reportId);
    await store.putProposed(ws, reportId, "r2", [aClaim(reportId)]);
    expect(await store.storedClaims(ws)).toEqual([]);
  });
});

describe("drafts", () => {
  it("are completed once: a second worker's statements are not mixed in", async () => {
    const { store } = dynamo;
    const claim = aClaim(reportId);
    await begin("r1");
    await store.putProposed(ws, reportId, "r1", [claim]);
    const id = "dra_1" as DraftId;
    expect(
      await store.createDraft({ workspaceId: ws, id, themeId: "treatment" as ThemeId, origin: { engine: "local" } }),
    ).toBe(true);
    const statement = (text: string) => ({
      id: `sta_${text}` as StatementId,
      section: "status" as const,
      text,
      claimIds: [claim.id],
      citations: claim.citations,
      checks: claim.checks,
      status: "pending" as const,
      version: 0,
    });
    const result = { unused: [], origin: { engine: "local" as const }, usage: NO_USAGE };
    await store.completeDraft(ws, id, { ...result, statements: [statement("b"), statement("a")] });
    await store.completeDraft(ws, id, { ...result, statements: [statement("c")] });
    const draft = await store.draft(ws, id);
    expect(draft?.status).toBe("in-review");
    expect(draft?.statements.map(({ text }) => text)).toEqual(["b", "a"]);
    await store.failDraft(ws, id, "engine-failed");
    expect((await store.draft(ws, id))?.status).toBe("in-review");
  });
});
