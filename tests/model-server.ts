import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { type ModelBatches, modelBatches } from "./model-batches.ts";

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
  /** Ids of the batch jobs ordered, and what becomes of them. */
  batches: ModelBatches;
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

  /** What a request is answered with, or undefined when it is not answered with a completion. */
  function completion(request: ModelRequest, what: Conduct, number: number): object | undefined {
    if (what.do === "hang" || what.do === "hang-up" || what.do === "fail" || what.do === "babble") return undefined;
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
    const ended = what.do === "cut-off" ? "length" : what.do === "filter" ? "content_filter" : "stop";
    const message = {
      role: "assistant",
      content: what.do === "refuse" ? null : content,
      refusal: what.do === "refuse" ? what.words : null,
    };
    const usage = {
      prompt_tokens: used.prompt_tokens,
      completion_tokens: used.completion_tokens,
      total_tokens: used.prompt_tokens + used.completion_tokens,
      prompt_tokens_details: { cached_tokens: used.cached_tokens },
    };
    return {
      id: `chatcmpl-${number}`,
      object: "chat.completion",
      created: 1_700_000_000,
      model: request.model,
      choices: [{ index: 0, logprobs: null, finish_reason: ended, message }],
      ...(reported ? { usage } : {}),
    };
  }

  /** @returns the request, or why the service would turn it down */
  function checked(body: unknown, authorization: string | undefined): ModelRequest | string {
    const read = ChatRequest.safeParse(body);
    if (!read.success) return z.prettifyError(read.error);
    const fault = looseness(read.data.response_format?.json_schema.schema);
    return fault === undefined ? { ...read.data, authorization } : `Invalid schema for response_format: ${fault}`;
  }

  const batches = modelBatches((body) => {
    const request = checked(body, undefined);
    if (typeof request === "string") return { status: 400, body: { error: { message: request } } };
    requests.push(request);
    const what = conduct(request, requests.length);
    const answered = completion(request, what, requests.length);
    return answered === undefined
      ? { status: what.do === "fail" ? what.status : 500, body: { error: { message: what.do } } }
      : { status: 200, body: answered };
  });

  async function serve(incoming: IncomingMessage, response: ServerResponse) {
    const body = await readBody(incoming);
    if (batches.serve(incoming, body, response)) return;
    if (incoming.method !== "POST" || incoming.url !== "/v1/chat/completions")
      return sendError(response, 404, { message: `no such path: ${incoming.url}` });
    const request = checked(JSON.parse(body.toString("utf8")), incoming.headers.authorization);
    if (typeof request === "string") return sendError(response, 400, { message: request });
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
    const answer = what.do === "babble" ? what.body : JSON.stringify(completion(request, what, requests.length));
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    billed,
    batches,
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

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
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
