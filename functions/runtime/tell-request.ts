import type { RequestDone } from "../review/request-log.ts";
import { tell } from "./log.ts";

/** A line for each request, with the figures of the API. */
export function tellRequest({ status, route, milliseconds, about, person, trace }: RequestDone): void {
  const decided = status === 201 && route.startsWith("POST ") && route.endsWith("/decisions");
  tell(
    "info",
    "request",
    { route, status, milliseconds, about, person, trace },
    // an event stream is open as long as somebody looks
    route.endsWith("/events")
      ? {}
      : { ApiLatency: milliseconds, ApiFaults: status >= 500 ? 1 : 0, ...(decided ? { Decisions: 1 } : {}) },
  );
}
