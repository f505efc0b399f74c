import type { TokenCount } from "./chat-model.ts";
import { costOf, type Price } from "./prices.ts";

/** What may still be spent. A bound in dollars needs a price: see {@link unpriced}. */
export interface Limit {
  maxTokens?: number;
  maxUsd?: number;
}

/**
 * How many tokens an input can be at most. Only the provider knows its vocabulary: until it has reported a count, the
 * input's bytes are the bound (no vocabulary makes more tokens than bytes); after that, the highest ratio seen and a tenth.
 */
export class TokenBound {
  #tokensPerByte: number | undefined;

  of(input: string): number {
    const bytes = Buffer.byteLength(input, "utf8");
    return this.#tokensPerByte === undefined ? bytes : Math.ceil(bytes * Math.min(1, this.#tokensPerByte * 1.1));
  }

  learn(input: string, inputTokens: number) {
    const bytes = Buffer.byteLength(input, "utf8");
    if (bytes > 0) this.#tokensPerByte = Math.max(this.#tokensPerByte ?? 0, inputTokens / bytes);
  }
}

/**
 * Stops before a limit is passed: a call is let through only if its dearest outcome still fits beside what is spent and
 * what other calls have reserved.
 */
export class Budget {
  readonly #limit: Limit;
  readonly #price: Price | undefined;
  #spent: Required<Limit> = { maxTokens: 0, maxUsd: 0 };
  #reserved: Required<Limit> = { maxTokens: 0, maxUsd: 0 };
  readonly #tokens: TokenBound;

  constructor(limit: Limit, price: Price | undefined, tokens: TokenBound) {
    this.#limit = limit;
    this.#price = price;
    this.#tokens = tokens;
  }

  /** @returns what to do when the call has ended, or undefined when it does not fit. */
  reserve(input: string, maxOutputTokens: number): ((tokens: TokenCount, billedUnseen: boolean) => void) | undefined {
    const inputTokens = this.#tokens.of(input);
    const most = this.#amount({ inputTokens, cachedTokens: 0, outputTokens: maxOutputTokens });
    const fits =
      this.#spent.maxTokens + this.#reserved.maxTokens + most.maxTokens <= (this.#limit.maxTokens ?? Infinity) &&
      this.#spent.maxUsd + this.#reserved.maxUsd + most.maxUsd <= (this.#limit.maxUsd ?? Infinity);
    if (!fits) return undefined;
    this.#reserved = plus(this.#reserved, most, 1);
    return (tokens, billedUnseen) => {
      this.#reserved = plus(this.#reserved, most, -1);
      const reported = tokens.inputTokens > 0;
      if (reported) this.#tokens.learn(input, tokens.inputTokens);
      // a call that was lost on the way may have been answered and billed all the same
      this.#spent = plus(this.#spent, reported ? this.#amount(tokens) : billedUnseen ? most : NOTHING, 1);
    };
  }

  #amount(tokens: TokenCount): Required<Limit> {
    return {
      maxTokens: tokens.inputTokens + tokens.outputTokens,
      maxUsd: this.#price === undefined ? 0 : costOf(this.#price, tokens),
    };
  }
}

/** A bound in dollars on a model whose price nobody told is no bound: better to say so than to spend. */
export const unpriced = (limit: Limit | undefined, price: Price | undefined) =>
  limit?.maxUsd !== undefined && price === undefined;

const NOTHING: Required<Limit> = { maxTokens: 0, maxUsd: 0 };

const plus = (a: Required<Limit>, b: Required<Limit>, sign: 1 | -1): Required<Limit> => ({
  maxTokens: a.maxTokens + sign * b.maxTokens,
  maxUsd: a.maxUsd + sign * b.maxUsd,
});
