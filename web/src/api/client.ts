import { readLanguage } from "../text/language.ts";
import { ApiError } from "./api-error.ts";
import { isAttended } from "./attendance.ts";
import { session } from "./session.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

export interface Call {
  query?: Query;
  body?: unknown;
  /** Idempotency-Key of a POST: give the same one when trying again. Without it each call makes its own. */
  key?: string;
  signal?: AbortSignal;
  /** Lets a decision leave although the page is closing. */
  keepalive?: boolean;
  /** `no-store` for an answer whose body is not read: the browser keeps others waiting for the same address till it is. */
  cache?: RequestCache;
  /** The answer may lead to another host: no header of ours goes along, which that host would have to allow. */
  leadsAway?: boolean;
}

export function queryString(query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  return search.size > 0 ? `?${search}` : "";
}

/** 128 random bits. Not crypto.randomUUID, which a browser has only on https and localhost. */
export const freshKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export function headersFor(call: Pick<Call, "body" | "key">, method: Method = "GET"): Headers {
  const headers = new Headers({ accept: "application/json", "accept-language": readLanguage() });
  if (call.body !== undefined) headers.set("content-type", "application/json");
  if (method === "POST") headers.set("idempotency-key", call.key ?? freshKey());
  return headers;
}

async function failureOf(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get("retry-after")) || undefined;
  const answer: unknown = await response.json().catch(() => undefined);
  if (answer && typeof answer === "object" && "error" in answer) {
    const { code, message, details } = answer.error as { code: string; message: string; details?: unknown };
    return new ApiError(response.status, code, message, details, retryAfter);
  }
  return new ApiError(response.status, "unavailable", response.statusText, undefined, retryAfter);
}

/**
 * One request to the API, under /api.
 * @throws ApiError for every answer that is not 2xx; with status 0 and code `offline` when none came.
 */
export async function send(method: Method, path: string, call: Call = {}): Promise<Response> {
  let response: Response;
  const headers = headersFor(call, method);
  if (!isAttended() && !call.leadsAway) headers.set("belaeg-unattended", "1");
  try {
    response = await fetch(`/api${path}${queryString(call.query)}`, {
      method,
      headers,
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: call.signal ?? null,
      keepalive: call.keepalive ?? false,
      cache: call.cache ?? "default",
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0, "offline", String(cause));
  }
  if (response.ok) {
    if (!path.startsWith("/auth/")) session.serves();
    return response;
  }
  const failure = await failureOf(response);
  if (failure.code === "unauthenticated") session.refused();
  throw failure;
}

/** As {@link send}, with the answer's JSON. The shape is the contract's; the server validates what it sends. */
export async function call<Answer>(method: Method, path: string, options?: Call): Promise<Answer> {
  const response = await send(method, path, options);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

export const get = <Answer>(path: string, options?: Call) => call<Answer>("GET", path, options);
export const post = <Answer>(path: string, body?: unknown, options?: Call) =>
  call<Answer>("POST", path, { ...options, body: body ?? {} });
export const patch = <Answer>(path: string, body: unknown) => call<Answer>("PATCH", path, { body });
export const put = <Answer>(path: string, body: unknown) => call<Answer>("PUT", path, { body });
export const remove = (path: string) => call<undefined>("DELETE", path);
