import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { everyPassage } from "../../model-reader.ts";
import type { ModelServer } from "../../model-server.ts";
import { engineBefore } from "./model-engine.ts";
import { aClaimRequest, passages } from "./passages.ts";

let server: ModelServer | undefined;
afterEach(() => server?.close());
const request = aClaimRequest(passages("Ventetiden faldt i 2023."));

describe("where a report's text goes", () => {
  const VARIABLES = ["LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_ENDPOINT", "LANGSMITH_API_KEY"];
  const before = new Map<string, string | undefined>();
  const overheard: string[] = [];
  const listener = createServer((incoming, response) => {
    overheard.push(incoming.url ?? "");
    response.end("{}");
  });
  beforeEach(async () => {
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    for (const name of VARIABLES) before.set(name, process.env[name]);
  });
  afterEach(async () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    listener.closeAllConnections();
    await new Promise((resolve) => listener.close(resolve));
  });

  it("is the model's address and no tracing service, even where the surroundings ask for tracing", async () => {
    process.env.LANGSMITH_TRACING = "true";
    process.env.LANGCHAIN_TRACING_V2 = "true";
    process.env.LANGSMITH_ENDPOINT = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    process.env.LANGSMITH_API_KEY = "a-key-for-tests";
    const made = await engineBefore((asked) => ({ do: "answer", content: everyPassage(asked) }));
    server = made.server;
    await made.engine.proposeClaims(request);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(made.server.requests).toHaveLength(1);
    expect(overheard).toEqual([]);
  });

  it("gets the key as a bearer token, and nowhere in the body", async () => {
    const made = await engineBefore((asked) => ({ do: "answer", content: everyPassage(asked) }));
    server = made.server;
    await made.engine.proposeClaims(request);
    const { authorization, ...body } = made.server.requests[0]!;
    expect(authorization).toBe("Bearer a-key-for-tests");
    expect(JSON.stringify(body)).not.toContain("a-key-for-tests");
  });
});
