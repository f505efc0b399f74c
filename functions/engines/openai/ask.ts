import type { Attempt } from "../../evidence/usage.ts";
import { EngineError } from "../engine.ts";
import type { Budget } from "./budget.ts";
import type { ChatMessage, ChatModel, ChatOutcome } from "./chat-model.ts";
import type { Ledger } from "./ledger.ts";
import { fill, type Prompt } from "./prompt-files.ts";
import { readReply } from "./read-reply.ts";
import { type CachedReply, type ReplyCache, replyKey } from "./reply-cache.ts";
import type { ReplySchema } from "./reply-schema.ts";
import { delayBefore, type RetryRule } from "./retry-rule.ts";

/** Everything that asking touches. */
export interface Asking {
  chat: ChatModel;
  cache: ReplyCache | undefined;
  /** All of them must let a call through. */
  budgets: readonly Budget[];
  ledger: Ledger;
  repair: Prompt;
  retry: RetryRule;
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Question<T> {
  prompt: Prompt;
  messages: readonly ChatMessage[];
  schema: ReplySchema<T>;
  maxOutputTokens: number;
}

export type GaveUp = "cut-off" | "refused" | "malformed" | "budget";

export type Answer<T> =
  | { outcome: "answered"; value: T }
  | {
      outcome: GaveUp;
      /** Known from an earlier run, so that nothing was asked or paid. */
      recalled: boolean;
      /** Has the cache keep that this question is to be asked in parts. */
      remember(): Promise<void>;
    };

/**
 * Asks one question: from the cache, else from the model, with one request for repair when the reply does not fit its
 * schema. The only place that retries.
 * @throws EngineError when the model cannot be had at all; the signal's reason when aborted
 */
export async function ask<T>(asking: Asking, question: Question<T>, signal?: AbortSignal): Promise<Answer<T>> {
  const { chat, cache } = asking;
  const { prompt, schema } = question;
  const { request, key } = recordOf(question, chat.name, asking.repair);
  const keep = (outcome: CachedReply["outcome"], text: string, usage: CachedReply["usage"]) =>
    cache?.put(key, { promptVersion: prompt.version, model: chat.name, outcome, text, request, usage });
  const gaveUp = (outcome: GaveUp, recalled = false): Answer<T> => ({
    outcome,
    recalled,
    async remember() {
      if (!recalled && outcome !== "budget") await keep(outcome, "", NOTHING_USED);
    },
  });

  const kept = await cache?.get(key, { promptVersion: prompt.version, promptFile: prompt.file, model: chat.name });
  if (kept !== undefined) {
    if (kept.outcome !== "answered") return gaveUp(kept.outcome, true);
    const known = readReply(schema, kept.text);
    if (known.fits) return { outcome: "answered", value: known.value };
  }

  const first = await send(asking, question, question.messages, key, signal);
  if (first.outcome !== "text") return gaveUp(first.outcome);
  let reply = first;
  if (!reply.read.fits) {
    const again = fill(asking.repair, { error: reply.read.error });
    const messages: ChatMessage[] = [
      ...question.messages,
      { role: "assistant", text: reply.text.slice(0, SHOWN_OF_A_BAD_REPLY) },
      { role: "user", text: again },
    ];
    const second = await send(asking, question, messages, key, signal);
    if (second.outcome !== "text") return gaveUp(second.outcome);
    reply = second;
  }
  if (!reply.read.fits) return gaveUp("malformed");
  await keep("answered", reply.text, reply.tokens);
  return { outcome: "answered", value: reply.read.value };
}

/** What is kept of a question, and the key that stands for everything that decides its answer. */
export function recordOf(
  { prompt, messages, schema, maxOutputTokens }: Question<unknown>,
  model: string,
  repair: Prompt,
) {
  const { temperature, seed } = prompt.parameters;
  const request = { model, messages, schema: schema.json, temperature, seed, maxOutputTokens };
  return { request, key: replyKey({ ...request, prompt: prompt.version, repair: repair.version }) };
}

const NOTHING_USED = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 };

/** UTF-16 units. Enough to see what went wrong; a reply that is all wrong is not paid for twice. */
const SHOWN_OF_A_BAD_REPLY = 6000;

type Sent<T> =
  | { outcome: "text"; text: string; read: ReturnType<typeof readReply<T>>; tokens: CachedReply["usage"] }
  | { outcome: "cut-off" | "refused" | "budget" };

/** One question on the wire until it is answered, given up or the server is taken for dead. Every attempt is entered. */
async function send<T>(
  asking: Asking,
  question: Question<T>,
  messages: readonly ChatMessage[],
  key: string,
  signal?: AbortSignal,
): Promise<Sent<T>> {
  const { chat, budgets, ledger, retry } = asking;
  const { prompt, schema, maxOutputTokens } = question;
  const input = `${JSON.stringify(schema.json)}\n${messages.map((message) => message.text).join("\n")}`;
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const settle = reserve(budgets, input, maxOutputTokens);
    if (settle === undefined) return { outcome: "budget" };
    const began = performance.now();
    let outcome: ChatOutcome | undefined;
    try {
      outcome = await chat.complete(
        {
          messages,
          schema: { name: schema.name, json: schema.json },
          temperature: prompt.parameters.temperature,
          seed: prompt.parameters.seed,
          maxOutputTokens,
        },
        signal,
      );
    } finally {
      settle(outcome);
    }
    const read = outcome.kind === "answered" ? readReply(schema, outcome.text) : undefined;
    ledger.add({
      outcome: outcomeOf(outcome, read?.fits ?? false),
      ...outcome.tokens,
      milliseconds: Math.round(performance.now() - began),
    });
    if (outcome.kind === "answered" && read !== undefined)
      return { outcome: "text", text: outcome.text, read, tokens: outcome.tokens };
    if (outcome.kind === "cut-off" || outcome.kind === "refused") return { outcome: outcome.kind };
    if (outcome.kind === "rejected" && !outcome.adapted)
      throw new EngineError(outcome.access ? "engine-key-refused" : "engine-failed", outcome.why, ledger.usage());
    if (outcome.kind === "passing") {
      const delay = delayBefore(retry, outcome, attempt, key);
      if (delay === "give-up") throw new EngineError("engine-failed", outcome.why, ledger.usage());
      await asking.wait(delay, signal);
    }
  }
}

function outcomeOf(outcome: ChatOutcome, fits: boolean): Attempt["outcome"] {
  if (outcome.kind === "answered") return fits ? "ok" : "malformed";
  return outcome.kind === "passing" ? outcome.failure : outcome.kind;
}

/** Reserves with every budget or with none. */
function reserve(budgets: readonly Budget[], input: string, maxOutputTokens: number) {
  const settlements: NonNullable<ReturnType<Budget["reserve"]>>[] = [];
  for (const budget of budgets) {
    const settlement = budget.reserve(input, maxOutputTokens);
    if (settlement === undefined) {
      for (const settle of settlements) settle(NOTHING_USED, false);
      return undefined;
    }
    settlements.push(settlement);
  }
  return (outcome: ChatOutcome | undefined) => {
    const lost = outcome === undefined || (outcome.kind === "passing" && outcome.failure === "timeout");
    const unreported = outcome?.kind === "answered" || outcome?.kind === "cut-off";
    for (const settle of settlements) settle(outcome?.tokens ?? NOTHING_USED, lost || unreported);
  };
}
