import { type Alignment, align, type QuoteTokens, straight } from "./align.ts";
import { characterWindows } from "./character-windows.ts";
import { isHyphen, isSpace } from "./characters.ts";
import { chooseOccurrence } from "./choose-occurrence.ts";
import { cutAt } from "./cut.ts";
import { occurrences, tokenAt, type Window, windowAround, windowsFor } from "./locate.ts";
import { foldedKeys, type PreparedText, prepareText, type TokenIndex } from "./prepare-text.ts";
import { runningHeads } from "./running-heads.ts";
import { GAP, MARK, SIGN, scanTokens, type Tokens } from "./tokens.ts";
import type { Anchor, AnchorHint } from "./verdict.ts";
import { verdictOn } from "./verdict-on.ts";

/** Below this share of words in common, in order, a quote has no place in the text. Measured with `bench anchor`. */
const FOUND = 0.6;
/** A quote longer than this is no quote; it can still stand verbatim. */
const LONGEST_QUOTE = 20_000;
/** Places looked at for one quote: text that repeats itself has one at every letter. */
const MOST_PLACES = 1_000;
/** Fewer words than this are too common to be told apart when they differ. */
const FEWEST_WORDS = 3;

/** Cells of all alignments of one quote together: what keeps a hostile quote from costing more than a long one. */
const MOST_CELLS = 1_200_000;

/**
 * Where a quote stands in a text, and whether it says what stands there: exactly, then on the normalised copy, then with
 * marked ellipses, then approximately; then a verdict on each difference.
 * @param text a report's canonical text; give a {@link prepareText}d one when there are many quotes
 */
export function anchorQuote(text: string | PreparedText, quote: string, hint: AnchorHint = {}): Anchor {
  const source = typeof text === "string" ? prepared(text) : text;
  const wanted = quote.trim();
  if (wanted.length === 0) return { found: false, reason: "not-found", bestScore: 0 };
  const verbatim = verbatimIn(source, wanted, hint);
  if (verbatim !== undefined) return verbatim;
  if (wanted.length > LONGEST_QUOTE) return { found: false, reason: "not-found", bestScore: 0 };
  const plain = anchorTokens(source, wanted, hint, false);
  if (!hint.ocr || (plain.found && plain.fidelity !== "differs")) return plain;
  const folded = anchorTokens(source, wanted, hint, true);
  if (!folded.found) return plain;
  return !plain.found || folded.fidelity !== "differs" || folded.score > plain.score ? folded : plain;
}

let latest: PreparedText | undefined;

/** Quotes come in runs against one report: the report last prepared is kept. */
function prepared(text: string): PreparedText {
  if (latest?.raw !== text) latest = prepareText(text);
  return latest;
}

function verbatimIn(source: PreparedText, quote: string, hint: AnchorHint): Anchor | undefined {
  const { starts, ends } = source.tokens;
  const spans: { start: number; end: number }[] = [];
  let tries = 0;
  for (let at = source.raw.indexOf(quote); at >= 0 && tries < MOST_PLACES; at = source.raw.indexOf(quote, at + 1)) {
    tries++;
    const end = at + quote.length;
    if (!splits(starts, ends, at) && (endsBroken(source.raw, end) || !splits(starts, ends, end)))
      spans.push({ start: at, end });
  }
  if (spans.length === 0) return undefined;
  const chosen = chooseOccurrence(spans, quote, source.raw, hint);
  if (chosen === undefined) return { found: false, reason: "ambiguous", bestScore: 1 };
  const cut = cutAt(source, tokenAt(starts, chosen.start), tokenAt(starts, chosen.end));
  if (cut !== undefined) {
    return { found: true, ...chosen, fidelity: "differs", edits: [cut.edit], reason: cut.reason, score: 1 };
  }
  return { found: true, ...chosen, fidelity: "verbatim", edits: [], score: 1 };
}

/** A passage that ends in half a word, hyphen and all, may be quoted so. */
const endsBroken = (text: string, end: number) =>
  isHyphen(text.charCodeAt(end - 1)) && end < text.length && isSpace(text.charCodeAt(end));

/** Whether an offset lies inside a token: `284` of `1.284`, `ændret` of `uændret`. */
function splits(starts: readonly number[], ends: readonly number[], offset: number): boolean {
  const at = tokenAt(starts, offset) - 1;
  return at >= 0 && starts[at]! < offset && offset < ends[at]!;
}

