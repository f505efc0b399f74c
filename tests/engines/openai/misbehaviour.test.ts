import { afterEach, describe, expect, it } from "vitest";
import { EngineError } from "../../../functions/engines/engine.ts";
import type { Passage } from "../../../functions/evidence/passage.ts";
import { everyPassage, shownPassages } from "../../model-reader.ts";
import type { Conduct, ModelRequest, ModelServer } from "../../model-server.ts";
import { seeded, seedsUpTo } from "../../seeded.ts";
import { engineBefore } from "./model-engine.ts";
import { aClaimRequest, passages, sentences } from "./passages.ts";

let server: ModelServer | undefined;
afterEach(() => server?.close());

/** Milliseconds after which a silent server is given up, where one is; far more than an honest answer takes. */
const PATIENCE = { timeoutMs: 2500 };

const shown = passages(...sentences(8));
const honestly = (request: ModelRequest): Conduct => ({ do: "answer", content: everyPassage(request) });
const cutOff = (request: ModelRequest): Conduct => ({ do: "cut-off", content: everyPassage(request).slice(0, 90) });

/** Misbehaves for the first requests, then is honest. */
async function ask(first: Conduct[], batch: readonly Passage[] = shown, signal?: AbortSignal) {
  const silent = first.some((conduct) => conduct.do === "hang");
  const made = await engineBefore((request, number) => first[number - 1] ?? honestly(request), silent ? PATIENCE : {});
  server = made.server;
  const answer = await made.engine.proposeClaims(aClaimRequest(batch), signal);
  return { answer, server: made.server };
}
const outcomes = (answer: Awaited<ReturnType<typeof ask>>["answer"]) =>
  answer.usage.byAttempt?.map(({ outcome }) => outcome);

describe("a server that misbehaves for a while", () => {
  it.each<[string, Conduct[], string[]]>([
    [
      "is busy and says for how long",
      [{ do: "fail", status: 429, headers: { "retry-after": "0" } }],
      ["rate-limited", "ok"],
    ],
    ["is busy and says nothing", [{ do: "fail", status: 429 }], ["rate-limited", "ok"]],
    [
      "is busy till a date",
      [{ do: "fail", status: 429, headers: { "retry-after": "Mon, 01 Jan 2024 00:00:00 GMT" } }],
      ["rate-limited", "ok"],
    ],
    [
      "fails inside",
      [
        { do: "fail", status: 500 },
        { do: "fail", status: 503 },
      ],
      ["server-error", "server-error", "ok"],
    ],
    ["does not answer in time", [{ do: "hang" }], ["timeout", "ok"]],
    ["closes the line", [{ do: "hang-up" }], ["unreachable", "ok"]],
    ["closes the line in the middle of its answer", [{ do: "hang-up", after: '{"id":"c' }], ["unreachable", "ok"]],
    ["answers with a page of HTML", [{ do: "babble", body: "<html>502</html>" }], ["server-error", "ok"]],
    ["answers with JSON that is no completion", [{ do: "babble", body: "{}" }], ["server-error", "ok"]],
    ["answers with no choice at all", [{ do: "babble", body: '{"choices":[]}' }], ["server-error", "ok"]],
    ["answers with what is not JSON", [{ do: "answer", content: "Her er udsagnene:" }], ["malformed", "ok"]],
    ["answers outside the schema", [{ do: "answer", content: '{"claims":[{"text":"x"}]}' }], ["malformed", "ok"]],
    ["answers with nothing", [{ do: "answer", content: "" }], ["malformed", "ok"]],
    ["is cut off", [{ do: "cut-off", content: '{"claims":[{"quo' }], ["cut-off", "ok", "ok"]],
    ["refuses", [{ do: "refuse", words: "Det kan jeg ikke hjælpe med." }], ["refused", "ok", "ok"]],
    ["has a filter that stops it", [{ do: "filter" }], ["refused", "ok", "ok"]],
    [
      "finds the request too long",
      [{ do: "fail", status: 400, code: "context_length_exceeded", message: "maximum context length is 8192" }],
      ["cut-off", "ok", "ok"],
    ],
  ])("%s: no passage is lost, none is claimed twice, each attempt is entered", async (_, conduct, expected) => {
    const { answer, server } = await ask(conduct);
    expect(answer.claims.map(({ quotes }) => quotes[0]!.passageId)).toEqual(shown.map(({ id }) => id));
    expect(answer.unanswered).toEqual([]);
    expect(outcomes(answer)).toEqual(expected);
    expect(answer.usage.requests).toBe(server.requests.length);
    expect(answer.usage.inputTokens).toBe(server.billed.prompt_tokens);
    expect(answer.usage.outputTokens).toBe(server.billed.completion_tokens);
  });

  it("shows the model its error once, with the reply that had it", async () => {
    const { server } = await ask([{ do: "answer", content: '{"claims": "ingen"}' }]);
    const [system, data, reply, repair] = server.requests[1]!.messages;
    expect([system, data]).toEqual(server.requests[0]!.messages);
    expect(reply).toEqual({ role: "assistant", content: '{"claims": "ingen"}' });
    expect(repair!.content).toMatch(/expected array/);
  });

  it.each(["temperature", "seed", "response_format"])(
    "asks without %s when the server does not know it",
    async (name) => {
      const { answer, server } = await ask([{ do: "fail", status: 400, message: `Unsupported parameter: '${name}'` }]);
      expect(outcomes(answer)).toEqual(["rejected", "ok"]);
      expect(server.requests[0]).toHaveProperty(name);
      expect(server.requests[1]).not.toHaveProperty(name);
      if (name === "response_format")
        expect(server.requests[1]!.messages[0]!.content).toContain('"additionalProperties"');
    },
  );
});

