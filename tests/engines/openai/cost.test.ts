import { existsSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { type ClaimRequest, type Engine, EngineError } from "../../../functions/engines/engine.ts";
import { BATCH_SIZE, openaiEngine } from "../../../functions/engines/openai/openai-engine.ts";
import { costOf, LISTED_PRICES, priceOf } from "../../../functions/engines/openai/prices.ts";
import { cutBatches } from "../../../functions/evidence/batches.ts";
import { canBeEvidence, type Passage } from "../../../functions/evidence/passage.ts";
import { readReport } from "../../../functions/ingest/read-report.ts";
import { everyPassage, shownPassages } from "../../model-reader.ts";
import { type ModelServer, startModelServer } from "../../model-server.ts";
import { countTokens } from "./count-tokens.ts";
import { engineAt } from "./model-engine.ts";
import { aClaimRequest, passages, sentences } from "./passages.ts";

let server: ModelServer | undefined;
afterEach(() => server?.close());

const honestly = async () => {
  server = await startModelServer((request) => ({ do: "answer", content: everyPassage(request) }), countTokens);
  return server;
};
const tokensOf = (sent: readonly Passage[]) =>
  sent.filter(canBeEvidence).reduce((sum, passage) => sum + countTokens(passage.text), 0);

describe("what a report costs to read", () => {
  it("sends at most 1.35 times the tokens of the passages: prompt, themes, schema, ids and context in the rest", async () => {
    const all = passages(
      ...sentences(BATCH_SIZE).map((text, i) => ({
        text: `${text} Det er på niveau med året før i ${i % 5} af regionerne.`,
        section: [`Afsnit ${i >> 3}`],
      })),
    );
    const answer = await engineAt(await honestly()).proposeClaims(aClaimRequest(all));
    expect(answer.usage.requests).toBe(1);
    expect(answer.usage.inputTokens / tokensOf(all)).toBeLessThanOrEqual(1.35);
  });

  const PDF = "../shared/corpus/vive-notat-del1.pdf";
  it.runIf(existsSync(PDF))("does so on a real report, all batches together", async () => {
    const read = await readReport(new Uint8Array(readFileSync(PDF)));
    if (!read.ok) throw new Error(read.code);
    const all = read.reading.passages;
    const engine = engineAt(await honestly());
    let inputTokens = 0;
    for (const { from, to } of cutBatches(all, engine.batchSize)) {
      const request = aClaimRequest(all.slice(from, to), { before: all.slice(0, from), after: all.slice(to) });
      inputTokens += (await engine.proposeClaims(request)).usage.inputTokens;
    }
    expect(inputTokens / tokensOf(all)).toBeLessThanOrEqual(1.35);
  });

  it("bounds the answer by the passages asked about, so that no answer runs away", async () => {
    const { requests } = await honestly();
    await engineAt(server!).proposeClaims(aClaimRequest(passages(...sentences(2))));
    await engineAt(server!).proposeClaims(aClaimRequest(passages(...sentences(BATCH_SIZE))));
    const bounds = requests.map(({ max_tokens, max_completion_tokens }) => max_tokens ?? max_completion_tokens);
    expect(bounds).toEqual([1500, 16000]);
  });

  it("is told in dollars where the price is known, cached tokens at their own price", async () => {
    server = await startModelServer((request) => ({
      do: "answer",
      content: everyPassage(request),
      usage: { prompt_tokens: 1_000_000, cached_tokens: 400_000, completion_tokens: 100_000 },
    }));
    const request = aClaimRequest(passages(...sentences(2)));
    const known = await engineAt(server).proposeClaims(request);
    expect(known.usage).toMatchObject({ inputTokens: 1_000_000, cachedTokens: 400_000, outputTokens: 100_000 });
    expect(known.usage.costUsd).toBeCloseTo(0.6 * 0.4 + 0.4 * 0.1 + 0.1 * 1.6, 9);
    const unknown = await engineAt(server, { model: "en-lokal-model" }).proposeClaims(request);
    expect(unknown.usage).not.toHaveProperty("costUsd");
  });

  it.each([
    ["gpt-4.1-mini", true],
    ["openai:gpt-4.1-mini", true],
    ["gpt-4.1-mini-2025-04-14", true],
    ["gpt-4.1-mini-finjusteret", false],
    ["llama3.1:8b", false],
  ])("the price of %s is known: %s", (model, known) => {
    expect(priceOf(LISTED_PRICES, model) !== undefined).toBe(known);
  });
});

describe("a budget", () => {
  const inBatches = (count: number) =>
    Array.from({ length: count }, (_, i) => aClaimRequest(passages(`Tal ${i} er 7.`)));

  const spentBy = (request: ClaimRequest, engine: Engine) =>
    engine.proposeClaims(request).catch((error: unknown) => {
      if (error instanceof EngineError && error.code === "engine-budget") return "budget" as const;
      throw error;
    });

  it.each([15_000, 9_000, 6_500, 4_000, 100])(
    "of %i tokens is never passed, and says when it stops",
    async (maxTokens) => {
      const engine = engineAt(await honestly(), { budget: { maxTokens } });
      const answers = [];
      for (const request of inBatches(12)) answers.push(await spentBy(request, engine));
      expect(server!.billed.prompt_tokens + server!.billed.completion_tokens).toBeLessThanOrEqual(maxTokens);
      const stopped = answers.filter((answer) => answer === "budget").length;
      expect(stopped).toBeGreaterThan(0);
      expect(stopped).toBe(12 - server!.requests.length);
    },
  );

  it("is used up nearly whole: once the server has told what a text costs, the reserve is small", async () => {
    const engine = engineAt(await honestly(), { budget: { maxTokens: 40_000 } });
    for (const request of inBatches(40)) await spentBy(request, engine);
    expect(server!.billed.prompt_tokens + server!.billed.completion_tokens).toBeGreaterThan(40_000 * 0.85);
  });

  it("in dollars binds by the price table, and several calls at once do not pass it together", async () => {
    const prices = { models: { "gpt-4.1-mini": { input: 1000, cachedInput: 1000, output: 1000 } } };
    const engine = engineAt(await honestly(), { budget: { maxUsd: 15 }, prices });
    await Promise.all(inBatches(12).map((request) => spentBy(request, engine)));
    const { billed } = server!;
    const spent = costOf(prices.models["gpt-4.1-mini"], {
      inputTokens: billed.prompt_tokens,
      cachedTokens: 0,
      outputTokens: billed.completion_tokens,
    });
    expect(spent).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(15);
  });

  it("that remains for a report binds for that request alone", async () => {
    const engine = engineAt(await honestly());
    const [first, second] = inBatches(2);
    expect(await spentBy({ ...first!, remaining: { maxTokens: 500 } }, engine)).toBe("budget");
    expect(server!.requests).toHaveLength(0);
    expect((await engine.proposeClaims(second!)).claims).toHaveLength(1);
  });

  it("in dollars on a model without a known price is refused rather than overlooked", async () => {
    const engine = engineAt(await honestly(), { model: "en-lokal-model", budget: { maxUsd: 5 } });
    await expect(engine.proposeClaims(inBatches(1)[0]!)).rejects.toMatchObject({ code: "engine-budget" });
    expect(server!.requests).toHaveLength(0);
  });

  it("counts a call that was lost on the way, which may have been billed", async () => {
    server = await startModelServer((request, number) =>
      number === 1 ? { do: "hang" } : { do: "answer", content: everyPassage(request) },
    );
    const engine = engineAt(server, { budget: { maxTokens: 9_000 }, timeoutMs: 60 });
    await expect(engine.proposeClaims(inBatches(1)[0]!)).rejects.toMatchObject({
      code: "engine-budget",
      usage: { byAttempt: [{ outcome: "timeout" }] },
    });
  });

  it("that ends in the middle of a batch keeps what was answered and names the rest", async () => {
    server = await startModelServer((request) =>
      shownPassages(request).length > 1
        ? { do: "cut-off", content: "{" }
        : { do: "answer", content: everyPassage(request) },
    );
    const batch = passages(...sentences(8));
    const answer = await engineAt(server, { budget: { maxTokens: 12_000 } }).proposeClaims(aClaimRequest(batch));
    const lost = answer.unanswered.flatMap(({ passageIds }) => passageIds);
    expect(lost.length).toBeGreaterThan(0);
    expect(new Set(answer.unanswered.map(({ why }) => why))).toEqual(new Set(["budget"]));
    const cited = answer.claims.map(({ quotes }) => quotes[0]!.passageId);
    expect([...cited, ...lost]).toEqual(batch.map(({ id }) => id));
    expect(cited.length).toBeGreaterThan(0);
    expect(server.billed.prompt_tokens + server.billed.completion_tokens).toBeLessThanOrEqual(12_000);
  });
});

describe("without a key", () => {
  it("says so before anything is sent", async () => {
    const asked = openaiEngine({ model: "gpt-4.1-mini" }).proposeClaims(aClaimRequest(passages("Ventetiden faldt.")));
    await expect(asked).rejects.toThrow(EngineError);
    await expect(asked).rejects.toMatchObject({ code: "engine-no-key" });
  });
});