function anchorTokens(source: PreparedText, quote: string, hint: AnchorHint, ocr: boolean): Anchor {
  const index = ocr ? source.ocrIndex : source.index;
  const all = scanTokens(quote, source.decimal, runningHeads(quote));
  const wanted = quoteTokens(all, index, ocr);
  if (wanted.ids.length === 0) return { found: false, reason: "not-found", bestScore: 0 };
  const alignments = straightly(wanted, index) ?? approximately(wanted, source, index, hint);
  const best = chooseBest(alignments, source, quote, hint);
  if (best === "ambiguous") return { found: false, reason: "ambiguous", bestScore: 1 };
  if (best === undefined) return { found: false, reason: "not-found", bestScore: 0 };
  const span = { start: source.tokens.starts[best.from]!, end: source.tokens.ends[best.to - 1]! };
  const words = best.steps.filter((step) => step.equal && source.tokens.kinds[step.source] !== SIGN).length;
  if (best.score < FOUND || (best.score < 1 && words < FEWEST_WORDS)) {
    const score = Math.round(best.score * 1000) / 1000;
    return { found: false, reason: "not-found", bestScore: score, ...(score >= FOUND / 2 ? { near: span } : {}) };
  }
  return verdictOn(best, wanted, source, quote, ocr);
}

/** The quote's tokens without the ellipses and the list dash around it, numbered as the source numbers them. */
function quoteTokens(all: Tokens, index: TokenIndex, ocr: boolean): QuoteTokens {
  const isOuter = (i: number) => all.kinds[i] === GAP || (all.kinds[i] === MARK && all.keys[i] === "-");
  const isDash = (i: number) => all.keys[i] === "-" && all.ends[i]! < (all.starts[i + 1] ?? 0);
  let from = 0;
  let to = all.keys.length;
  while (from < to && (isOuter(from) || isDash(from))) from++;
  while (to > from && (isOuter(to - 1) || (isOuter(to - 2) && isStop(all, to - 1)))) to--;
  const tokens: Tokens = {
    text: all.text,
    starts: all.starts.slice(from, to),
    ends: all.ends.slice(from, to),
    kinds: all.kinds.slice(from, to),
    keys: all.keys.slice(from, to),
  };
  const keys = ocr ? foldedKeys(tokens) : tokens.keys;
  return { tokens, ids: Int32Array.from(keys, (key) => index.idOf(key)) };
}

const isStop = (tokens: Tokens, i: number) => tokens.kinds[i] === SIGN && ".,;:".includes(tokens.keys[i]!);

/** A quote without the stop at its end: whoever quotes part of a sentence ends it so. */
function withoutStop(quote: QuoteTokens): QuoteTokens | undefined {
  let to = quote.ids.length;
  while (to > 0 && isStop(quote.tokens, to - 1)) to--;
  if (to === quote.ids.length || to === 0) return undefined;
  const { text, starts, ends, kinds, keys } = quote.tokens;
  return {
    tokens: {
      text,
      starts: starts.slice(0, to),
      ends: ends.slice(0, to),
      kinds: kinds.slice(0, to),
      keys: keys.slice(0, to),
    },
    ids: quote.ids.slice(0, to),
  };
}

/** Token for token, with the stop at the end of the quote or without. */
function straightly(quote: QuoteTokens, index: TokenIndex): Alignment[] | undefined {
  for (const wanted of [quote, withoutStop(quote)]) {
    const found = wanted === undefined ? [] : occurrences(wanted.ids, index);
    if (found.length > 0) return found.map((from) => straight(wanted!, from));
  }
  return undefined;
}

function approximately(quote: QuoteTokens, source: PreparedText, index: TokenIndex, hint: AnchorHint): Alignment[] {
  let cells = MOST_CELLS;
  const read = (windows: readonly Window[]) =>
    windows.flatMap((w) => {
      const size = quote.ids.length * (w.to - w.from);
      if (size > cells) return [];
      cells -= size;
      return align(quote, source, index.ids, w.from, w.to) ?? [];
    });
  const near = hint.span === undefined ? [] : read([windowAround(hint.span, source.tokens.starts, quote)]);
  const found = [...near, ...read(windowsFor(quote, index))];
  if (found.some((alignment) => alignment.score >= FOUND)) return found;
  return [...found, ...read(characterWindows(quote, source))];
}

/** The best alignment; among equally good ones the one the hint points to. */
function chooseBest(
  alignments: readonly Alignment[],
  source: PreparedText,
  quote: string,
  hint: AnchorHint,
): Alignment | "ambiguous" | undefined {
  const top = Math.max(...alignments.map((alignment) => alignment.score), 0);
  const equals = alignments.filter((alignment) => alignment.score > top - 1e-6);
  if (equals.length === 0) return undefined;
  const spans = equals.map(({ from, to }) => ({
    start: source.tokens.starts[from]!,
    end: source.tokens.ends[to - 1]!,
  }));
  const chosen = chooseOccurrence(spans, quote, source.raw, hint);
  return chosen === undefined ? "ambiguous" : equals[spans.indexOf(chosen)];
}
