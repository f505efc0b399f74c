import { createHash } from "node:crypto";

/** One answered call, readable by people and the same bytes whenever it is written. */
export interface CachedReply {
  /** Which prompt was asked: `extract@3f2a91c04b1d`. */
  promptVersion: string;
  model: string;
  /** `answered`, or why this request was not worth sending again whole and was asked in parts instead. */
  outcome: "answered" | "cut-off" | "refused" | "malformed";
  /** The model's text as received; empty where it was asked in parts. */
  text: string;
  /** What was asked, so that a recording explains itself. Never holds a key or an address with one. */
  request: unknown;
  usage: { inputTokens: number; cachedTokens: number; outputTokens: number };
}

/** What a call is about, for a cache that has to say what it lacks. */
export interface CallAbout {
  promptVersion: string;
  promptFile: string;
  model: string;
}

/** Content-addressed: the key is everything that decides the answer, so an entry never goes stale. */
export interface ReplyCache {
  get(key: string, about: CallAbout): Promise<CachedReply | undefined>;
  put(key: string, reply: CachedReply): Promise<void>;
}

/** Changes when the same request would be read differently. */
const ADAPTER_VERSION = 1;

export const replyKey = (request: unknown) =>
  createHash("sha256")
    .update(`${ADAPTER_VERSION}\n${canonicalJson(request)}`)
    .digest("hex");

/** JSON with its keys sorted, so that equal things are equal bytes. */
export const canonicalJson = (value: unknown, indent?: number): string => JSON.stringify(sorted(value), null, indent);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