describe("a server that keeps misbehaving", () => {
  const always = async (conduct: (request: ModelRequest) => Conduct, options = {}) => {
    const made = await engineBefore(conduct, options);
    server = made.server;
    return made;
  };
  const failureOf = async (conduct: Conduct) => {
    const { engine } = await always(() => conduct, conduct.do === "hang" ? PATIENCE : {});
    const failure = await engine.proposeClaims(aClaimRequest(shown)).catch((error: unknown) => error);
    if (!(failure instanceof EngineError)) throw new Error("the engine did not fail");
    return failure;
  };

  it.each<[string, Conduct, string, number]>([
    ["is down", { do: "hang-up" }, "engine-failed", 5],
    ["fails inside", { do: "fail", status: 500 }, "engine-failed", 5],
    ["never answers", { do: "hang" }, "engine-failed", 3],
    ["is always busy", { do: "fail", status: 429 }, "engine-failed", 7],
    ["wants an hour", { do: "fail", status: 429, headers: { "retry-after": "3600" } }, "engine-failed", 1],
    ["has no money left", { do: "fail", status: 429, code: "insufficient_quota" }, "engine-failed", 1],
    ["knows no such model", { do: "fail", status: 404 }, "engine-failed", 1],
    ["does not know the key", { do: "fail", status: 401, message: "Incorrect API key" }, "engine-key-refused", 1],
  ])("%s: the work stops, can be resumed, and every attempt is counted", async (_, conduct, code, attempts) => {
    const failure = await failureOf(conduct);
    expect(failure.code).toBe(code);
    expect(failure.usage.requests).toBe(attempts);
    expect(server!.requests).toHaveLength(attempts);
  });

  it("loses only the passage that it cannot finish, and names it", async () => {
    const { engine } = await always((request) =>
      shownPassages(request).some(({ text }) => text === shown[5]!.text) ? cutOff(request) : honestly(request),
    );
    const answer = await engine.proposeClaims(aClaimRequest(shown));
    expect(answer.claims.map(({ quotes }) => quotes[0]!.passageId)).toEqual(
      shown.filter((_, i) => i !== 5).map(({ id }) => id),
    );
    expect(answer.unanswered).toEqual([{ passageIds: [shown[5]!.id], why: "cut-off" }]);
  });

  it("records passages that it refuses as refused", async () => {
    const { engine } = await always((request) =>
      shownPassages(request).some(({ text }) => text === shown[0]!.text)
        ? { do: "refuse", words: "Nej." }
        : honestly(request),
    );
    const answer = await engine.proposeClaims(aClaimRequest(shown));
    expect(answer.unanswered).toEqual([{ passageIds: [shown[0]!.id], why: "refused" }]);
    expect(answer.claims).toHaveLength(7);
  });

  it.each<[string, Conduct, string, number]>([
    ["cuts off whatever it says", { do: "cut-off", content: "{" }, "cut-off", 12],
    ["refuses everything", { do: "refuse", words: "Nej." }, "refused", 12],
    ["never writes JSON", { do: "answer", content: "Gerne!" }, "malformed", 14],
  ])("%s: every passage is listed as unanswered, and it is not paid for ever", async (_, conduct, why, most) => {
    const { engine, server } = await always(() => conduct);
    const answer = await engine.proposeClaims(aClaimRequest(passages(...sentences(60))));
    expect(answer.claims).toEqual([]);
    expect(answer.unanswered.flatMap(({ passageIds }) => passageIds)).toHaveLength(60);
    expect(new Set(answer.unanswered.map((lost) => lost.why))).toEqual(new Set([why]));
    expect(server.requests.length).toBeLessThanOrEqual(most);
    expect(answer.usage.inputTokens).toBe(server.billed.prompt_tokens);
  });

  it("stops at once when it is told to", async () => {
    const { engine } = await always(() => ({ do: "hang" }));
    const controller = new AbortController();
    const asked = engine.proposeClaims(aClaimRequest(shown), controller.signal);
    setTimeout(() => controller.abort(new Error("stopped by a person")), 20);
    const began = performance.now();
    await expect(asked).rejects.toThrow("stopped by a person");
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(server!.requests).toHaveLength(1);
  });
});

