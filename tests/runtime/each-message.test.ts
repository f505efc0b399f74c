import type { SQSEvent, SQSRecord } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
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
    vi.spyOn(console, "error").mockImplementation((line: string) => void said.push(line));
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
  it("logs ids and no message text", async () => {
    const handler = eachMessage(z.object({ secret: z.string() }), async () => {
      throw new RangeError("broke");
    });
    await handler(event(record("a", '{"secret":"hemmelig tekst"}')));
    expect(said.join()).toContain('"messageId":"a"');
    expect(said.join()).not.toContain("hemmelig");
  });
});
