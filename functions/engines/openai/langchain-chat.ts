import type { BaseMessage } from "@langchain/core/messages";
import { type ChatMessage, type ChatModel, type ChatOutcome, type ChatRequest, NO_TOKENS } from "./chat-model.ts";
import { failureOf } from "./failure-of.ts";
import { switchTracingOff } from "./no-tracing.ts";
import { type WireRecord, wireRecord } from "./wire-record.ts";

export interface LangChainOptions {
  /** `gpt-4.1-mini` for the OpenAI protocol, `provider:model` for any chat model that LangChain can start by name. */
  model: string;
  apiKey?: string;
  baseUrl?: string;
  /** Milliseconds for one call. */
  timeoutMs: number;
}

/** What a call is made with; parameters that a server turns out not to know are left out from then on. */
interface Dialect {
  temperature: boolean;
  seed: boolean;
  /** False: the schema is written into the prompt, for servers without structured outputs. */
  structured: boolean;
}

/**
 * A chat model through LangChain. `maxRetries` is 0 and the response format is ours: LangChain's own structured output
 * asks again behind the caller's back and loses the tokens of what it throws away.
 */
export function langChainChat(options: LangChainOptions): ChatModel {
  switchTracingOff();
  const provider = providerOf(options.model);
  const dialect: Dialect = {
    temperature: true,
    seed: speaksOpenAi(provider),
    structured: speaksOpenAi(provider),
  };
  return {
    name: options.model,
    async complete(request, signal) {
      const outcome = await callOnce(options, dialect, request, signal);
      return outcome.kind === "rejected" ? { ...outcome, adapted: adapt(dialect, outcome.why) } : outcome;
    },
  };
}

/** Names that LangChain knows. Any other colon is a tag, as local servers use (`llama3.1:8b`). */
const PROVIDERS =
  /^(openai|azure_openai|anthropic|mistralai|bedrock|aws|google|google-genai|google-vertexai|groq|ollama|cohere|deepseek|xai|cerebras|fireworks|together|perplexity):/;

/** Who will be sent the text: the provider in front of a model's name, else whoever answers at the OpenAI address. */
export const providerOf = (model: string) => PROVIDERS.exec(model)?.[1] ?? "openai";
const speaksOpenAi = (provider: string) => provider === "openai" || provider === "azure_openai";

/** @returns whether the server named something that can be left out, and it was, so that asking again makes sense */
function adapt(dialect: Dialect, why: string): boolean {
  const drop = (parameter: keyof Dialect, named: RegExp) => {
    if (!dialect[parameter] || !named.test(why)) return false;
    dialect[parameter] = false;
    return true;
  };
  return (
    drop("temperature", /temperature/i) ||
    drop("seed", /\bseed\b/i) ||
    drop("structured", /response_format|json_schema|structured output/i)
  );
}

async function callOnce(
  options: LangChainOptions,
  dialect: Dialect,
  request: ChatRequest,
  signal: AbortSignal | undefined,
): Promise<ChatOutcome> {
  const wire = wireRecord();
  let model: Awaited<ReturnType<typeof startModel>>;
  try {
    model = await startModel(options, dialect, request, wire);
  } catch (error) {
    // the client is not installed, or lacks a setting of its own: no patience helps
    return { kind: "rejected", why: (error as Error).message, access: false, adapted: false, tokens: NO_TOKENS };
  }
  const clock = AbortSignal.timeout(options.timeoutMs);
  const either = signal === undefined ? clock : AbortSignal.any([signal, clock]);
  try {
    const reply = await model.invoke(await toLangChain(request, dialect), {
      signal: either,
      ...(dialect.seed ? { seed: request.seed } : {}),
      ...(dialect.structured
        ? {
            response_format: {
              type: "json_schema" as const,
              json_schema: { name: request.schema.name, strict: true, schema: request.schema.json },
            },
          }
        : {}),
    });
    return wire.outcome() ?? outcomeOfMessage(reply);
  } catch (error) {
    signal?.throwIfAborted();
    return wire.outcome() ?? failureOf(error, clock.aborted, wire.retryAfterMs());
  }
}

async function startModel(options: LangChainOptions, dialect: Dialect, request: ChatRequest, wire: WireRecord) {
  // loaded when first needed, so that a program that never calls a model starts without them
  const provider = providerOf(options.model);
  const common = {
    maxRetries: 0,
    maxTokens: request.maxOutputTokens,
    timeout: options.timeoutMs,
    ...(dialect.temperature ? { temperature: request.temperature } : {}),
  };
  if (provider === "openai") {
    const { ChatOpenAI } = await import("@langchain/openai");
    const model = options.model.replace(/^openai:/, "");
    // a server of one's own may want no key, but the client wants something to send
    return new ChatOpenAI({
      ...common,
      model,
      apiKey: options.apiKey ?? "none",
      configuration: { baseURL: options.baseUrl ?? "https://api.openai.com/v1", fetch: wire.fetch },
    });
  }
  const { initChatModel } = await import("langchain/chat_models/universal");
  // other providers take their keys and addresses from variables of their own: OpenAI's key is never sent to them
  return initChatModel(options.model, {
    ...common,
    ...(provider === "azure_openai" ? { configuration: { fetch: wire.fetch } } : {}),
  });
}

async function toLangChain(request: ChatRequest, dialect: Dialect): Promise<BaseMessage[]> {
  const { AIMessage, HumanMessage, SystemMessage } = await import("@langchain/core/messages");
  const schema = dialect.structured
    ? ""
    : `\n\nSvar kun med JSON, der følger dette skema:\n${JSON.stringify(request.schema.json)}`;
  return request.messages.map(({ role, text }: ChatMessage) => {
    if (role === "system") return new SystemMessage(text + schema);
    return role === "user" ? new HumanMessage(text) : new AIMessage(text);
  });
}

/** For clients that do not let us see the wire. */
function outcomeOfMessage(reply: BaseMessage): ChatOutcome {
  const usage = "usage_metadata" in reply ? (reply.usage_metadata as UsageMetadata | undefined) : undefined;
  const tokens =
    usage === undefined
      ? NO_TOKENS
      : {
          inputTokens: usage.input_tokens ?? 0,
          cachedTokens: usage.input_token_details?.cache_read ?? 0,
          outputTokens: usage.output_tokens ?? 0,
        };
  const metadata: Record<string, unknown> = reply.response_metadata;
  const ended = String(metadata.finish_reason ?? metadata.stop_reason ?? metadata.stopReason ?? metadata.done_reason);
  if (/^(length|max_tokens|model_length|MAX_TOKENS)$/.test(ended)) return { kind: "cut-off", tokens };
  if (/content_filter|refusal|guardrail|SAFETY/.test(ended)) return { kind: "refused", why: ended, tokens };
  return { kind: "answered", text: reply.text, tokens };
}

interface UsageMetadata {
  input_tokens?: number;
  output_tokens?: number;
  input_token_details?: { cache_read?: number };
}
