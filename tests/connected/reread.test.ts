import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Claim } from "../../functions/evidence/claim.ts";
import type { DecisionId, ReportId, WorkspaceId } from "../../functions/evidence/ids.ts";
import { aPersonId } from "../evidence-builders.ts";
import { betterReader, readBetter } from "./better-reader.ts";
import { rereadWish, runThrough, uploadNotice } from "./deliveries.ts";
import { pipelineRig, type Rig, sampleBytes } from "./pipeline-rig.ts";

let rig: Rig;
let bytes: Uint8Array;

beforeAll(async () => {
  rig = await pipelineRig();
  bytes = await sampleBytes();
});
afterAll(() => rig?.stop());

async function read(): Promise<[WorkspaceId, ReportId, Claim[]]> {
  const [ws, id] = await rig.uploaded(bytes);
  await runThrough(rig.deps, uploadNotice(ws, id));
  return [ws, id, await rig.store.claimsOfReport(ws, id)];
}

async function accept(ws: WorkspaceId, claim: Claim): Promise<void> {
  await rig.store.decideClaim((await rig.store.storedClaim(ws, claim.id))!, {
    id: `dec_${claim.id}` as DecisionId,
    target: { type: "claim", id: claim.id },
    verdict: "accept",
    by: { id: aPersonId("Eva"), name: "Eva" },
    at: "2026-03-02T08:00:00.000Z",
    basedOnVersion: 0,
  });
}

describe("a report read again by a better reader", () => {
  it("keeps every claim and decision, at the places the words have now", async () => {
    const [ws, id, before] = await read();
    for (const claim of before.slice(0, 4)) await accept(ws, claim);
    await runThrough(
      betterReader(rig.deps, (reading) => readBetter(reading, "Forside. ")),
      rereadWish(ws, id),
    );

    const report = await rig.store.report(ws, id);
    expect(report?.status).toBe("ready");
    expect(report?.readerVersion).toBe("better");
    const reading = await rig.objects.getReading(report!.readingKey!);
    const after = await rig.store.claimsOfReport(ws, id);
    expect(after.map((claim) => claim.id).sort()).toEqual(before.map((claim) => claim.id).sort());
    expect(after.filter(({ status }) => status === "accepted")).toHaveLength(4);
    for (const { citations } of after)
      for (const { start, end, exact } of citations) expect(reading.text.slice(start, end)).toBe(exact);
    const first = before[0]!;
    expect(after.find((claim) => claim.id === first.id)?.citations[0]?.start).toBe(first.citations[0]!.start + 9);
  });

  it("says of a decided claim that its words are gone, and drops an undecided one", async () => {
    const [ws, id, before] = await read();
    const whole = before.filter(({ citations, text }) => text.length > 60 && citations[0]!.exact === text);
    const once = whole.filter(({ text }) => before.filter((other) => other.citations[0]!.exact === text).length === 1);
    const [decided, open] = once as [Claim, Claim];
    await accept(ws, decided);
    for (const gone of [decided, open]) {
      await runThrough(
        betterReader(rig.deps, (reading) => readBetter(reading, "", gone.citations[0]!.exact)),
        rereadWish(ws, id),
        `without ${gone.id}`,
        gone === decided ? 1_810_000_000_000 : 1_820_000_000_000,
      );
      const after = await rig.store.claimsOfReport(ws, id);
      const found = after.find((claim) => claim.id === gone.id);
      if (gone === decided) {
        expect(found?.status).toBe("accepted");
        expect(found?.flags).toContain("vanished");
        expect(found?.citations).toEqual(decided.citations);
      } else expect(found).toBeUndefined();
    }
  });
});

describe("an upload whose notice was lost", () => {
  it("is told of again at the next start", async () => {
    const [ws, id] = await rig.uploaded(bytes);
    const received = async () => {
      const { sqsClient, sqs } = rig.emulators;
      const { PurgeQueueCommand, ReceiveMessageCommand } = await import("@aws-sdk/client-sqs");
      const QueueUrl = sqs.queueUrl("belaeg-read");
      const { Messages = [] } = await sqsClient.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      await sqsClient.send(new PurgeQueueCommand({ QueueUrl }));
      return Messages.map(({ Body }) => Body ?? "");
    };
    await received();
    await rig.emulators.announceAll();
    const again = (await received()).filter((body) => body.includes(id));
    expect(again).toHaveLength(1);
    await runThrough(rig.deps, { queue: "read", message: JSON.parse(again[0]!) });
    expect((await rig.store.report(ws, id))?.status).toBe("ready");
  });
});
