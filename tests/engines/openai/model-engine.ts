import { type OpenAiEngineOptions, openaiEngine } from "../../../functions/engines/openai/openai-engine.ts";
import { type Conduct, type ModelRequest, type ModelServer, startModelServer } from "../../model-server.ts";

/** The real engine with the real client, before a server that behaves as told. Delays are short; all else is as shipped. */
export async function engineBefore(
  conduct: (request: ModelRequest, number: number) => Conduct,
  options: Partial<OpenAiEngineOptions> = {},
) {
  const server = await startModelServer(conduct);
  return { server, engine: engineAt(server, options) };
}

export const engineAt = (server: ModelServer, options: Partial<OpenAiEngineOptions> = {}) =>
  openaiEngine({
    model: "gpt-4.1-mini",
    apiKey: "a-key-for-tests",
    baseUrl: server.url,
    timeoutMs: 20_000,
    retry: { firstDelay: 2, longestDelay: 8 },
    ...options,
  });
