import { setTimeout as sleep } from "node:timers/promises";
import type { Attempt } from "../../evidence/usage.ts";
import { type Engine, EngineError, type Remaining } from "../engine.ts";
import type { Asking } from "./ask.ts";
import { Budget, type Limit, TokenBound, unpriced } from "./budget.ts";
import type { ChatModel } from "./chat-model.ts";
import { draftTheme } from "./draft-theme.ts";
import { langChainChat, providerOf } from "./langchain-chat.ts";
import { Ledger } from "./ledger.ts";
import { LISTED_PRICES, type PriceTable, priceOf } from "./prices.ts";
import { PROMPT_NAMES, type Prompts, readPrompts } from "./prompt-files.ts";
import { proposeClaims } from "./propose-claims.ts";
import type { ReplyCache } from "./reply-cache.ts";
import { RETRY_RULE, type RetryRule } from "./retry-rule.ts";

export interface OpenAiEngineOptions {
  /** `gpt-4.1-mini`, or `provider:model` for any chat model that LangChain can start by name. */
  model: string;
  /** Sent to the OpenAI address only; other providers take keys from variables of their own. */
  apiKey?: string;
  /** Any server that speaks the OpenAI chat completions protocol. */
  baseUrl?: string;
  /** Answers that are known already cost nothing and come out the same. */
  cache?: ReplyCache;
  /** For everything this engine does; a request's `remaining` binds too. */
  budget?: Limit;
  prices?: PriceTable;
  /** Instead of one made from the above. */
  chat?: ChatModel;
  prompts?: Prompts;
  retry?: Partial<RetryRule>;
  /** For one call; a large batch may take a few minutes to answer. */
  timeoutMs?: number;
  onAttempt?: (attempt: Attempt) => void;
  /** Share (0–1) of the passages without a claim that are asked about once more, to measure what is missed. */
  secondLook?: number;
}

/**
 * Passages in a batch. So many that what is sent besides them (prompt, themes, ids, context) stays within a third of
 * them, and so few that an answer fits a model's output and a crash loses little.
 */
export const BATCH_SIZE = 240;

const FOUR_MINUTES = 240_000;

/** The engine that asks a language model, through LangChain, about passages and claims by id. */
export function openaiEngine(options: OpenAiEngineOptions): Engine {
  const prompts = options.prompts ?? readPrompts();
  const price = priceOf(options.prices ?? LISTED_PRICES, options.model);
  const chat = options.chat ?? langChainChat({ timeoutMs: FOUR_MINUTES, ...options });
  const tokens = new TokenBound();
  const own = options.budget === undefined ? [] : [new Budget(options.budget, price, tokens)];

  const asking = (remaining: Remaining | undefined): Asking => ({
    chat,
    cache: options.cache,
    budgets: remaining === undefined ? own : [...own, new Budget(remaining, price, tokens)],
    ledger: new Ledger(price, options.onAttempt),
    repair: prompts.repair,
    retry: { ...RETRY_RULE, ...options.retry },
    wait: async (milliseconds, signal) => {
      await sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() =>
        signal?.throwIfAborted(),
      );
    },
  });
  const ready = (remaining: Remaining | undefined) => {
    const made = asking(remaining);
    const keyless = options.apiKey === undefined && options.baseUrl === undefined && options.chat === undefined;
    if (keyless && providerOf(options.model) === "openai")
      throw new EngineError("engine-no-key", "Neither a key nor an address for the model", made.ledger.usage());
    if (unpriced(options.budget, price) || unpriced(remaining, price))
      throw new EngineError("engine-budget", `No price is known for ${options.model}`, made.ledger.usage());
    return made;
  };

  return {
    origin: { engine: "openai", model: options.model, promptVersion: prompts.extract.version },
    promptVersions: Object.fromEntries(PROMPT_NAMES.map((name) => [name, prompts[name].version])),
    batchSize: BATCH_SIZE,
    proposeClaims: async (request, signal) =>
      proposeClaims(ready(request.remaining), prompts, request, options, signal),
    draftTheme: async (request, signal) => draftTheme(ready(request.remaining), prompts, request, signal),
  };
}
