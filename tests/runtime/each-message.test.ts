import type { SQSEvent, SQSRecord } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { correlationId } from "../../functions/runtime/correlation.ts";
import { type Delivery, eachMessage } from "../../functions/runtime/each-message.ts";

const record = (messageId: string, body: string, attempt = 1): SQSRecord => ({
  messageId,
  receiptHandle: `r-${messageId}`,
  body,
  attributes: {
    ApproximateReceiveCount: String(attempt),
    SentTimestamp: "1700000000000",
    SenderId: "x",
    ApproximateFirstReceiveTimestamp: "1700000000001",
  },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:eu-north-1:0:queue",
  awsRegion: "eu-north-1",
});
const event = (...Records: SQSRecord[]): SQSEvent => ({ Records });
const Message = z.object({ n: z.number() });
const failed = (response: { batchItemFailures: { itemIdentifier: string }[] }) =>
  response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

describe("a batch of messages", () => {
  let said: string[] = [];
  beforeEach(() => {
    said = [];
    vi.spyOn(process.stdout, "write").mockImplementation((line) => said.push(String(line)) > 0);
  });
  afterEach(() => void vi.restoreAllMocks());

  it("reports only the message that failed", async () => {
    const done: number[] = [];
    const handler = eachMessage(Message, async ({ n }) => {
      if (n === 2) throw new Error("no");
      done.push(n);
    });
    expect(failed(await handler(event(...[1, 2, 3].map((n) => record(`m${n}`, JSON.stringify({ n }))))))).toEqual([
      "m2",
    ]);
    expect(done).toEqual([1, 3]);
  });
  it("fails what is not JSON and what has another shape, without working on it", async () => {
    const work = vi.fn(async () => {});
    const handler = eachMessage(Message, work);
    expect(failed(await handler(event(record("a", "{"), record("b", '{"n":"1"}'))))).toEqual(["a", "b"]);
    expect(work).not.toHaveBeenCalled();
  });
  it("reports each message when all fail, instead of throwing", async () => {
    const handler = eachMessage(Message, async () => {
      throw new Error("no");
    });
    expect(failed(await handler(event(record("a", '{"n":1}'), record("b", '{"n":2}'))))).toEqual(["a", "b"]);
  });
  it("tells which delivery it is, and when it is the last", async () => {
    const seen: Delivery[] = [];
    const handler = eachMessage(Message, async (_, delivery) => void seen.push(delivery));
    await handler(event(record("a", '{"n":1}', 1), record("b", '{"n":1}', 3)));
    expect(seen).toEqual([
      { messageId: "a", sentAt: 1_700_000_000_000, attempt: 1, last: false },
      { messageId: "b", sentAt: 1_700_000_000_000, attempt: 3, last: true },
    ]);
  });
  it("writes one line a message, done or failed, with ids, times and no message text", async () => {
    const handler = eachMessage(z.object({ secret: z.string() }), async ({ secret }) => {
      if (secret.startsWith("ond")) throw new RangeError("broke");
    });
    const named = { ...record("b", '{"secret":"ond tekst","of":"rep_0123456789abcdef0123"}', 2) };
    named.messageAttributes = { correlation: { stringValue: "anmodning-17", dataType: "String" } };
    await handler(event(record("message-a", '{"secret":"hemmelig tekst"}'), named));
    const lines = said.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      level: "info",
      event: "message",
      queue: "queue",
      messageId: "message-a",
      correlation: "message-a",
      attempt: 1,
      milliseconds: expect.any(Number),
    });
    expect(lines[1]).toMatchObject({
      level: "error",
      event: "message-failed",
      correlation: "anmodning-17",
      about: ["rep_0123456789abcdef0123"],
      error: "RangeError",
      MessagesFailed: 1,
      _aws: { CloudWatchMetrics: [{ Namespace: "Belaeg", Metrics: [{ Name: "MessagesFailed", Unit: "Count" }] }] },
    });
    expect(said.join()).not.toMatch(/hemmelig|ond tekst/);
  });
  it("carries its name to the messages that its work sends, and to nobody else's", async () => {
    const seen: (string | undefined)[] = [];
    const handler = eachMessage(Message, async () => {
      await new Promise((resume) => setTimeout(resume, 5));
      seen.push(correlationId());
    });
    const named = (id: string) => ({
      ...record(id, '{"n":1}'),
      messageAttributes: { correlation: { stringValue: `om-${id}-1234`, dataType: "String" as const } },
    });
    await Promise.all([handler(event(named("a"))), handler(event(named("b")))]);
    expect(seen.sort()).toEqual(["om-a-1234", "om-b-1234"]);
    expect(correlationId()).toBeUndefined();
  });
  it("takes no text for a name", async () => {
    const handler = eachMessage(Message, async () => {});
    const odd = {
      ...record("message-c", '{"n":1}'),
      messageAttributes: { correlation: { stringValue: 'hemmelig "tekst"', dataType: "String" as const } },
    };
    await handler(event(odd));
    expect(said.join()).toContain('"correlation":"message-c"');
    expect(said.join()).not.toContain("hemmelig");
  });
});
