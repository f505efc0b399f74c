import type { PreparedText } from "./prepare-text.ts";
import { GAP, MARK, NUMBER, SIGN, type Tokens, UNIT, WORD } from "./tokens.ts";

/** One step of the way through quote and source: token indices, -1 where a side has nothing. */
export interface Step {
  quote: number;
  source: number;
  equal: boolean;
}

export interface Alignment {
  steps: Step[];
  /** Token span in the source, `to` exclusive. */
  from: number;
  to: number;
  /** Share of the words that stand on both sides in the same order, 0–1. */
  score: number;
}

/** The quote as the aligner sees it: ids from the source's vocabulary, gaps told apart. */
export interface QuoteTokens {
  tokens: Tokens;
  ids: Int32Array;
}

const WEIGHT: Record<number, number> = { [WORD]: 1, [NUMBER]: 1, [UNIT]: 1, [SIGN]: 0.1, [MARK]: 0, [GAP]: 0 };
const ALONE: Record<number, number> = { [WORD]: 1, [NUMBER]: 1, [UNIT]: 0.8, [SIGN]: 0.25, [MARK]: 0.02, [GAP]: 0.25 };
/** Cost of a source word hidden behind a marked ellipsis: little, so that the nearest continuation wins. */
const HIDDEN = 0.012;

/** Words of one lemma, roughly: a shared beginning of at least three letters and 60 % of the longer. */
export function related(a: string, b: string): boolean {
  const longer = Math.max(a.length, b.length);
  const needed = Math.max(3, Math.ceil(longer * 0.6));
  if (Math.min(a.length, b.length) < needed) return false;
  for (let i = 0; i < needed; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return false;
  return true;
}

function replacing(a: Tokens, i: number, b: Tokens, j: number): number {
  const kind = a.kinds[i]!;
  const other = b.kinds[j]!;
  if (kind === other) {
    if (kind === WORD) return related(a.keys[i]!, b.keys[j]!) ? 0.4 : 0.9;
    return kind === SIGN ? 0.3 : kind === GAP ? 2 : 0.7;
  }
  if (kind === SIGN || other === SIGN || kind === MARK || other === MARK || kind === GAP || other === GAP) return 2;
  return 0.95;
}

/**
 * The cheapest way to read the quote somewhere within `[from, to)` of the source's tokens: a semi-global edit alignment on
 * tokens, in which a marked ellipsis of the quote passes over source words almost freely.
 */
export function align(quote: QuoteTokens, source: PreparedText, ids: Int32Array, from: number, to: number) {
  const m = quote.ids.length;
  const n = to - from;
  if (m === 0 || n <= 0) return undefined;
  const width = n + 1;
  const cost = new Float32Array((m + 1) * width);
  const came = new Uint8Array((m + 1) * width); // 1 both, 2 source alone, 3 quote alone
  for (let i = 1; i <= m; i++) {
    const row = i * width;
    const above = row - width;
    const gap = quote.tokens.kinds[i - 1] === GAP;
    const alone = gap ? 0 : ALONE[quote.tokens.kinds[i - 1]!]!;
    const id = quote.ids[i - 1]!;
    cost[row] = cost[above]! + alone;
    came[row] = 3;
    for (let j = 1; j <= n; j++) {
      const at = from + j - 1;
      let best = cost[above + j]! + alone;
      let how = 3;
      const skip = cost[row + j - 1]! + (gap ? HIDDEN : ALONE[source.tokens.kinds[at]!]!);
      if (skip < best) {
        best = skip;
        how = 2;
      }
      const both =
        cost[above + j - 1]! +
        (id >= 0 && id === ids[at] ? 0 : gap ? 2 : replacing(quote.tokens, i - 1, source.tokens, at));
      if (both <= best) {
        best = both;
        how = 1;
      }
      cost[row + j] = best;
      came[row + j] = how;
    }
  }
  const lastRow = m * width;
  let end = 0;
  for (let j = 1; j <= n; j++) if (cost[lastRow + j]! < cost[lastRow + end]! - 1e-6) end = j;
  return walkBack(quote, source, ids, from, width, came, end);
}

function walkBack(
  quote: QuoteTokens,
  source: PreparedText,
  ids: Int32Array,
  from: number,
  width: number,
  came: Uint8Array,
  end: number,
): Alignment | undefined {
  const steps: Step[] = [];
  let i = quote.ids.length;
  let j = end;
  while (i > 0) {
    const how = came[i * width + j];
    if (how === 1) {
      i--;
      j--;
      const id = quote.ids[i]!;
      steps.push({ quote: i, source: from + j, equal: id >= 0 && id === ids[from + j] });
    } else if (how === 2) {
      j--;
      steps.push({ quote: quote.tokens.kinds[i - 1] === GAP ? i - 1 : -1, source: from + j, equal: false });
    } else {
      i--;
      steps.push({ quote: i, source: -1, equal: false });
    }
  }
  steps.reverse();
  return summed(withoutLastStop(trimmed(steps, quote), quote, source), quote, source);
}

const isHidden = (step: Step, quote: QuoteTokens) => step.quote >= 0 && quote.tokens.kinds[step.quote] === GAP;

/** Source words passed over before the first or after the last word read belong to no quote. */
function trimmed(steps: Step[], quote: QuoteTokens): Step[] {
  const onlySource = (step: Step) => step.source >= 0 && (step.quote < 0 || isHidden(step, quote));
  let first = 0;
  while (first < steps.length && onlySource(steps[first]!)) first++;
  let last = steps.length;
  while (last > first && onlySource(steps[last - 1]!)) last--;
  return steps.slice(first, last);
}

const STOPS = ".,;:";

/** The stop a quoter sets at the end says nothing, unless the source asks or exclaims there. */
function withoutLastStop(steps: Step[], quote: QuoteTokens, source: PreparedText): Step[] {
  let last = steps.length;
  while (last > 0) {
    const step = steps[last - 1]!;
    if (step.equal || step.quote < 0 || !STOPS.includes(quote.tokens.keys[step.quote]!)) break;
    if (step.source >= 0 && !STOPS.includes(source.tokens.keys[step.source]!)) break;
    last--;
  }
  return steps.slice(0, last);
}

function summed(steps: Step[], quote: QuoteTokens, source: PreparedText): Alignment | undefined {
  let shared = 0;
  let inQuote = 0;
  let inSource = 0;
  let from = Number.POSITIVE_INFINITY;
  let to = -1;
  for (const step of steps) {
    if (step.source >= 0) {
      from = Math.min(from, step.source);
      to = Math.max(to, step.source + 1);
    }
    if (isHidden(step, quote)) continue;
    const ofQuote = step.quote >= 0 ? WEIGHT[quote.tokens.kinds[step.quote]!]! : 0;
    const ofSource = step.source >= 0 ? WEIGHT[source.tokens.kinds[step.source]!]! : 0;
    inQuote += ofQuote;
    inSource += ofSource;
    if (step.equal) shared += ofQuote;
    else if (step.quote >= 0 && step.source >= 0) {
      const close = related(quote.tokens.keys[step.quote]!, source.tokens.keys[step.source]!);
      if (close) shared += ofQuote * 0.5;
    }
  }
  if (to < 0) return undefined;
  return { steps, from, to, score: shared / Math.max(inQuote, inSource, 1e-9) };
}

/** The alignment of a quote that stands token for token at `from`. */
export function straight(quote: QuoteTokens, from: number): Alignment {
  const steps = Array.from(quote.ids, (_, i) => ({ quote: i, source: from + i, equal: true }));
  return { steps, from, to: from + quote.ids.length, score: 1 };
}
