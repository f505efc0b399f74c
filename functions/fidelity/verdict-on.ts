import type { Alignment, QuoteTokens } from "./align.ts";
import { cutAt } from "./cut.ts";
import { type Difference, differencesOf, type Hidden } from "./differences.ts";
import { editOf, reasonFor } from "./guard.ts";
import { caseDifference } from "./letter-case.ts";
import { isFunctionWord } from "./lexicon/function-word.ts";
import { MODALITY } from "./lexicon/modality.ts";
import { NEGATION } from "./lexicon/negation.ts";
import { QUANTIFIER } from "./lexicon/quantifier.ts";
import type { PreparedText } from "./prepare-text.ts";
import { GAP, SIGN } from "./tokens.ts";
import type { Anchor, DifferenceReason } from "./verdict.ts";

/** More than this between two parts of an elided quote, and they are two quotes. */
const LONGEST_GAP = 700;

/** Whether a quote that stands somewhere says what stands there. */
export function verdictOn(
  alignment: Alignment,
  quote: QuoteTokens,
  source: PreparedText,
  written: string,
  ocr: boolean,
): Anchor {
  const start = source.tokens.starts[alignment.from]!;
  const end = endOf(alignment, source, written);
  const score = Math.round(alignment.score * 1000) / 1000;
  const { differences, hidden } = differencesOf(alignment, quote, source);
  const cut = cutAt(source, alignment.from, alignment.to);
  const cased = caseDifference(alignment, quote, source);
  const gaps = hidden.map((gap) => ({ from: source.raw.slice(gap.start, gap.end), to: "…" }));
  const edits = differences.map((difference) => editOf(difference, source.raw, quote.tokens.text));
  const reason =
    reasonFor(differences) ?? cut?.reason ?? cased?.reason ?? hiddenReason(hidden) ?? thinness(alignment, differences);
  if (
    differences.length > 0 ||
    cased !== undefined ||
    reason !== undefined ||
    hidden.some((gap) => splices(gap, source))
  ) {
    const all = [...edits, ...[cut, cased].flatMap((found) => (found === undefined ? [] : [found.edit])), ...gaps];
    return {
      found: true,
      start,
      end,
      fidelity: "differs",
      edits: all,
      ...(reason === undefined ? {} : { reason }),
      score,
    };
  }
  const fidelity = ocr ? "ocr" : hidden.length > 0 ? "elided" : "normalised";
  return { found: true, start, end, fidelity, edits: gaps, score: 1 };
}

/** The dots that end the quote are part of it where the source has the same. */
function endOf(alignment: Alignment, source: PreparedText, written: string): number {
  const end = source.tokens.ends[alignment.to - 1]!;
  const next = alignment.to;
  if (source.tokens.kinds[next] !== GAP || source.tokens.starts[next] !== end) return end;
  return /(?:…|\.\.\.)[\s"'»«”“’]*$/u.test(written.slice(-8)) ? source.tokens.ends[next]! : end;
}

/** An ellipsis that hides nothing but a negation, a limit or a *may* turns the sentence round, marked or not. */
function hiddenReason(hidden: readonly Hidden[]): DifferenceReason | undefined {
  for (const { tokens } of hidden) {
    const words = tokens.filter((token) => token.kind !== SIGN);
    const small = words.every(
      ({ key }) => isFunctionWord(key) || NEGATION.has(key) || QUANTIFIER.has(key) || MODALITY.has(key),
    );
    if (!small) continue;
    if (words.some(({ key }) => NEGATION.has(key))) return "negation-changed";
    if (words.some(({ key }) => MODALITY.has(key))) return "modality-changed";
    if (words.some(({ key }) => QUANTIFIER.has(key))) return "quantifier-changed";
  }
  return undefined;
}

/** A gap that begins inside one sentence and ends inside another puts two halves together. */
function splices({ start, end }: Hidden, source: PreparedText): boolean {
  const gap = source.raw.slice(start, end);
  if (gap.length > LONGEST_GAP) return true;
  const stop = gap.search(/[.!?]\s+\p{Lu}/u);
  return stop >= 0 && !/[.!?]\s*$/u.test(gap) && !/[.!?]\s*$/u.test(source.raw.slice(Math.max(0, start - 3), start));
}

/** Many words that are not the source's make a quote invented, whatever each of them is. */
function thinness(alignment: Alignment, differences: readonly Difference[]): DifferenceReason | undefined {
  return alignment.score < 0.8 && differences.some((difference) => difference.to.length > 0)
    ? "invented-words"
    : undefined;
}
