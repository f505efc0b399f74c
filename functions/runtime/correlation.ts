import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

const current = new AsyncLocalStorage<string>();

/** What everything that follows from one request is called, through queues and stages; `undefined` outside any. */
export const correlationId = (): string | undefined => current.getStore();

/** Does `work`, and all that follows from it, under this name. */
export const correlated = <T>(id: string, work: () => T): T => current.run(id, work);

/** The header that carries it, to us and back. */
export const CORRELATION_HEADER = "x-correlation-id";
/** The message attribute that carries it from stage to stage. */
export const CORRELATION_ATTRIBUTE = "correlation";

const ID = /^[\w.:=-]{8,100}$/;

/** The first of the names that looks like an id and like nothing else; a new one where none does. */
export const correlationFrom = (...names: readonly (string | null | undefined)[]): string =>
  names.find((name): name is string => typeof name === "string" && ID.test(name)) ?? randomUUID();

/** The root of an X-Ray trace: what AWS calls the request, and all that it traces from there. */
export const traceRoot = (header: string | null | undefined): string | undefined =>
  /(?:^|;)Root=([\w-]{8,80})/.exec(header ?? "")?.[1];
