import { z } from "zod";
import type { ReplySchema } from "./reply-schema.ts";

export type ReadReply<T> = { fits: true; value: T } | { fits: false; error: string };

/** Reads a reply as JSON of its schema. Nothing is repaired: what does not fit is said in words for the model to see. */
export function readReply<T>(schema: ReplySchema<T>, text: string): ReadReply<T> {
  let value: unknown;
  try {
    value = JSON.parse(unwrapped(text));
  } catch (error) {
    return { fits: false, error: `Ikke JSON: ${(error as Error).message}`.slice(0, 400) };
  }
  const read = schema.reply.safeParse(value);
  return read.success
    ? { fits: true, value: read.data }
    : { fits: false, error: z.prettifyError(read.error).slice(0, 1200) };
}

/** Models without structured outputs like to wrap their JSON in a code fence. */
const unwrapped = (text: string) => /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ?? text;
