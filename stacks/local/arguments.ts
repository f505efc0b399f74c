import { resolve } from "node:path";
import { parseArgs } from "node:util";

export interface StartOptions {
  port: number;
  data: string;
  empty: boolean;
  host: string;
  language: string | undefined;
}

/** What is wrong with the command as written. */
export class UsageError extends Error {
  override name = "UsageError";
}

export const USAGE = "npm start -- [--port N] [--data DIR] [--host HOST] [--empty] [--lang da|en]";

/** @throws UsageError */
export function readArguments(args: readonly string[]): StartOptions {
  let values: ReturnType<typeof parsed>;
  try {
    values = parsed(args);
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : USAGE, { cause });
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`--port ${values.port}`);
  return { port, data: resolve(values.data), empty: values.empty, host: values.host, language: values.lang };
}

const parsed = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "4000" },
      data: { type: "string", default: ".data" },
      host: { type: "string", default: "127.0.0.1" },
      empty: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  }).values;
