import { afterAll, beforeAll, expect, it } from "vitest";
import type { ReportId, WorkspaceId } from "../../functions/evidence/ids.ts";
import { seeded, seedsUpTo } from "../seeded.ts";
import { betterReader, readBetter } from "./better-reader.ts";
import { type CandidateRig, candidateRig } from "./candidate-rig.ts";
import { Crash, capturing, crashingAfter, deliver, delivery } from "./deliveries.ts";
import { digestOf, type StageDeps, sampleBytes } from "./pipeline-rig.ts";

let rig: CandidateRig;
let bytes: Uint8Array;
let deps: StageDeps;

beforeAll(async () => {
  rig = await candidateRig({ batchSize: 15, passages: 45 });
  bytes = await sampleBytes();
  deps = betterReader(rig.deps, (reading) => readBetter(reading, "Forside. "));
});
afterAll(() => rig?.stop());

/** A report with a decision on its first claim, and a wish to see what a better reader makes of it. */
async function wished() {
  const [ws, id] = await rig.readReport(bytes);
  const [claim] = await rig.store.claimsOfReport(ws, id);
  await rig.decide(ws, claim!.id);
  return { ws, id, candidate: await rig.preview(ws, id) };
}

async function left(ws: WorkspaceId, id: ReportId) {
  const { claims, heldBack, ...rest } = await digestOf(rig, ws, id);
  const keys = await rig.keysOf(ws);
  return {
    ...rest,
    claims: claims
      .map(({ text, kind, themes, status, flags, citations }) => ({
        text,
        kind,
        themes,
        status,
        flags,
        at: citations[0]!.start,
      }))
      .sort((a, b) => a.at - b.at || (a.text < b.text ? -1 : 1)),
    heldBack: heldBack.length,
    candidate: (await rig.store.report(ws, id))?.candidate,
    files: keys.length,
    putAside: keys.filter((key) => /\/can_[^/]+\//.test(key)),
  };
}

/** Delivers until nothing waits, dying once after the `at`-th effect. @returns whether it died. */
async function survive(at: number): Promise<boolean> {
  const whole = capturing(deps, rig.sent);
  let now = crashingAfter(whole, at).deps;
  let died = false;
  const attempts = new Map<unknown, number>();
  for (let next = rig.sent.shift(); next !== undefined; next = rig.sent.shift()) {
    const attempt = (attempts.get(next) ?? 0) + 1;
    attempts.set(next, attempt);
    try {
      await deliver(now, next, delivery(attempt));
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      died = true;
      now = whole;
      rig.sent.push(next);
    }
  }
  return died;
}

it("a process that dies after any one effect of preview or take-over leaves what a clean one leaves", async () => {
  const clean = await wished();
  await rig.deliverAll(deps);
  const { counts } = await rig.candidate(clean.ws, clean.id);
  await rig.accept(clean.ws, clean.id, clean.candidate);
  await rig.deliverAll(deps);
  const golden = await left(clean.ws, clean.id);
  expect(golden).toMatchObject({ status: "ready", putAside: [] });
  expect(golden.claims.filter(({ status }) => status === "accepted")).toHaveLength(1);

  let died = { preview: true, takeOver: true };
  let at = 1;
  // every third one: all of them take a minute
  for (; at < 200 && (died.preview || died.takeOver); at += 3) {
    const { ws, id, candidate } = await wished();
    died = { preview: await survive(at), takeOver: false };
    const seen = await rig.candidate(ws, id);
    expect(seen, `preview, after effect ${at}`).toMatchObject({ status: "ready", counts });
    await rig.accept(ws, id, candidate);
    died.takeOver = await survive(at);
    expect(await left(ws, id), `take-over, after effect ${at}`).toEqual(golden);
  }
  expect(at).toBeGreaterThan(15);
}, 240_000);

it.each(seedsUpTo(6))("messages that come twice and in any order change nothing, seed %i", async (seed) => {
  const { below: roll } = seeded(seed);
  const { ws, id, candidate } = await wished();
  const twice = async () => {
    const waiting = rig.sent.splice(0);
    const own = capturing(deps, rig.sent);
    for (let rounds = 0; waiting.length > 0 && rounds < 300; rounds++) {
      const taken = Array.from({ length: Math.min(waiting.length, 1 + roll(2)) }, () =>
        waiting.splice(roll(waiting.length), 1),
      ).flat();
      await Promise.all(taken.map((queued) => deliver(own, queued, delivery(1 + roll(2)))));
      for (const queued of rig.sent.splice(0)) for (let n = 0; n <= roll(2); n++) waiting.push(queued);
      if (roll(4) === 0 && waiting.length < 40) waiting.push(...taken);
    }
  };
  await twice();
  expect((await rig.candidate(ws, id)).status).toBe("ready");
  await rig.accept(ws, id, candidate);
  await twice();
  const after = await left(ws, id);
  expect(after).toMatchObject({ status: "ready", putAside: [] });
  expect(after.candidate).toBeUndefined();
  expect(after.claims.filter(({ status }) => status === "accepted")).toHaveLength(1);
  expect((await rig.store.report(ws, id))?.readerVersion).toBe("better");
});
