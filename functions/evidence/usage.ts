import { z } from "zod";

/** What one call to a model cost, also when it failed. */
export const Attempt = z.object({
  outcome: z.enum([
    "ok",
    "refused",
    "cut-off",
    "malformed",
    "rate-limited",
    "server-error",
    "timeout",
    "unreachable",
    // the server will not take the request, however often it is sent
    "rejected",
  ]),
  inputTokens: z.int().nonnegative(),
  cachedTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  milliseconds: z.number().nonnegative(),
});
export type Attempt = z.infer<typeof Attempt>;

/** Tokens as the provider reports them; `costUsd` is missing where the price table does not know the model. */
export const Usage = z.object({
  requests: z.int().nonnegative(),
  inputTokens: z.int().nonnegative(),
  cachedTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  costUsd: z.number().nonnegative().optional(),
  byAttempt: z.array(Attempt).optional(),
});
export type Usage = z.infer<typeof Usage>;

export const NO_USAGE: Usage = { requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0 };

export function addUsage(a: Usage, b: Usage): Usage {
  const cost =
    a.costUsd === undefined && b.costUsd === undefined ? {} : { costUsd: (a.costUsd ?? 0) + (b.costUsd ?? 0) };
  const attempts = [...(a.byAttempt ?? []), ...(b.byAttempt ?? [])];
  return {
    requests: a.requests + b.requests,
    inputTokens: a.inputTokens + b.inputTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    ...cost,
    ...(attempts.length > 0 ? { byAttempt: attempts } : {}),
  };
}
