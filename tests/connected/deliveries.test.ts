import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aPersonId } from "../evidence-builders.ts";
import { seeded, seedsUpTo } from "../seeded.ts";
import { capturing, deliver, delivery, type Queued, rereadWish, runThrough, uploadNotice } from "./deliveries.ts";
import { digestOf, pipelineRig, type Rig, sampleBytes } from "./pipeline-rig.ts";

let rig: Rig;
let bytes: Uint8Array;

beforeAll(async () => {
  rig = await pipelineRig({ batchSize: 15, passages: 60 });
  bytes = await sampleBytes();
});
afterAll(() => rig?.stop());

const shape = (digest: Awaited<ReturnType<typeof digestOf>>) => ({
  status: digest.status,
  counts: digest.counts,
  coverage: digest.coverage,
  claims: digest.claims.map(({ text, kind, themes, status }) => `${text}|${kind}|${themes}|${status}`).sort(),
});

describe("messages delivered more than once and in any order", () => {
  it.each(seedsUpTo(8))("leave what a clean run leaves, seed %i", async (seed) => {
    const [cleanWs, cleanId] = await rig.uploaded(bytes);
    await runThrough(rig.deps, uploadNotice(cleanWs, cleanId));
    const golden = shape(await digestOf(rig, cleanWs, cleanId));

    const { below: roll } = seeded(seed);
    const [ws, id] = await rig.uploaded(bytes);
    const sent: Queued[] = [];
    const deps = capturing(rig.deps, sent);
    const waiting: Queued[] = Array.from({ length: 1 + roll(3) }, () => uploadNotice(ws, id));
    while (waiting.length > 0) {
      // one or two workers at once, each with any of the messages that wait
      const taken = Array.from({ length: Math.min(waiting.length, 1 + roll(2)) }, () =>
        waiting.splice(roll(waiting.length), 1),
      ).flat();
      await Promise.all(taken.map((queued) => deliver(deps, queued, delivery(1 + roll(2)))));
      for (const queued of sent.splice(0)) for (let n = 0; n <= roll(3); n++) waiting.push(queued);
      if (waiting.length > 60) waiting.length = 60;
    }
    expect(shape(await digestOf(rig, ws, id))).toEqual(golden);
  });

  it("read an upload once when its notice comes again after the report is ready", async () => {
    const [ws, id] = await rig.uploaded(bytes);
    await runThrough(rig.deps, uploadNotice(ws, id));
    const sent: Queued[] = [];
    await deliver(capturing(rig.deps, sent), uploadNotice(ws, id), delivery(1));
    await deliver(capturing(rig.deps, sent), uploadNotice(ws, id, "2026-03-01T09:00:00.000Z"), delivery(1));
    expect(sent).toEqual([]);
    expect((await rig.store.report(ws, id))?.status).toBe("ready");
  });

  it("ignore an upload nobody announced, and one whose report was deleted", async () => {
    const [ws, id] = await rig.uploaded(bytes);
    await rig.store.deleteReport(ws, id);
    await deliver(rig.deps, uploadNotice(ws, id), delivery(1));
    expect(await rig.store.report(ws, id)).toBeUndefined();
  });

  it("do not let a wish to re-read that comes late undo a newer one", async () => {
    const [ws, id] = await rig.uploaded(bytes);
    await runThrough(rig.deps, uploadNotice(ws, id));
    await runThrough(rig.deps, rereadWish(ws, id), "newer", 1_900_000_000_000);
    const newer = (await rig.store.report(ws, id))?.run;
    await runThrough(rig.deps, rereadWish(ws, id), "older", 1_850_000_000_000);
    expect((await rig.store.report(ws, id))?.run).toBe(newer);
  });
});

