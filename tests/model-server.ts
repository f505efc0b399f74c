import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/** A chat completion request as it arrived. Anything else gets the 400 that the real service would send. */
const ChatRequest = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.enum(["system", "developer", "user", "assistant"]), content: z.string() })),
  temperature: z.number().optional(),
  seed: z.number().optional(),
  max_tokens: z.number().optional(),
  max_completion_tokens: z.number().optional(),
  stream: z.literal(false).optional(),
  response_format: z
    .object({
      type: z.literal("json_schema"),
      json_schema: z.object({ name: z.string(), strict: z.literal(true), schema: z.record(z.string(), z.unknown()) }),
    })
    .optional(),
});
export type ModelRequest = z.infer<typeof ChatRequest> & { authorization: string | undefined };

/** What the server is told to do with one request. */
export type Conduct =
  | { do: "answer"; content: string; usage?: Partial<ModelUsage> | null }
  | { do: "cut-off"; content: string }
  | { do: "refuse"; words: string }
  | { do: "filter" }
  | { do: "fail"; status: number; headers?: Record<string, string>; message?: string; code?: string }
  /** A success whose body is no chat completion. */
  | { do: "babble"; body: string }
  | { do: "hang" }
  /** Closes the line without a word, or in the middle of the answer. */
  | { do: "hang-up"; after?: string };

export interface ModelUsage {
  prompt_tokens: number;
  completion_tokens: number;
  cached_tokens: number;
}

export interface ModelServer {
  /** To be given as `OPENAI_BASE_URL`. */
  url: string;
  requests: ModelRequest[];
  /** What was reported as used, over all answers sent, also those cut off or refused. */
  billed: ModelUsage;
  close(): Promise<void>;
}

/**
 * A server on loopback that speaks the OpenAI chat completions protocol and behaves as it is told.
 * @param conduct called once a request, in order of arrival
 * @param countTokens how many tokens a text is
 */
export async function startModelServer(
  conduct: (request: ModelRequest, number: number) => Conduct,
  countTokens: (text: string) => number = (text) => Math.ceil(text.length / 4),
): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  const billed: ModelUsage = { prompt_tokens: 0, completion_tokens: 0, cached_tokens: 0 };

  async function serve(incoming: IncomingMessage, response: ServerResponse) {
    const body = await readBody(incoming);
    if (incoming.method !== "POST" || incoming.url !== "/v1/chat/completions")
      return sendError(response, 404, { message: `no such path: ${incoming.url}` });
    const read = ChatRequest.safeParse(JSON.parse(body));
    if (!read.success) return sendError(response, 400, { message: z.prettifyError(read.error) });
    const fault = looseness(read.data.response_format?.json_schema.schema);
    if (fault !== undefined)
      return sendError(response, 400, { message: `Invalid schema for response_format: ${fault}` });
    const request = { ...read.data, authorization: incoming.headers.authorization };
    requests.push(request);
    const what = conduct(request, requests.length);
    if (what.do === "hang") return;
    if (what.do === "hang-up") {
      if (what.after !== undefined) {
        response.writeHead(200, { "content-type": "application/json", "content-length": what.after.length + 100 });
        response.write(what.after);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return void incoming.socket.destroy();
    }
    if (what.do === "fail") return sendError(response, what.status, what, what.headers);
    if (what.do === "babble")
      return void response.writeHead(200, { "content-type": "application/json" }).end(what.body);
    const content = what.do === "answer" || what.do === "cut-off" ? what.content : "";
    const schemaText = JSON.stringify(request.response_format?.json_schema.schema ?? "");
    const used: ModelUsage = {
      prompt_tokens:
        countTokens(request.messages.map((message) => message.content).join("\n")) + countTokens(schemaText),
      completion_tokens: countTokens(content),
      cached_tokens: 0,
      ...(what.do === "answer" && what.usage !== null ? what.usage : {}),
    };
    const reported = what.do !== "answer" || what.usage !== null;
    if (reported) {
      billed.prompt_tokens += used.prompt_tokens;
      billed.completion_tokens += used.completion_tokens;
      billed.cached_tokens += used.cached_tokens;
    }
    response.writeHead(200, { "content-type": "application/json" }).end(
      JSON.stringify({
        id: `chatcmpl-${requests.length}`,
        object: "chat.completion",
        created: 1_700_000_000,
        model: request.model,
        choices: [
          {
            index: 0,
            logprobs: null,
            finish_reason: what.do === "cut-off" ? "length" : what.do === "filter" ? "content_filter" : "stop",
            message: {
              role: "assistant",
              content: what.do === "refuse" ? null : content,
              refusal: what.do === "refuse" ? what.words : null,
            },
          },
        ],
        ...(reported
          ? {
              usage: {
                prompt_tokens: used.prompt_tokens,
                completion_tokens: used.completion_tokens,
                total_tokens: used.prompt_tokens + used.completion_tokens,
                prompt_tokens_details: { cached_tokens: used.cached_tokens },
              },
            }
          : {}),
      }),
    );
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    billed,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const sendError = (
  response: ServerResponse,
  status: number,
  error: { message?: string; code?: string },
  headers: Record<string, string> = {},
) =>
  void response.writeHead(status, { "content-type": "application/json", ...headers }).end(
    JSON.stringify({
      error: { message: error.message ?? `error ${status}`, type: "error", param: null, code: error.code ?? null },
    }),
  );

async function readBody(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** What strict structured outputs refuse: objects that leave properties open or optional, and unknown keywords. */
function looseness(schema: unknown, path = "$"): string | undefined {
  if (Array.isArray(schema)) return schema.map((part, i) => looseness(part, `${path}[${i}]`)).find(Boolean);
  if (typeof schema !== "object" || schema === null) return undefined;
  const node = schema as { [key: string]: unknown };
  if (node.type === "object") {
    const properties = Object.keys((node.properties as object | undefined) ?? {});
    if (node.additionalProperties !== false) return `${path} allows additional properties`;
    const required = new Set(node.required as string[] | undefined);
    const missing = properties.find((property) => !required.has(property));
    if (missing !== undefined) return `${path}.${missing} is not required`;
    return properties
      .map((property) => looseness((node.properties as Record<string, unknown>)[property], `${path}.${property}`))
      .find(Boolean);
  }
  const unknown = Object.keys(node).find((key) => !KEYWORDS.has(key));
  return unknown === undefined ? looseness(node.items, `${path}[]`) : `${path} has ${unknown}`;
}

const KEYWORDS = new Set(["type", "enum", "items", "anyOf", "description", "const"]);
