import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { DraftId, ThemeId } from "../../functions/evidence/ids.ts";
import { DraftRequested } from "../../functions/evidence/message.ts";
import { ExtractMessage, onExtractMessage } from "../../functions/extract/on-message.ts";
import { ReadMessage } from "../../functions/ingest/arrival.ts";
import { onReadMessage } from "../../functions/ingest/on-message.ts";
import { eachMessage } from "../../functions/runtime/each-message.ts";
import { onDraftMessage } from "../../functions/synthesize/on-message.ts";
import { type Poller, type SqsHandler, startPoller } from "../../stacks/local/poller.ts";
import { deadLetterOf, QUEUES, type QueueRole } from "../../stacks/local/queues.ts";
import { capturing, deliver, delivery, type Queued, uploadNotice } from "./deliveries.ts";
import { pipelineRig, type Rig, sampleBytes, until } from "./pipeline-rig.ts";

let rig: Rig;
let pollers: Poller[] = [];

beforeAll(async () => {
  rig = await pipelineRig({ batchSize: 60 });
  // a failed message is told of on the console, which is where Lambda's logs come from
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(async () => {
  await Promise.all(pollers.map((poller) => poller.drain()));
  pollers = [];
});
afterAll(() => rig?.stop());

function poll(role: QueueRole, handler: SqsHandler, retrySeconds = 1) {
  const { name, batchSize, concurrency } = QUEUES[role];
  const { sqsClient: sqs, sqs: queues } = rig.emulators;
  const queueUrl = queues.queueUrl(name);
  pollers.push(
    startPoller({ sqs, queueUrl, queueName: name, handler, batchSize, concurrency, waitSeconds: 1, retrySeconds }),
  );
}

const pollAll = () => {
  poll("read", eachMessage(ReadMessage, onReadMessage(rig.deps.reading)));
  poll("extract", eachMessage(ExtractMessage, onExtractMessage(rig.deps.extraction)));
  poll("draft", eachMessage(DraftRequested, onDraftMessage(rig.deps.synthesis)));
};

async function waiting(queue: string) {
  const QueueUrl = rig.emulators.sqs.queueUrl(queue);
  const { Attributes } = await rig.emulators.sqsClient.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  return {
    ready: Number(Attributes?.ApproximateNumberOfMessages),
    inHand: Number(Attributes?.ApproximateNumberOfMessagesNotVisible),
  };
}

describe("a report on its way through the queues", () => {
  it("is read when its upload arrives in S3, and a draft of a theme rests on its claims", async () => {
    pollAll();
    const [ws, id] = await rig.uploaded(await sampleBytes());
    const report = await until(
      () => rig.store.report(ws, id),
      (now) => now?.status === "ready" || now?.status === "failed",
    );
    expect(report?.status).toBe("ready");
    expect(report?.progress.done).toBe(report?.progress.total);
    expect(report?.counts.claims.pending).toBeGreaterThan(20);
    const reading = await rig.objects.getReading(report!.readingKey!);
    const claims = await rig.store.claimsOfReport(ws, id);
    for (const { citations } of claims)
      for (const { exact, start, end } of citations) expect(reading.text.slice(start, end)).toBe(exact);

    const draftId = "dra_flow" as DraftId;
    const themeId = "screening" as ThemeId;
    await rig.store.createDraft({ id: draftId, workspaceId: ws, themeId, origin: { engine: "local" } });
    await rig.outbox.toDraft({ type: "draft-requested", workspaceId: ws, themeId, draftId });
    const draft = await until(
      () => rig.store.draft(ws, draftId),
      (now) => now?.status === "in-review",
    );
    const known = new Set(claims.map((claim) => claim.id));
    expect(draft!.statements.length).toBeGreaterThan(3);
    for (const { claimIds, citations, checks } of draft!.statements) {
      expect(claimIds.every((claimId) => known.has(claimId))).toBe(true);
      expect(citations.length).toBeGreaterThan(0);
      expect(checks.figures).toBe("ok");
    }
  });

  it("says which file it got when it is not the announced one", async () => {
    pollAll();
    const ws = await rig.workspace();
    const bytes = await sampleBytes();
    const id = await rig.announceReport(ws, bytes);
    await rig.put(ws, id, new Uint8Array([...bytes.slice(0, -1), 0]));
    const report = await until(
      () => rig.store.report(ws, id),
      (now) => now?.status === "failed",
    );
    expect(report?.failure?.code).toBe("upload-mismatch");
    // the right file, sent again under the same key, is read
    await rig.put(ws, id, bytes);
    await until(
      () => rig.store.report(ws, id),
      (now) => now?.status === "ready",
    );
  });
});

describe("a message that cannot be worked on", () => {
  it("stays alone behind: nine neighbours are done at once, and it rests in the dead-letter queue after three tries", async () => {
    const { name } = QUEUES.extract;
    const tries: string[] = [];
    const done: string[] = [];
    const handler = eachMessage(ReadMessage.or(ExtractMessage).or(DraftRequested), async () => {});
    const spied: SqsHandler = async (event) => {
      const poison = event.Records.filter(({ body }) => body === "poison").map(({ messageId }) => messageId);
      tries.push(...poison);
      const answer = await handler(event);
      const failed = new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      done.push(...event.Records.filter(({ messageId }) => !failed.has(messageId)).map(({ body }) => body));
      return answer;
    };
    const QueueUrl = rig.emulators.sqs.queueUrl(name);
    const good = (n: number) => JSON.stringify({ type: "themes-changed", workspaceId: `wsp_${n}` });
    await rig.emulators.sqsClient.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: Array.from({ length: 10 }, (_, n) => ({ Id: String(n), MessageBody: n === 4 ? "poison" : good(n) })),
      }),
    );
    poll("extract", spied);
    await until(
      () => waiting(deadLetterOf(name)),
      ({ ready }) => ready === 1,
    );
    expect(tries).toHaveLength(3);
    expect(new Set(tries).size).toBe(1);
    expect(done.sort()).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9].map(good));
    expect(await waiting(name)).toEqual({ ready: 0, inHand: 0 });
  });

  it("leaves its report incomplete with a sentence, and the redrive after the repair makes it ready", async () => {
    const [ws, id] = await rig.uploaded(await sampleBytes());
    const sent: Queued[] = [];
    await deliver(capturing(rig.deps, sent), uploadNotice(ws, id), delivery(1));
    const [first, ...rest] = sent;
    const broken = { ...first!.message, readingKey: "texts/gone.json.gz" } as ExtractMessage;
    for (const queued of rest) await deliver(rig.deps, queued, delivery(1));
    for (const attempt of [1, 2, 3])
      await expect(deliver(rig.deps, { queue: "extract", message: broken }, delivery(attempt))).rejects.toThrow();
    const stuck = await rig.store.report(ws, id);
    expect(stuck?.status).toBe("incomplete");
    expect(stuck?.failure?.code).toBe("internal");
    await deliver(rig.deps, first!, delivery(1));
    expect((await rig.store.report(ws, id))?.status).toBe("ready");
  });
});

