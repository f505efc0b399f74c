/** An answer that says no: the server's code and sentence, or `offline` when there was no answer at all. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly details: unknown;
  /** Seconds, from Retry-After. */
  readonly retryAfter: number | undefined;
  constructor(status: number, code: string, message: string, details?: unknown, retryAfter?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.retryAfter = retryAfter;
  }
}

export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError;
/** Trying again by itself may help: no answer, or the server's own trouble. Never after a refusal. */
export const mayPass = (error: unknown) =>
  !isApiError(error) || error.status === 0 || error.status >= 500 || error.status === 429;

/** Milliseconds before the next try: what the server asked for, else twice as long each time, at most 10 s. */
export const pauseBefore = (failures: number, error: unknown) =>
  isApiError(error) && error.retryAfter ? error.retryAfter * 1000 : Math.min(1000 * 2 ** failures, 10_000);
