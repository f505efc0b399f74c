import search from "approx-string-match";
import type { QuoteTokens } from "./align.ts";
import type { Window } from "./locate.ts";
import type { PreparedText } from "./prepare-text.ts";

/** Characters that may differ, as a share of the quote's length. */
const MOST_ERRORS = 0.1;
const GRAM = 5;
const CHUNK_TOKENS = 400;
const MOST_CHUNKS = 2;
const LONGEST = 2_000;
const SHORTEST = 20;

/**
 * Where a quote stands whose words are damaged throughout, letter by letter, so that hardly any is whole. Chunks that share
 * many character 5-grams with it are searched with Myers' algorithm, so that time stays linear whatever the text.
 */
export function characterWindows(quote: QuoteTokens, source: PreparedText): Window[] {
  const pattern = quote.tokens.keys.join(" ");
  if (pattern.length < SHORTEST || pattern.length > LONGEST) return [];
  const grams = new Set<string>();
  for (let i = 0; i + GRAM <= pattern.length; i++) grams.add(pattern.slice(i, i + GRAM));
  // a pattern that repeats itself would match everywhere and cost the square of its length
  if (grams.size < (pattern.length - GRAM) * 0.4) return [];
  const step = CHUNK_TOKENS;
  const chunks: { from: number; shared: number }[] = [];
  const { keys } = source.tokens;
  for (let from = 0; from < keys.length; from += step) {
    const text = keys.slice(from, from + step).join(" ");
    const seen = new Set<string>();
    for (let i = 0; i + GRAM <= text.length; i++) {
      const gram = text.slice(i, i + GRAM);
      if (grams.has(gram)) seen.add(gram);
    }
    if (seen.size >= grams.size * 0.2) chunks.push({ from, shared: seen.size });
  }
  chunks.sort((a, b) => b.shared - a.shared || a.from - b.from);
  return chunks.slice(0, MOST_CHUNKS).flatMap(({ from }) => {
    const low = Math.max(0, from - quote.ids.length - 8);
    const high = Math.min(keys.length, from + step + quote.ids.length + 8);
    return matchIn(pattern, keys, low, high, quote.ids.length);
  });
}

function matchIn(pattern: string, keys: readonly string[], low: number, high: number, length: number): Window[] {
  const text = keys.slice(low, high).join(" ");
  const [match] = search(text, pattern, Math.floor(pattern.length * MOST_ERRORS));
  if (match === undefined) return [];
  let at = 0;
  let token = low;
  while (token < high && at + keys[token]!.length < match.start) {
    at += keys[token]!.length + 1;
    token++;
  }
  return [{ from: Math.max(0, token - 4), to: Math.min(keys.length, token + length + 12) }];
}