describe("messages in the hands of a process that is gone", () => {
  it("are there again at once, and the delivery does not count when the machine stopped", async () => {
    const { name } = QUEUES.draft;
    const QueueUrl = rig.emulators.sqs.queueUrl(name);
    const { sqsClient, sqs } = rig.emulators;
    await sqsClient.send(new SendMessageCommand({ QueueUrl, MessageBody: "held" }));
    const receive = async () =>
      (await sqsClient.send(new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ["All"] }))).Messages;
    for (let kill = 0; kill < 5; kill++) {
      expect((await receive())?.[0]?.Attributes?.ApproximateReceiveCount).toBe("1");
      expect(await receive()).toBeUndefined();
      expect(sqs.releaseInFlight(true)).toBe(1);
    }
    // a worker that dies of a message counts: such a message ends in the dead-letter queue
    await receive();
    sqs.releaseInFlight(false);
    expect((await receive())?.[0]?.Attributes?.ApproximateReceiveCount).toBe("2");
    sqs.releaseInFlight(false);
    await receive();
    sqs.releaseInFlight(false);
    expect(await receive()).toBeUndefined();
    expect((await waiting(deadLetterOf(name))).ready).toBe(1);
  });

  it("are kept by a queue that listens on this machine only", () => {
    expect(new URL(rig.emulators.sqs.endpoint).hostname).toBe("127.0.0.1");
  });
});
