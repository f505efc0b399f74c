import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { CORRELATION_HEADER, correlated, correlationFrom, traceRoot } from "../runtime/correlation.ts";
import { idsIn } from "../runtime/failure.ts";
import type { Auth } from "./deps.ts";

/** A request that was answered: ids, codes and times. */
export interface RequestDone {
  /** `GET /api/workspaces/:ws/claims`: the pattern, never the address, which may hold what somebody searched for. */
  route: string;
  status: number;
  milliseconds: number;
  /** Ids that the path names. */
  about: readonly string[];
  /** Who asked, by id. */
  person?: string;
  trace?: string;
}

/** Whose request it was, as far as somebody asked while it was answered. */
const askers = new WeakMap<Request, string>();

/** The same way of signing in, remembering who came in for the line that is written when the request is done. */
export const noting = (auth: Auth): Auth => ({
  ...auth,
  async personOf(request) {
    const person = await auth.personOf(request);
    if (person !== undefined) askers.set(request, person.id);
    return person;
  },
});

/** Names each request, carries the name through all that follows from it, and tells of it when it is answered. */
export function requestLog(tell: (done: RequestDone) => void): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now();
    const trace = c.req.header("x-amzn-trace-id");
    const id = correlationFrom(c.req.header(CORRELATION_HEADER), traceRoot(trace));
    await correlated(id, async () => {
      await next();
      c.res.headers.set(CORRELATION_HEADER, id);
      const person = askers.get(c.req.raw);
      const root = traceRoot(trace);
      tell({
        route: `${c.req.method} ${routePath(c, -1)}`,
        status: c.res.status,
        milliseconds: Math.round(performance.now() - began),
        about: idsIn(c.req.path),
        ...(person === undefined ? {} : { person }),
        ...(root === undefined ? {} : { trace: root }),
      });
    });
  };
}
