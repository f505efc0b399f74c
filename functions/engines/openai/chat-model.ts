import type { JsonSchema } from "./reply-schema.ts";

export interface ChatMessage {
  role: "system" | "user" | "assistant";
  text: string;
}

export interface ChatRequest {
  messages: readonly ChatMessage[];
  schema: { name: string; json: JsonSchema };
  temperature: number;
  seed: number;
  maxOutputTokens: number;
}

/** As the provider reports them; zero where it reports none. */
export interface TokenCount {
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
}
export const NO_TOKENS: TokenCount = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 };

/** What may pass: asked again after a while, up to a limit. */
export type PassingFailure = "rate-limited" | "server-error" | "timeout" | "unreachable";

/** Everything that can come of one call. Nothing of it is exceptional. */
export type ChatOutcome =
  | { kind: "answered"; text: string; tokens: TokenCount }
  | { kind: "cut-off"; tokens: TokenCount }
  | { kind: "refused"; why: string; tokens: TokenCount }
  | { kind: "passing"; failure: PassingFailure; why: string; retryAfterMs?: number; tokens: TokenCount }
  /**
   * The server will not do it as asked: no access, no money, no such model, an unknown parameter.
   * `adapted`: the model has learned to ask otherwise, and the same request is worth sending again at once.
   */
  | { kind: "rejected"; why: string; access: boolean; adapted: boolean; tokens: TokenCount };

/** One call to a chat model, without retries: {@link ChatOutcome} says how it went. */
export interface ChatModel {
  /** As it stands in a claim's origin and in the reply cache. */
  readonly name: string;
  /** @throws the signal's reason when `signal` is aborted, and nothing else */
  complete(request: ChatRequest, signal?: AbortSignal): Promise<ChatOutcome>;
}
