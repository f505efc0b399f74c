import type { QuoteTokens } from "./align.ts";
import type { TokenIndex } from "./prepare-text.ts";
import { GAP, MARK, SIGN } from "./tokens.ts";

/** A run of source tokens in which a quote may stand, `to` exclusive. */
export interface Window {
  from: number;
  to: number;
}

const MOST_WINDOWS = 5;
/** Occurrences looked at: the rarest words of a quote find it, the common ones only cost time. */
const MOST_HITS = 6_000;
const HIDDEN_TOKENS = 90;
/** Tokens that may stand between two words of a quote: footnote marks, a word dropped, a join of pages. */
const slackOf = (quote: QuoteTokens) =>
  8 + (quote.ids.length >> 2) + HIDDEN_TOKENS * quote.tokens.kinds.filter((kind) => kind === GAP).length;

/** Where the quote's tokens stand in a row, each occurrence by its first token. At most `limit`. */
export function occurrences(ids: Int32Array, index: TokenIndex, limit = 200): number[] {
  let rarest = -1;
  let fewest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ids.length; i++) {
    const count = index.positionsOf(ids[i]!).length;
    if (count < fewest) {
      fewest = count;
      rarest = i;
    }
  }
  const found: number[] = [];
  if (rarest < 0 || fewest === 0) return found;
  let compared = 0;
  for (const position of index.positionsOf(ids[rarest]!)) {
    const start = position - rarest;
    if (start < 0) continue;
    let i = 0;
    while (i < ids.length && index.ids[start + i] === ids[i]) i++;
    compared += i;
    if (i === ids.length) found.push(start);
    if (found.length >= limit || compared > 5_000_000) break;
  }
  return found;
}

/** Windows in which most of the quote's rarer tokens stand at about the distances they have in the quote, best first. */
export function windowsFor(quote: QuoteTokens, index: TokenIndex): Window[] {
  const { ids, tokens } = quote;
  const slack = slackOf(quote);
  const ranked: { at: number; positions: Int32Array }[] = [];
  for (let i = 0; i < ids.length; i++) {
    const kind = tokens.kinds[i]!;
    if (kind === SIGN || kind === MARK || kind === GAP) continue;
    const positions = index.positionsOf(ids[i]!);
    if (positions.length > 0) ranked.push({ at: i, positions });
  }
  ranked.sort((a, b) => a.positions.length - b.positions.length);
  const starts: number[] = [];
  for (const [rank, { at, positions }] of ranked.entries()) {
    if (starts.length + positions.length > MOST_HITS && rank > 0) break;
    for (const position of positions.length > MOST_HITS ? positions.subarray(0, MOST_HITS) : positions) {
      starts.push(position - at);
    }
  }
  return densest(Int32Array.from(starts).sort(), slack).map((start) => ({
    from: Math.max(0, start - 4),
    to: Math.min(index.ids.length, start + ids.length + slack + 4),
  }));
}

/** The beginnings of the densest stretches of `starts` (sorted), at most {@link MOST_WINDOWS}, not overlapping. */
function densest(starts: Int32Array, width: number): number[] {
  const stretches: { start: number; count: number }[] = [];
  let low = 0;
  for (let high = 0; high < starts.length; high++) {
    while (starts[high]! - starts[low]! > width) low++;
    stretches.push({ start: starts[low]!, count: high - low + 1 });
  }
  stretches.sort((a, b) => b.count - a.count || a.start - b.start);
  const chosen: number[] = [];
  for (const { start } of stretches) {
    if (chosen.every((other) => Math.abs(other - start) > width / 2)) chosen.push(start);
    if (chosen.length === MOST_WINDOWS) break;
  }
  return chosen;
}

/** The window of tokens around a character span: where a quote is said to stand. */
export function windowAround(
  span: { start: number; end: number },
  starts: readonly number[],
  quote: QuoteTokens,
): Window {
  const slack = slackOf(quote) + 20;
  return {
    from: Math.max(0, tokenAt(starts, span.start) - slack),
    to: Math.min(starts.length, tokenAt(starts, span.end) + slack),
  };
}

/** Index of the first token that starts at or after an offset. */
export function tokenAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
