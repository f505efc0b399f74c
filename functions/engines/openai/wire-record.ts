import { z } from "zod";
import type { ChatOutcome, TokenCount } from "./chat-model.ts";

/**
 * What went over the wire in one call. The client throws when an answer is cut off, refused by a filter or not JSON, and
 * drops the words of a refusal and the tokens of what it throws away; the response itself has them all.
 */
export interface WireRecord {
  fetch: typeof globalThis.fetch;
  /** The answer as the server sent it, when it sent a whole one. */
  outcome(): ChatOutcome | undefined;
  retryAfterMs(): number | undefined;
}

const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: z.number().nonnegative(),
      completion_tokens: z.number().nonnegative(),
      prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
});

export function wireRecord(): WireRecord {
  let body: string | undefined;
  let headers: Headers | undefined;
  return {
    async fetch(input, init) {
      body = undefined;
      const response = await globalThis.fetch(input, init);
      headers = response.headers;
      const text = await response.text();
      if (response.ok) body = text;
      // the text is unpacked already, so what was said about its packing no longer holds
      const plain = new Headers(response.headers);
      plain.delete("content-encoding");
      plain.delete("content-length");
      return new Response(text, { status: response.status, statusText: response.statusText, headers: plain });
    },
    outcome: () => (body === undefined ? undefined : completionOutcome(asJson(body))),
    retryAfterMs: () => retryAfter(headers),
  };
}

/** What a chat completion says, or undefined when `value` is none. */
export function completionOutcome(value: unknown): ChatOutcome | undefined {
  const completion = Completion.safeParse(value);
  if (!completion.success) return undefined;
  const choice = completion.data.choices[0]!;
  const { usage } = completion.data;
  const tokens: TokenCount = {
    inputTokens: Math.round(usage?.prompt_tokens ?? 0),
    cachedTokens: Math.round(usage?.prompt_tokens_details?.cached_tokens ?? 0),
    outputTokens: Math.round(usage?.completion_tokens ?? 0),
  };
  if (choice.message.refusal) return { kind: "refused", why: choice.message.refusal, tokens };
  if (choice.finish_reason === "content_filter") return { kind: "refused", why: "content_filter", tokens };
  if (choice.finish_reason === "length") return { kind: "cut-off", tokens };
  return { kind: "answered", text: choice.message.content ?? "", tokens };
}

function asJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Milliseconds, from `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function retryAfter(headers: Headers | undefined): number | undefined {
  const milliseconds = Number(headers?.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return milliseconds;
  const value = headers?.get("retry-after")?.trim();
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds < 0 ? undefined : seconds * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