describe("a worker that wakes up late", () => {
  it("changes nothing that a newer run has made", async () => {
    const [ws, id] = await rig.uploaded(bytes);
    const sent: Queued[] = [];
    await deliver(capturing(rig.deps, sent), uploadNotice(ws, id), delivery(1));

    // worker A reaches the point of storing, and sleeps there
    let wake = () => {};
    const asleep = new Promise<void>((resume) => {
      wake = resume;
    });
    let reached = () => {};
    const atTheDoor = new Promise<void>((resume) => {
      reached = resume;
    });
    const { store } = rig.deps.extraction;
    const sleepy: typeof store = {
      ...store,
      async putProposed(...args) {
        reached();
        await asleep;
        await store.putProposed(...args);
      },
    };
    const late = deliver({ ...rig.deps, extraction: { ...rig.deps.extraction, store: sleepy } }, sent[0]!, delivery(1));
    await atTheDoor;

    await runThrough(rig.deps, rereadWish(ws, id), "B");
    const before = await digestOf(rig, ws, id);
    expect(before.status).toBe("ready");
    wake();
    await late;
    expect(await digestOf(rig, ws, id)).toEqual(before);
  });

  it("does not take claims from a newer run that is still under way", async () => {
    const [ws, id] = await rig.uploaded(bytes);
    const sent: Queued[] = [];
    await deliver(capturing(rig.deps, sent), uploadNotice(ws, id), delivery(1));
    const old = sent.splice(0);
    await deliver(capturing(rig.deps, sent), rereadWish(ws, id), delivery(1, "B"));
    // the newer run stores its claims; then an older worker, past the check of its run, stores the same ones
    const newer = sent.splice(0);
    for (const queued of newer.slice(0, -1)) await deliver(rig.deps, queued, delivery(1));
    const claims = await rig.store.claimsOfReport(ws, id);
    const { run } = old[0]!.message as { run: string };
    await rig.store.putProposed(ws, id, run, claims);
    await deliver(rig.deps, newer.at(-1)!, delivery(1));
    const after = (await rig.store.claimsOfReport(ws, id)).map((claim) => claim.id);
    expect(after).toEqual(expect.arrayContaining(claims.map((claim) => claim.id)));
  });
});

describe("a report deleted while it is worked on", () => {
  it("leaves no reading behind when it goes during the reading", async () => {
    const [ws, id] = await rig.uploaded(bytes);
    const { reading } = rig.deps;
    const deleting = {
      ...reading,
      async read(...args: Parameters<typeof reading.read>) {
        const outcome = await reading.read(...args);
        const report = await rig.store.report(ws, id);
        await rig.store.deleteReport(ws, id);
        await rig.objects.removeReport(report!);
        return outcome;
      },
    };
    await deliver({ ...rig.deps, reading: deleting }, uploadNotice(ws, id), delivery(1));
    expect(await rig.keysOf(ws)).toEqual([]);
  });

  it("leaves no claim behind when it goes during the extraction", async () => {
    const [ws, id] = await rig.uploaded(bytes);
    const sent: Queued[] = [];
    await deliver(capturing(rig.deps, sent), uploadNotice(ws, id), delivery(1));
    const { store } = rig.deps.extraction;
    const deleting: typeof store = {
      ...store,
      async putProposed(...args) {
        await rig.store.deleteReport(ws, id);
        await store.putProposed(...args);
      },
    };
    for (const queued of sent)
      await deliver({ ...rig.deps, extraction: { ...rig.deps.extraction, store: deleting } }, queued, delivery(1));
    expect(await rig.store.claimsOfReport(ws, id)).toEqual([]);
  });
});

describe("a decision made while a report is read again", () => {
  it("stays, and the claim keeps its words", async () => {
    const [ws, id] = await rig.uploaded(bytes);
    await runThrough(rig.deps, uploadNotice(ws, id));
    const sent: Queued[] = [];
    await deliver(capturing(rig.deps, sent), rereadWish(ws, id), delivery(1));
    const claim = (await rig.store.claimsOfReport(ws, id))[3]!;
    await rig.store.decideClaim((await rig.store.storedClaim(ws, claim.id))!, {
      id: "dec_x" as never,
      target: { type: "claim", id: claim.id },
      verdict: "reword",
      text: "Sådan står det egentlig.",
      by: { id: aPersonId("Eva"), name: "Eva" },
      at: "2026-03-02T08:00:00.000Z",
      basedOnVersion: 0,
    });
    for (const queued of sent) await deliver(rig.deps, queued, delivery(1));
    const after = (await rig.store.claimsOfReport(ws, id)).find((other) => other.id === claim.id);
    expect(after?.text).toBe("Sådan står det egentlig.");
    expect(after?.status).toBe("accepted");
    expect(after?.decisions).toHaveLength(1);
  });
});
