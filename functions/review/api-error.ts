import { type Code, type Language, sentence } from "../evidence/sentence.ts";

const STATUS = {
  unauthenticated: 401,
  "cross-site": 401,
  "not-found": 404,
  forbidden: 403,
  invalid: 422,
  "key-reused": 422,
  "unknown-person": 422,
  "comment-needed": 422,
  "reason-needed": 422,
  "text-needed": 422,
  "verdict-needed": 422,
  "quote-spans-nothing": 422,
  "too-large": 422,
  "stale-version": 409,
  "statements-open": 409,
  "claims-not-accepted": 409,
  "reread-pending": 409,
  "being-read": 409,
  "candidate-open": 409,
  "candidate-not-ready": 409,
  "candidate-outdated": 409,
  "last-owner": 409,
  "not-in-conflict": 409,
  "theme-exists": 409,
  "theme-last": 409,
  "too-big": 413,
  "too-many-requests": 429,
  unavailable: 503,
  "provider-unavailable": 503,
  internal: 500,
} as const satisfies Partial<Record<Code, number>>;

export type ApiCode = keyof typeof STATUS;

/** An answer that is not what was asked for. Thrown anywhere in a route, made into a response in one place. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly code: ApiCode;
  readonly details: Record<string, unknown> | undefined;
  readonly headers: Record<string, string>;
  constructor(code: ApiCode, details?: Record<string, unknown>, headers: Record<string, string> = {}) {
    super(code);
    this.code = code;
    this.details = details;
    this.headers = headers;
  }
  get status(): number {
    return STATUS[this.code];
  }
}

/** The first fault of a request is enough to refuse it, but all are told. */
export const invalid = (...faults: { path: string; message: string; code?: string }[]) =>
  new ApiError("invalid", { faults });

export function errorResponse(error: ApiError, language: Language): Response {
  const { code, status, details, headers } = error;
  return Response.json(
    { error: { code, message: sentence(code, language), ...(details === undefined ? {} : { details }) } },
    { status, headers },
  );
}
