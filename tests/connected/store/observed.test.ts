import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { HeldBack } from "../../../functions/evidence/held-back.ts";
import { type DraftId, heldBackIdOf, type ReportId, type WorkspaceId } from "../../../functions/evidence/ids.ts";
import { DEFAULT_THEMES } from "../../../functions/evidence/theme.ts";
import { NO_USAGE, type Usage } from "../../../functions/evidence/usage.ts";
import { observed } from "../../../functions/runtime/observed-store.ts";
import type { Store } from "../../../functions/store/dynamo-store.ts";
import { aClaim, aPersonId, aReading, aReport, aWorkspaceId } from "../../evidence-builders.ts";
import { type DynamoForTest, dynamoForTest } from "../emulators.ts";

const attempt = (outcome: "ok" | "timeout") => ({
  outcome,
  inputTokens: 1,
  cachedTokens: 0,
  outputTokens: 1,
  milliseconds: 5,
});
const USAGE: Usage = {
  requests: 3,
  inputTokens: 10,
  cachedTokens: 0,
  outputTokens: 5,
  costUsd: 0.02,
  byAttempt: [attempt("ok"), attempt("timeout"), attempt("timeout")],
};

let dynamo: DynamoForTest;
let store: Store;
let ws: WorkspaceId;
let said: Record<string, unknown>[] = [];
beforeAll(async () => {
  dynamo = await dynamoForTest();
  store = observed(dynamo.store);
  ws = aWorkspaceId();
  const settings = { reviewersPerClaim: 1 as const, engine: "local" as const };
  await store.createWorkspace({ id: ws, name: "Prøve", settings }, aPersonId("Ejer"), DEFAULT_THEMES);
});
afterAll(() => dynamo.stop());
beforeEach(() => {
  said = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => said.push(JSON.parse(String(line))) > 0);
});
afterEach(() => void vi.restoreAllMocks());

const aHeldBack = (reportId: ReportId): HeldBack => ({
  id: heldBackIdOf(reportId, "Ventetiden faldt", "Ventetiden faldt.", "not-found"),
  reportId,
  text: "Ventetiden faldt.",
  quote: "Ventetiden faldt",
  reason: "not-found",
  origin: { engine: "local" },
});

/** The name of a run that was asked for a minute and a half ago. */
const runOfLate = () => `run_${String(Date.now() - 90_000).padStart(14, "0")}_upload_x`;

/** A report whose text is read, in one batch. */
async function underWay(run: string): Promise<ReportId> {
  const report = aReport(ws);
  await store.createReport(report);
  const reading = aReading(report.sha256);
  await store.startRun(ws, report.id, run, undefined, "local");
  await store.recordReading(ws, report.id, run, {
    ...reading,
    readingKey: "texts/none",
    passages: reading.passages.length,
    batches: 1,
    coverage: reading.pages.map(({ page }) => ({ page, state: "text", passages: 1, claims: 0, heldBack: 0 })),
  });
  return report.id;
}

describe("what the stages bring to an end is told of", () => {
  it("a report that is ready: how long it took, and the share that was held back", async () => {
    const run = runOfLate();
    const id = await underWay(run);
    await store.putProposed(
      ws,
      id,
      run,
      Array.from({ length: 19 }, () => aClaim(id)),
    );
    await store.putHeldBack(ws, id, run, [aHeldBack(id)]);
    await store.finishBatch(ws, id, run, 0, { usage: NO_USAGE, unansweredPages: [] });
    await store.finishReport(ws, id, run);
    expect(said).toMatchObject([
      { event: "report-read", about: [ws, id], status: "ready", ReportsReady: 1, HeldBackShare: 5 },
    ]);
    expect(said[0]!.TimeToReady).toBeGreaterThanOrEqual(90);
    expect(said[0]!.TimeToReady).toBeLessThan(600);
  });

  it("a report in which nothing was proposed has no share", async () => {
    const id = await underWay("run_odd");
    await store.finishBatch(ws, id, "run_odd", 0, { usage: NO_USAGE, unansweredPages: [] });
    await store.finishReport(ws, id, "run_odd");
    expect(said).toHaveLength(1);
    for (const name of ["HeldBackShare", "TimeToReady"]) expect(said[0]).not.toHaveProperty(name);
  });

  it("what a model cost and how often it failed, and nothing of a batch whose run is over", async () => {
    const run = runOfLate();
    const id = await underWay(run);
    await store.finishBatch(ws, id, "run_another", 0, { usage: USAGE, unansweredPages: [] });
    expect(said).toEqual([]);
    await store.finishBatch(ws, id, run, 0, { usage: USAGE, unansweredPages: [] });
    expect(said).toMatchObject([{ event: "model-asked", ModelCost: 0.02, ModelErrors: 2, requests: 3 }]);
  });

  it("work that broke off, and whether a model was to blame", async () => {
    const run = runOfLate();
    const [damaged, interrupted, modelless] = [await underWay(run), await underWay(run), await underWay(run)];
    await store.failReport(ws, damaged, run, "damaged");
    await store.interruptReport(ws, interrupted, run, "internal");
    await store.interruptReport(ws, modelless, run, "engine-failed", USAGE);
    const [failing, written] = ["dra_a", "dra_b"] as DraftId[];
    for (const id of [failing!, written!])
      await store.createDraft({ workspaceId: ws, id, themeId: DEFAULT_THEMES[0]!.id, origin: { engine: "local" } });
    await store.failDraft(ws, failing!, "engine-no-key");
    await store.completeDraft(ws, written!, {
      statements: [],
      unused: [],
      origin: { engine: "local" },
      usage: NO_USAGE,
    });
    expect(said).toMatchObject([
      { event: "report-failed", code: "damaged", ReportsFailed: 1 },
      { event: "report-interrupted", ReportsFailed: 1 },
      { event: "report-interrupted", ReportsFailed: 1, ModelErrors: 2, ModelCost: 0.02 },
      { event: "draft-failed", DraftsFailed: 1, ModelErrors: 1 },
      { event: "draft-written", DraftsWritten: 1 },
    ]);
    expect(said[1]).not.toHaveProperty("ModelErrors");
    expect((await store.report(ws, damaged))?.status).toBe("failed");
  });
});
