import type { PassingFailure } from "./chat-model.ts";

/** When to ask a server again that could not answer. Milliseconds. */
export interface RetryRule {
  /** Attempts of one request, the first included. */
  attempts: Record<PassingFailure, number>;
  firstDelay: number;
  longestDelay: number;
  /** A server that asks for more patience than this is left alone: the work is resumed later. */
  longestRetryAfter: number;
}

export const RETRY_RULE: RetryRule = {
  // a timeout has already cost minutes, and perhaps the tokens
  attempts: { "rate-limited": 7, "server-error": 5, unreachable: 5, timeout: 3 },
  firstDelay: 1000,
  longestDelay: 30_000,
  longestRetryAfter: 120_000,
};

/**
 * @param attempt the number of the one that failed, from 1
 * @param seed hex digits; delays are spread so that workers do not knock in step, yet repeat from run to run
 */
export function delayBefore(
  rule: RetryRule,
  failed: { failure: PassingFailure; retryAfterMs?: number },
  attempt: number,
  seed: string,
): number | "give-up" {
  if (attempt >= rule.attempts[failed.failure]) return "give-up";
  if (failed.retryAfterMs !== undefined)
    return failed.retryAfterMs > rule.longestRetryAfter ? "give-up" : Math.max(failed.retryAfterMs, 50);
  const spread = Number.parseInt(seed.slice(attempt * 4, attempt * 4 + 4), 16) / 0xffff;
  const delay = Math.min(rule.longestDelay, rule.firstDelay * 2 ** (attempt - 1));
  return Math.round(delay * (0.75 + 0.5 * (Number.isNaN(spread) ? 0.5 : spread)));
}
