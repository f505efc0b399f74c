import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DraftId, ReportId, ThemeId, WorkspaceId } from "../../functions/evidence/ids.ts";
import { onDraftMessage } from "../../functions/synthesize/on-message.ts";
import { aPersonId } from "../evidence-builders.ts";
import {
  Crash,
  capturing,
  crashingAfter,
  deliver,
  delivery,
  type Queued,
  rereadWish,
  runThrough,
  uploadNotice,
} from "./deliveries.ts";
import { digestOf, pipelineRig, type Rig, sampleBytes } from "./pipeline-rig.ts";

let rig: Rig;
let bytes: Uint8Array;

beforeAll(async () => {
  rig = await pipelineRig({ batchSize: 15, passages: 45 });
  bytes = await sampleBytes();
});
afterAll(() => rig?.stop());

/** Ids and names of another workspace differ; what stands in the claims does not. */
const anonymous = (digest: Awaited<ReturnType<typeof digestOf>>) => ({
  ...digest,
  claims: digest.claims
    .map(({ id: _, reportId: __, citations, ...rest }) => ({
      ...rest,
      citations: citations.map(({ reportId: ___, ...citation }) => citation),
    }))
    .sort((a, b) => a.citations[0]!.start - b.citations[0]!.start || (a.text < b.text ? -1 : 1)),
  heldBack: digest.heldBack.length,
});

async function clean() {
  const [ws, id] = await rig.uploaded(bytes);
  await runThrough(rig.deps, uploadNotice(ws, id));
  return anonymous(await digestOf(rig, ws, id));
}

/** Delivers until everything is done, dying once after the `at`-th effect. @returns whether it died. */
async function withCrash(ws: WorkspaceId, id: ReportId, at: number): Promise<boolean> {
  const queue: { queued: Queued; attempt: number }[] = [{ queued: uploadNotice(ws, id), attempt: 1 }];
  const sent: Queued[] = [];
  const whole = capturing(rig.deps, sent);
  let { deps } = crashingAfter(whole, at);
  let died = false;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    try {
      await deliver(deps, next.queued, delivery(next.attempt));
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      died = true;
      deps = whole;
      queue.push({ ...next, attempt: next.attempt + 1 });
    }
    // what was sent before the crash is in the queue
    queue.push(...sent.splice(0).map((queued) => ({ queued, attempt: 1 })));
  }
  return died;
}

describe("a process that dies after any one effect", () => {
  it("leaves, once its message has come again, exactly what a clean run leaves", async () => {
    const golden = await clean();
    expect(golden.status).toBe("ready");
    expect(golden.claims.length).toBeGreaterThan(10);
    let at = 1;
    for (; at < 500; at++) {
      const [ws, id] = await rig.uploaded(bytes);
      const died = await withCrash(ws, id, at);
      expect(anonymous(await digestOf(rig, ws, id)), `after effect ${at}`).toEqual(golden);
      if (!died) break;
    }
    // reading and three batches touch table, files and queues more often than this
    expect(at).toBeGreaterThan(15);
  });

  it("loses no decision when the crash comes in a re-read", async () => {
    for (const at of [2, 5, 8, 11, 14, 17]) {
      const [ws, id] = await rig.uploaded(bytes);
      await runThrough(rig.deps, uploadNotice(ws, id));
      const [claim] = await rig.store.claimsOfReport(ws, id);
      const stored = await rig.store.storedClaim(ws, claim!.id);
      const decided = await rig.store.decideClaim(stored!, {
        id: "dec_1" as never,
        target: { type: "claim", id: claim!.id },
        verdict: "accept",
        by: { id: aPersonId("Eva"), name: "Eva" },
        at: "2026-03-02T08:00:00.000Z",
        basedOnVersion: 0,
      });
      expect(decided).toBeDefined();
      const before = await rig.store.claimsOfReport(ws, id);

      const wish = rereadWish(ws, id);
      const sent: Queued[] = [];
      const whole = capturing(rig.deps, sent);
      await deliver(crashingAfter(whole, at).deps, wish, delivery(1)).catch((error) => {
        if (!(error instanceof Crash)) throw error;
      });
      await deliver(whole, wish, delivery(2));
      for (const queued of sent) await deliver(rig.deps, queued, delivery(1));

      const after = await rig.store.claimsOfReport(ws, id);
      expect((await rig.store.report(ws, id))?.status).toBe("ready");
      expect(after.map(({ id, status }) => `${id} ${status}`).sort()).toEqual(
        before.map(({ id, status }) => `${id} ${status}`).sort(),
      );
      expect(after.filter(({ status }) => status === "accepted")).toHaveLength(1);
    }
  });

  it("writes a draft once, whatever effect it dies after, and however often it is asked for", async () => {
    const [ws, id] = await rig.uploaded(bytes);
    await runThrough(rig.deps, uploadNotice(ws, id));
    const themeId = "screening" as ThemeId;
    const written: unknown[] = [];
    let at = 1;
    for (let died = true; died && at < 50; at++) {
      const draftId = `dra_${at}` as DraftId;
      await rig.store.createDraft({ id: draftId, workspaceId: ws, themeId, origin: { engine: "local" } });
      const message = { type: "draft-requested" as const, workspaceId: ws, themeId, draftId };
      died = false;
      await onDraftMessage(crashingAfter(rig.deps, at).deps.synthesis)(message, delivery(1)).catch((error) => {
        if (!(error instanceof Crash)) throw error;
        died = true;
      });
      for (const attempt of [2, 3]) await onDraftMessage(rig.deps.synthesis)(message, delivery(attempt));
      const draft = await rig.store.draft(ws, draftId);
      expect(draft?.status).toBe("in-review");
      written.push(draft?.statements.map(({ section, text, claimIds }) => ({ section, text, claimIds })));
    }
    expect(at).toBeGreaterThan(4);
    for (const draft of written) expect(draft).toEqual(written[0]);
  });
});
