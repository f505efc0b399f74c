import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askInBatch } from "../../../functions/engines/openai/batch-run.ts";
import { fileCache } from "../../../functions/engines/openai/file-cache.ts";
import { everyPassage, shownPassages } from "../../model-reader.ts";
import { type Conduct, type ModelRequest, type ModelServer, startModelServer } from "../../model-server.ts";
import { engineAt } from "./model-engine.ts";
import { aClaimRequest, passages, sentences } from "./passages.ts";

let folder: string;
let server: ModelServer;
let conduct: (request: ModelRequest) => Conduct;
const honestly = (request: ModelRequest): Conduct => ({ do: "answer", content: everyPassage(request) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "replies-"));
  conduct = honestly;
  server = await startModelServer((request) => conduct(request));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const requests = [3, 5, 4].map((count, n) =>
  aClaimRequest(passages(...sentences(count).map((text) => `${text} Del ${n}.`))),
);
const inBatch = () =>
  askInBatch(
    {
      model: "gpt-4.1-mini",
      apiKey: "a-key-for-tests",
      baseUrl: server.url,
      cache: fileCache(folder),
      pollEveryMs: 2,
      retry: { firstDelay: 2, longestDelay: 4 },
    },
    requests,
  );

/** The usual run afterwards, and how many questions it had to ask itself. */
async function thenRead() {
  const before = server.requests.length;
  conduct = honestly;
  const engine = engineAt(server, { cache: fileCache(folder) });
  const answers = [];
  for (const request of requests) answers.push(await engine.proposeClaims(request));
  return { claims: answers.flatMap(({ claims }) => claims), asked: server.requests.slice(before) };
}

describe("whole reports through the Batch API", () => {
  it("are answered at half the price, and then read for nothing", async () => {
    const run = await inBatch();
    expect(run).toMatchObject({ sent: 3, known: 0, answered: 3 });
    const { billed } = server;
    expect(run.usage.inputTokens).toBe(billed.prompt_tokens);
    expect(run.usage.costUsd).toBeCloseTo((billed.prompt_tokens * 0.4 + billed.completion_tokens * 1.6) / 2e6, 9);
    const { claims, asked } = await thenRead();
    expect(claims).toHaveLength(12);
    expect(asked).toEqual([]);
  });

  it("ask the very same questions as the engine does", async () => {
    await inBatch();
    const ordered = server.requests.map(({ messages, response_format }) => ({ messages, response_format }));
    await rm(folder, { recursive: true });
    const { asked } = await thenRead();
    const live = asked.map(({ messages, response_format }) => ({ messages, response_format }));
    expect(ordered.toReversed()).toEqual(live);
  });

  it("leave to the engine what was refused, malformed or not answered", async () => {
    conduct = (request) => {
      const count = shownPassages(request).length;
      if (count === 3) return { do: "refuse", words: "Nej." };
      return count === 5 ? { do: "answer", content: "Gerne!" } : honestly(request);
    };
    const run = await inBatch();
    expect(run.answered).toBe(1);
    expect(run.usage.byAttempt!.map(({ outcome }) => outcome).sort()).toEqual(["malformed", "ok", "refused"]);
    const { claims, asked } = await thenRead();
    expect(claims).toHaveLength(12);
    expect(asked.map((request) => shownPassages(request).length)).toEqual([3, 5]);
  });

  it("are asked in halves afterwards where the answer was cut off", async () => {
    conduct = (request) => (shownPassages(request).length === 5 ? { do: "cut-off", content: "{" } : honestly(request));
    await inBatch();
    const { claims, asked } = await thenRead();
    expect(claims).toHaveLength(12);
    expect(asked.map((request) => shownPassages(request).length)).toEqual([2, 3]);
  });

  it("keep what an expired job had answered", async () => {
    server.batches.end = "expired";
    expect((await inBatch()).answered).toBe(1);
    const { claims, asked } = await thenRead();
    expect(claims).toHaveLength(12);
    expect(asked).toHaveLength(2);
  });

  it("are not ordered twice: not after a crash, nor when the reply to an order is lost", async () => {
    server.batches.patience = 1e9;
    const controller = new AbortController();
    const broken = askInBatch(
      { model: "gpt-4.1-mini", baseUrl: server.url, cache: fileCache(folder), pollEveryMs: 2 },
      requests,
      controller.signal,
    );
    while (server.batches.jobs.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    controller.abort(new Error("the process ends here"));
    await expect(broken).rejects.toThrow();
    server.batches.patience = 0;
    expect((await inBatch()).answered).toBe(3);
    expect(server.batches.jobs).toHaveLength(1);

    await rm(folder, { recursive: true });
    server.batches.jobs.length = 0;
    server.batches.lostReplies = 1;
    expect((await inBatch()).answered).toBe(3);
    expect(server.batches.jobs).toHaveLength(1);
  });

  it("are not asked about again when the replies are known", async () => {
    await inBatch();
    expect(await inBatch()).toMatchObject({ sent: 0, known: 3, usage: { requests: 0 } });
    expect(server.batches.jobs).toHaveLength(1);
  });

  it("say so when the service cannot be had, or has no such thing", async () => {
    await server.close();
    await expect(inBatch()).rejects.toMatchObject({ code: "engine-failed" });
    server = await startModelServer(honestly);
    const other = askInBatch({ model: "mistralai:mistral-small", cache: fileCache(folder) }, requests);
    await expect(other).rejects.toMatchObject({ code: "engine-failed" });
  });
});
