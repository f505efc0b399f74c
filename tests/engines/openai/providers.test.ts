import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { langChainChat, providerOf } from "../../../functions/engines/openai/langchain-chat.ts";
import { openaiEngine } from "../../../functions/engines/openai/openai-engine.ts";
import { everyPassage } from "../../model-reader.ts";
import { type ModelServer, startModelServer } from "../../model-server.ts";
import { engineAt } from "./model-engine.ts";
import { aClaimRequest, passages } from "./passages.ts";

let server: ModelServer | undefined;
afterEach(() => server?.close());
const request = aClaimRequest(passages("Ventetiden faldt i 2023."));
const honestly = async () => {
  server = await startModelServer((asked) => ({ do: "answer", content: everyPassage(asked) }));
  return server;
};

describe("the name of a model", () => {
  it.each([
    ["gpt-4.1-mini", "openai"],
    ["openai:gpt-4.1-mini", "openai"],
    ["mistralai:mistral-large-latest", "mistralai"],
    ["azure_openai:vores-udrulning", "azure_openai"],
    ["bedrock:eu.anthropic.claude-sonnet-4-20250514-v1:0", "bedrock"],
    ["llama3.1:8b", "openai"],
    ["mistral:7b", "openai"],
  ])("%s is asked of %s", (model, provider) => {
    expect(providerOf(model)).toBe(provider);
  });

  it.each([
    ["openai:gpt-4.1-mini", "gpt-4.1-mini"],
    ["llama3.1:8b", "llama3.1:8b"],
  ])("%s is asked for as %s", async (model, asked) => {
    const answer = await engineAt(await honestly(), { model }).proposeClaims(request);
    expect(answer.claims).toHaveLength(1);
    expect(server!.requests[0]!.model).toBe(asked);
  });

  it("of a reasoning model has the answer bounded in the way such models want", async () => {
    await engineAt(await honestly(), { model: "gpt-5-mini" }).proposeClaims(request);
    expect(server!.requests[0]).toMatchObject({ max_completion_tokens: 1350 });
    expect(server!.requests[0]).not.toHaveProperty("max_tokens");
  });
});

describe("other ways to a model", () => {
  it("names the package to install when LangChain's client for a provider is not there", async () => {
    const asked = openaiEngine({ model: "mistralai:mistral-small-latest" }).proposeClaims(request);
    await expect(asked).rejects.toThrow(/@langchain\/mistralai/);
    await expect(asked).rejects.toMatchObject({ code: "engine-failed" });
  });

  it("does not wait for a client that will never be there", async () => {
    const chat = langChainChat({ model: "groq:en-model", timeoutMs: 1000 });
    const outcome = await chat.complete({
      messages: [{ role: "user", text: "x" }],
      schema: { name: "claims", json: {} },
      temperature: 0,
      seed: 1,
      maxOutputTokens: 10,
    });
    expect(outcome).toMatchObject({ kind: "rejected", adapted: false });
  });

  it("needs no key where the address is one's own", async () => {
    const { url } = await honestly();
    const engine = openaiEngine({ model: "en-lokal-model", baseUrl: url });
    expect((await engine.proposeClaims(request)).claims).toHaveLength(1);
  });

  it("reads JSON in a code fence, as models without structured outputs write it", async () => {
    server = await startModelServer((asked) => ({
      do: "answer",
      content: `\`\`\`json\n${everyPassage(asked)}\n\`\`\``,
    }));
    expect((await engineAt(server).proposeClaims(request)).claims).toHaveLength(1);
  });
});

describe("starting", () => {
  it("loads neither LangChain nor a client before the first question", async () => {
    const code = `
      import { registerHooks } from "node:module";
      const loaded = [];
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
      const { openaiEngine } = await import("./functions/engines/openai/openai-engine.ts");
      openaiEngine({ model: "gpt-4.1-mini", apiKey: "x" });
      console.log(JSON.stringify(loaded.filter((url) => url.includes("/node_modules/")).map((url) => url.split("/node_modules/")[1].split("/")[0])));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code]);
    expect([...new Set(JSON.parse(stdout) as string[])]).toEqual(["zod"]);
  });
});
