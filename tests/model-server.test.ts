import OpenAI from "openai";
import { afterEach, describe, expect, it } from "vitest";
import { type Conduct, type ModelServer, startModelServer } from "./model-server.ts";

let server: ModelServer | undefined;
afterEach(() => server?.close());

const strict = (schema: Record<string, unknown>) => ({
  type: "json_schema" as const,
  json_schema: { name: "claims", strict: true, schema },
});
const NOTHING = { type: "object", properties: {}, required: [], additionalProperties: false };

async function ask(conduct: Conduct, schema: Record<string, unknown> = NOTHING) {
  server = await startModelServer(() => conduct);
  const client = new OpenAI({ baseURL: server.url, apiKey: "k", maxRetries: 0, timeout: 500 });
  return client.chat.completions.create({
    model: "m",
    messages: [{ role: "user", content: "Hvad siger rapporten?" }],
    response_format: strict(schema),
  });
}

describe("the model server, asked by the provider's own client", () => {
  it("answers with content, a reason for ending and what was used", async () => {
    const reply = await ask({ do: "answer", content: "{}", usage: { cached_tokens: 3 } });
    expect(reply.choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "{}", refusal: null } });
    expect(reply.usage?.prompt_tokens_details?.cached_tokens).toBe(3);
    expect(reply.usage?.prompt_tokens).toBe(server!.billed.prompt_tokens);
  });

  it("cuts off, refuses and filters as the service does", async () => {
    expect((await ask({ do: "cut-off", content: "{" })).choices[0]!.finish_reason).toBe("length");
    await server!.close();
    expect((await ask({ do: "refuse", words: "Nej." })).choices[0]!.message.refusal).toBe("Nej.");
    await server!.close();
    expect((await ask({ do: "filter" })).choices[0]!.finish_reason).toBe("content_filter");
  });

  it.each<[string, Conduct, string]>([
    ["a rate limit", { do: "fail", status: 429 }, "RateLimitError"],
    ["a failure inside", { do: "fail", status: 500 }, "InternalServerError"],
    ["a wrong key", { do: "fail", status: 401 }, "AuthenticationError"],
    ["silence", { do: "hang" }, "APIConnectionTimeoutError"],
    ["a closed line", { do: "hang-up" }, "APIConnectionError"],
  ])("is taken by the client for %s", async (_, conduct, name) => {
    const error = await ask(conduct).catch((caught: unknown) => caught);
    expect((error as Error).constructor.name).toBe(name);
  });

  it.each([
    ["an open object", { type: "object", properties: {}, required: [] }],
    ["an optional property", { ...NOTHING, properties: { a: { type: "string" } } }],
    [
      "a keyword that strict mode does not know",
      { ...NOTHING, properties: { a: { type: "string", minLength: 1 } }, required: ["a"] },
    ],
    [
      "looseness deep inside",
      {
        ...NOTHING,
        properties: { a: { type: "array", items: { type: "object", properties: {} } } },
        required: ["a"],
      },
    ],
  ])("turns down a schema with %s", async (_, schema) => {
    await expect(ask({ do: "answer", content: "{}" }, schema)).rejects.toThrow(/Invalid schema/);
    expect(server!.requests).toHaveLength(0);
  });
});
