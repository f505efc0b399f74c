import type { Edit } from "../evidence/citation.ts";
import type { Alignment, QuoteTokens } from "./align.ts";
import { isAcronym } from "./guard.ts";
import { isFunctionWord } from "./lexicon/function-word.ts";
import { isRoman } from "./lexicon/number-word.ts";
import type { PreparedText } from "./prepare-text.ts";
import { NUMBER, UNIT, WORD } from "./tokens.ts";
import type { DifferenceReason } from "./verdict.ts";

/** Letter case that tells two units apart: milliwatt and megawatt, bits and bytes. */
const CASED_UNITS = new Set(["mw", "mb", "gb", "kb", "tb", "mhz", "mj", "mv", "pa", "mpa"]);
const CASED_LETTERS = new Set(["m", "g", "k", "t", "w"]);
const MOSTLY = 0.8;

/** A difference of case alone that is no mere setting: an acronym against a word, `mW` against `MW`. */
export function caseDifference(
  alignment: Alignment,
  quote: QuoteTokens,
  source: PreparedText,
): { edit: Edit; reason?: DifferenceReason } | undefined {
  const pairs: { from: string; to: string; key: string; kind: number; counted: boolean }[] = [];
  let capitalsFrom = 0;
  let capitalsTo = 0;
  let letters = 0;
  for (const step of alignment.steps) {
    if (!step.equal) continue;
    const kind = source.tokens.kinds[step.source]!;
    if (kind !== WORD && kind !== UNIT) continue;
    const from = source.raw.slice(source.tokens.starts[step.source], source.tokens.ends[step.source]);
    const to = quote.tokens.text.slice(quote.tokens.starts[step.quote], quote.tokens.ends[step.quote]);
    letters += from.length;
    if (from === from.toUpperCase()) capitalsFrom += from.length;
    if (to === to.toUpperCase()) capitalsTo += to.length;
    const counted = step.source > 0 && source.tokens.kinds[step.source - 1] === NUMBER;
    if (from !== to) pairs.push({ from, to, key: source.tokens.keys[step.source]!, kind, counted });
  }
  const inCapitals = capitalsFrom > letters * MOSTLY || capitalsTo > letters * MOSTLY;
  for (const { from, to, key, kind, counted } of pairs) {
    if (from.toLowerCase() !== to.toLowerCase()) continue;
    if (counted && (CASED_UNITS.has(key) || (!inCapitals && CASED_LETTERS.has(key)))) {
      return { edit: { from, to }, reason: "unit-changed" };
    }
    if (inCapitals || kind === UNIT) continue;
    if (isRoman(from) !== isRoman(to)) return { edit: { from, to } };
    if (isAcronym(from) !== isAcronym(to)) {
      return isFunctionWord(key) ? { edit: { from, to }, reason: "actor-changed" } : { edit: { from, to } };
    }
  }
  return undefined;
}
