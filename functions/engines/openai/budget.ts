import type { TokenCount } from "./chat-model.ts";
import { mostTokens } from "./estimate-tokens.ts";
import { costOf, type Price } from "./prices.ts";

/** What may still be spent. Dollars bind only where the price table knows the model. */
export interface Limit {
  maxTokens?: number;
  maxUsd?: number;
}

/**
 * Stops before a limit is passed: a call is let through only if its dearest outcome still fits beside what is spent and
 * what other calls have reserved.
 *
 * How many tokens an input is, only the provider knows. Until it has told, the input's bytes are the bound (no
 * vocabulary makes more tokens than bytes); after that, the highest ratio seen and a tenth.
 */
export class Budget {
  readonly #limit: Limit;
  readonly #price: Price | undefined;
  #spent: Required<Limit> = { maxTokens: 0, maxUsd: 0 };
  #reserved: Required<Limit> = { maxTokens: 0, maxUsd: 0 };
  #tokensPerByte: number | undefined;

  constructor(limit: Limit, price: Price | undefined) {
    this.#limit = limit;
    this.#price = price;
  }

  /** @returns what to do when the call has ended, or undefined when it does not fit. */
  reserve(input: string, maxOutputTokens: number): ((tokens: TokenCount, billedUnseen: boolean) => void) | undefined {
    const inputTokens = this.#bound(input);
    const most = this.#amount({ inputTokens, cachedTokens: 0, outputTokens: maxOutputTokens });
    const fits =
      this.#spent.maxTokens + this.#reserved.maxTokens + most.maxTokens <= (this.#limit.maxTokens ?? Infinity) &&
      this.#spent.maxUsd + this.#reserved.maxUsd + most.maxUsd <= (this.#limit.maxUsd ?? Infinity);
    if (!fits) return undefined;
    this.#reserved = plus(this.#reserved, most, 1);
    return (tokens, billedUnseen) => {
      this.#reserved = plus(this.#reserved, most, -1);
      const reported = tokens.inputTokens > 0;
      if (reported) this.#learn(input, tokens.inputTokens);
      // a call that was lost on the way may have been answered and billed all the same
      this.#spent = plus(this.#spent, reported ? this.#amount(tokens) : billedUnseen ? most : NOTHING, 1);
    };
  }

  #bound(input: string): number {
    const bytes = mostTokens(input);
    return this.#tokensPerByte === undefined ? bytes : Math.ceil(bytes * Math.min(1, this.#tokensPerByte * 1.1));
  }

  #learn(input: string, inputTokens: number) {
    const bytes = mostTokens(input);
    if (bytes > 0) this.#tokensPerByte = Math.max(this.#tokensPerByte ?? 0, inputTokens / bytes);
  }

  #amount(tokens: TokenCount): Required<Limit> {
    return {
      maxTokens: tokens.inputTokens + tokens.outputTokens,
      maxUsd: this.#price === undefined ? 0 : costOf(this.#price, tokens),
    };
  }
}

const NOTHING: Required<Limit> = { maxTokens: 0, maxUsd: 0 };

const plus = (a: Required<Limit>, b: Required<Limit>, sign: 1 | -1): Required<Limit> => ({
  maxTokens: a.maxTokens + sign * b.maxTokens,
  maxUsd: a.maxUsd + sign * b.maxUsd,
});
