import { type Attempt, NO_USAGE, type Usage } from "../../evidence/usage.ts";
import { costOf, type Price } from "./prices.ts";

/** Every attempt of one piece of work, failed ones too. */
export class Ledger {
  readonly attempts: Attempt[] = [];
  readonly #price: Price | undefined;
  readonly #onAttempt: ((attempt: Attempt) => void) | undefined;

  constructor(price: Price | undefined, onAttempt?: (attempt: Attempt) => void) {
    this.#price = price;
    this.#onAttempt = onAttempt;
  }

  add(attempt: Attempt) {
    this.attempts.push(attempt);
    this.#onAttempt?.(attempt);
  }

  usage(): Usage {
    if (this.attempts.length === 0) return NO_USAGE;
    const sum = (of: (attempt: Attempt) => number) => this.attempts.reduce((total, attempt) => total + of(attempt), 0);
    const tokens = {
      inputTokens: sum((attempt) => attempt.inputTokens),
      cachedTokens: sum((attempt) => attempt.cachedTokens),
      outputTokens: sum((attempt) => attempt.outputTokens),
    };
    return {
      requests: this.attempts.length,
      ...tokens,
      ...(this.#price === undefined ? {} : { costUsd: costOf(this.#price, tokens) }),
      byAttempt: [...this.attempts],
    };
  }
}