describe("a server that misbehaves in every way at random", () => {
  const ways: ((request: ModelRequest) => Conduct)[] = [
    () => ({ do: "fail", status: 429 }),
    () => ({ do: "fail", status: 429, headers: { "retry-after-ms": "3" } }),
    () => ({ do: "fail", status: 502 }),
    () => ({ do: "hang-up" }),
    () => ({ do: "hang-up", after: '{"choices":[{' }),
    () => ({ do: "babble", body: "null" }),
    () => ({ do: "answer", content: '{"claims":[' }),
    (request) => ({ do: "answer", content: everyPassage(request, "astrologi") }),
    () => ({ do: "answer", content: '{"claims":[]', usage: null }),
    cutOff,
    () => ({ do: "refuse", words: "Nej." }),
    () => ({ do: "filter" }),
  ];

  it.each(seedsUpTo(25))("seed %i", async (seed) => {
    const random = seeded(seed);
    const batch = passages(...sentences(3 + random.below(20)));
    const made = await engineBefore((request) => (random.chance(0.4) ? random.pick(ways)(request) : honestly(request)));
    server = made.server;
    const answer = await made.engine.proposeClaims(aClaimRequest(batch)).catch((error: unknown) => {
      if (error instanceof EngineError) return { claims: [], unanswered: [], usage: error.usage, failed: true };
      throw error;
    });
    expect(answer.usage.requests).toBe(made.server.requests.length);
    expect(answer.usage.inputTokens).toBe(made.server.billed.prompt_tokens);
    if ("failed" in answer) return;
    const claimed = answer.claims.map(({ quotes }) => quotes[0]!.passageId);
    const lost = answer.unanswered.flatMap(({ passageIds }) => passageIds);
    expect([...claimed, ...lost].sort()).toEqual(batch.map(({ id }) => id).sort());
  });
});
