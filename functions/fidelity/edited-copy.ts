import { align } from "./align.ts";
import { type Difference, differencesOf, type Token, tokenOf } from "./differences.ts";
import { GUARDS, type Guard } from "./guard.ts";
import { NEGATION } from "./lexicon/negation.ts";
import { QUANTIFIER } from "./lexicon/quantifier.ts";
import { prepareText } from "./prepare-text.ts";
import { NUMBER, scanTokens } from "./tokens.ts";
import type { DifferenceReason } from "./verdict.ts";

/** From here on a text is its source's sentence with changes, and what was put in can be held against it. */
const COPY = 0.7;
/** From here on even a word that the source has elsewhere counts as put in. */
const NEARLY_VERBATIM = 0.88;
const LONGEST = 4_000;
/** Characters between two places of one word that changed its place. */
const NEIGHBOURING = 40;

/** Figures have licences of their own: only a nearly verbatim text can be held to its place for each. */
const OF_WORDS = GUARDS.filter(({ reason }) => reason !== "number-changed" && reason !== "invented-words");
const OF_FIGURES = GUARDS.filter(({ reason }) => reason === "number-changed" || reason === "year-changed");

/** What a text that follows its source word for word puts in another's place: a *must* for a *may*, another actor, a `not`. */
export function changeInCopy(text: string, cited: string): DifferenceReason | undefined {
  if (text.length > LONGEST || cited.length > LONGEST || text === cited) return undefined;
  const source = prepareText(cited);
  const tokens = scanTokens(text, source.decimal);
  const quote = { tokens, ids: Int32Array.from(tokens.keys, (key) => source.index.idOf(key)) };
  const alignment = align(quote, source, source.index.ids, 0, source.index.ids.length);
  if (alignment === undefined || alignment.score < COPY) return undefined;
  const had = new Set(source.tokens.keys);
  const close = alignment.score >= NEARLY_VERBATIM;
  const found = differencesOf(alignment, quote, source).differences;
  // words right before the place may have moved into it
  const lead = [alignment.from - 2, alignment.from - 1].filter((at) => at >= 0).map((at) => tokenOf(source.tokens, at));
  const leading = { from: lead, to: [], before: undefined, after: undefined, english: source.decimal === "." };
  const differences = withoutMoves([leading, ...found]).slice(1);
  const inWords = differences
    .map(({ from, to, ...around }) => ({ ...around, from: from.filter(isWord), to: to.filter(isWord) }))
    .filter(({ from, to }) => close || (from.length === 1 && to.length === 1) || to.some(({ key }) => !had.has(key)));
  // in a short sentence a single word is much of it: dropped alone it is no condensing either
  if ((close || differences.length === 1) && differences.some(dropsNegation)) return "negation-changed";
  if ((close || differences.length === 1) && differences.some(dropsSeldom)) return "quantifier-changed";
  return putIn(inWords, OF_WORDS) ?? (close ? putIn(differences, OF_FIGURES) : undefined);
}

/** Danish turns subject and verb round when a sentence begins otherwise: `Samtidig vil vi …`, `Vi vil …`. */
function withoutMoves(differences: readonly Difference[]): Difference[] {
  const kept = differences.map((difference) => ({ ...difference }));
  for (let i = 0; i + 1 < kept.length; i++) {
    const [one, next] = [kept[i]!, kept[i + 1]!];
    if (placeOf(next) - placeOf(one) > NEIGHBOURING) continue;
    const forth = one.from.filter(({ key }) => next.to.some((token) => token.key === key));
    const back = one.to.filter(({ key }) => next.from.some((token) => token.key === key));
    // both ways is no move but an exchange: `kan … skal` for `skal … kan`
    if (forth.length > 0 === back.length > 0) continue;
    const moved = new Set([...forth, ...back].map(({ key }) => key));
    const stays = ({ key }: Token) => !moved.has(key);
    kept[i] = { ...one, from: one.from.filter(stays), to: one.to.filter(stays) };
    kept[i + 1] = { ...next, from: next.from.filter(stays), to: next.to.filter(stays) };
  }
  return kept;
}

const placeOf = ({ from, before }: Difference) => from[0]?.start ?? before?.end ?? 0;

/** Leaving out a clause is condensing; leaving out its `not` alone is not. */
const dropsNegation = ({ from, to }: Difference) =>
  to.length === 0 && from.length <= 2 && from.some(({ key }) => NEGATION.has(key));

/** `bliver sjældent spurgt` without its `sjældent` says nearly the opposite. */
const dropsSeldom = ({ from, to }: Difference) =>
  to.length === 0 && from.length <= 2 && from.some(({ key }) => QUANTIFIER.get(key) === "seldom");

const isWord = (token: Token) => token.kind !== NUMBER;

/** The first reason for which something was put in. Dropping words is what a statement is for. */
function putIn(differences: readonly Difference[], guards: readonly Guard[]): DifferenceReason | undefined {
  const nothing: Token[] = [];
  return guards.find((guard) =>
    differences.some((difference) => {
      if (!guard.changed(difference) || !guard.changed({ ...difference, from: nothing })) return false;
      // one negation for another: `der mangler` and `der er ikke`
      return guard.reason !== "negation-changed" || !guard.changed({ ...difference, to: nothing });
    }),
  )?.reason;
}
