import { type ChatOutcome, NO_TOKENS } from "./chat-model.ts";

/**
 * What an error thrown by any of LangChain's clients means. They share no error class, but nearly all carry an HTTP
 * `status`; what carries none never reached a server.
 * @param timedOut whether our own clock ended the call
 */
export function failureOf(error: unknown, timedOut: boolean, retryAfterMs: number | undefined): ChatOutcome {
  const why = messageOf(error);
  const status = statusOf(error);
  const later = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (timedOut || nameOf(error) === "TimeoutError")
    return { kind: "passing", failure: "timeout", why: "the model took too long", tokens: NO_TOKENS };
  if (TOO_LONG.test(why)) return { kind: "cut-off", tokens: NO_TOKENS };
  if (status === undefined)
    return UNREADABLE.test(nameOf(error))
      ? { kind: "passing", failure: "server-error", why, tokens: NO_TOKENS }
      : { kind: "passing", failure: "unreachable", why, tokens: NO_TOKENS };
  // no money left looks like a rate limit, but no patience helps
  if (status === 429 && !NO_MONEY.test(`${why} ${codeOf(error)}`))
    return { kind: "passing", failure: "rate-limited", why, ...later, tokens: NO_TOKENS };
  if (status >= 500 || status === 408 || status === 409)
    return { kind: "passing", failure: "server-error", why, ...later, tokens: NO_TOKENS };
  if (status === 400 && FILTERED.test(`${why} ${codeOf(error)}`)) return { kind: "refused", why, tokens: NO_TOKENS };
  // a success whose body is not a chat completion: a proxy's page, half a reply
  if (status < 400) return { kind: "passing", failure: "server-error", why, tokens: NO_TOKENS };
  return { kind: "rejected", why, access: status === 401 || status === 403, adapted: false, tokens: NO_TOKENS };
}

const TOO_LONG = /context_length_exceeded|maximum context length|exceeds? the (context|configured) (window|limit)/i;
const NO_MONEY = /insufficient_quota|exceeded your current quota|billing|credit balance|out of credits/i;
const FILTERED = /content_filter|content management policy|responsible ai/i;
const UNREADABLE = /^(SyntaxError|TypeError|ZodError)$/;

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

function statusOf(error: unknown): number | undefined {
  const candidates = [
    field(error, "status"),
    field(error, "statusCode"),
    field(field(error, "response"), "status"),
    field(field(error, "$metadata"), "httpStatusCode"),
  ];
  return candidates.find((candidate) => typeof candidate === "number");
}

const codeOf = (error: unknown) => String(field(error, "code") ?? field(field(error, "error"), "code") ?? "");
const nameOf = (error: unknown) => String(field(error, "name") ?? "");

/** With its cause, since `fetch failed` alone says little. Bounded, since servers send whole pages. */
function messageOf(error: unknown): string {
  const own = (error instanceof Error ? error.message : String(error)).replace(/\s*Troubleshooting URL:.*/s, "");
  const cause = error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : "";
  return (cause === "" || own.includes(cause) ? own : `${own}: ${cause}`).slice(0, 500);
}
