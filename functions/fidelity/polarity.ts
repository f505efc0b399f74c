import { related } from "./align.ts";
import { DIRECTION, DIRECTION_HEADS } from "./lexicon/direction.ts";
import { isFunctionWord } from "./lexicon/function-word.ts";
import { MODALITY } from "./lexicon/modality.ts";
import { NEGATION, negates, negativeCompound } from "./lexicon/negation.ts";
import { senseOf } from "./lexicon/word-forms.ts";
import { sentencesOf } from "./sentences.ts";
import { gramsOf, sharedGrams } from "./support.ts";
import { scanTokens, UNIT, WORD } from "./tokens.ts";
import type { DifferenceReason } from "./verdict.ts";

const OPPOSITE: Readonly<Record<string, string>> = {
  up: "down",
  down: "up",
  better: "worse",
  worse: "better",
  "at least": "at most",
  "at most": "at least",
  twice: "halved",
  halved: "twice",
  before: "after",
  after: "before",
  begin: "end",
  end: "begin",
  agree: "disagree",
  disagree: "agree",
};

/** How binding or how sure: a text may not say more than its source. */
const STRENGTH: Readonly<Record<string, number>> = {
  can: 1,
  voluntary: 1,
  likely: 1,
  suggests: 1,
  trying: 1,
  expected: 1,
  should: 2,
  must: 3,
  shows: 3,
  done: 3,
};

/** Words on either side of a negation that it is about. */
const REACH = 4;

/** A statement is a sentence or two; beyond this many words nothing is compared. */
const MOST_WORDS = 500;

/** A sentence of a source, and the character grams it is found by. */
export interface SourceSentence {
  text: string;
  grams: ReadonlySet<string>;
  /** Index of its source. */
  source: number;
}

export const sourceSentences = (sources: readonly string[]): SourceSentence[] =>
  sources.flatMap((source, i) => sentencesOf(source).map((text) => ({ text, grams: gramsOf(text), source: i })));

/** The sentence of the sources that a text rests on most. */
export function bestSource(text: string, given: readonly SourceSentence[]): SourceSentence | undefined {
  const wanted = gramsOf(text);
  let best: SourceSentence | undefined;
  let most = -1;
  for (const sentence of given) {
    const shared = sharedGrams(wanted, sentence.grams);
    if (shared > most) {
      most = shared;
      best = sentence;
    }
  }
  return best;
}

/**
 * Whether a text turns round or hardens what its sources say: negation, then direction, then modality.
 * @param best the sentence of the sources that the text rests on ({@link bestSource})
 */
export function polarityAgainst(text: string, sources: readonly string[], best: string): DifferenceReason | undefined {
  const said = wordsOf(text);
  const given = wordsOf(best);
  const all = sources.flatMap(wordsOf);
  if (negationTurned(said, given) && !sources.some((other) => agrees(said, other))) return "negation-changed";
  if (directionTurned(said, all)) return "direction-changed";
  if (hardened(said, given, all)) return "modality-changed";
  return undefined;
}

const MOST_SENTENCES = 20;

const agrees = (said: readonly string[], source: string) =>
  sentencesOf(source)
    .slice(0, MOST_SENTENCES)
    .some((sentence) => {
      const given = wordsOf(sentence);
      const shared = contentOf(said).filter((word) => given.some((other) => same(word, other))).length;
      return shared >= contentOf(said).length * 0.5 && !negationTurned(said, given);
    });

function wordsOf(text: string): string[] {
  const tokens = scanTokens(text.slice(0, MOST_WORDS * 20), ",");
  return tokens.keys.filter((_, i) => tokens.kinds[i] === WORD || tokens.kinds[i] === UNIT).slice(0, MOST_WORDS);
}

const isNegation = (key: string) => NEGATION.has(key) || negativeCompound(key);
const contentOf = (words: readonly string[]) => words.filter((word) => !isFunctionWord(word) && !isNegation(word));
const same = (a: string, b: string) => a === b || related(a, b);

/** A negation on one side about words that stand on the other without one, or a word for its negative (`uændret`). */
function negationTurned(said: readonly string[], given: readonly string[]): boolean {
  if (turnedIn(said, given) || turnedIn(given, said)) return true;
  return said.some(
    (word) =>
      !isFunctionWord(word) &&
      !given.includes(word) &&
      given.some((other) => !said.includes(other) && negates(word, other)),
  );
}

function turnedIn(negative: readonly string[], plain: readonly string[]): boolean {
  return negative.some((word, at) => {
    if (!isNegation(word)) return false;
    const about = nearby(negative, at);
    if (about.length === 0) return false;
    const met = about.filter((near) => plain.some((other) => same(near, other)));
    if (met.length < Math.min(2, about.length) || met.length < about.length * 0.6) return false;
    return !met.some((near) => plain.some((other, i) => same(near, other) && negatedNear(plain, i)));
  });
}

const nearby = (words: readonly string[], at: number) => [
  ...contentOf(words.slice(Math.max(0, at - REACH), at)).slice(-1),
  ...contentOf(words.slice(at + 1, at + 1 + REACH * 2)).slice(0, 3),
];

const negatedNear = (words: readonly string[], at: number) =>
  words.slice(Math.max(0, at - REACH * 2), at + REACH + 1).some(isNegation);

function directionTurned(said: readonly string[], given: readonly string[]): boolean {
  const ours = directionsOf(said);
  const theirs = directionsOf(given);
  return [...ours].some((sense) => {
    const opposite = OPPOSITE[sense];
    return opposite !== undefined && !theirs.has(sense) && theirs.has(opposite) && !ours.has(opposite);
  });
}

const directionsOf = (words: readonly string[]) =>
  new Set(words.map((word) => senseOf(word, DIRECTION, DIRECTION_HEADS)).filter((sense) => sense !== undefined));

function hardened(said: readonly string[], given: readonly string[], all: readonly string[]): boolean {
  const ours = modalitiesOf(said);
  const theirs = modalitiesOf(given);
  const any = modalitiesOf(all);
  return [...ours].some((sense) => {
    const strength = STRENGTH[sense];
    if (strength === undefined || any.has(sense)) return false;
    const dropped = [...theirs].filter((other) => !ours.has(other) && STRENGTH[other] !== undefined);
    return dropped.length > 0 && dropped.every((other) => STRENGTH[other] !== strength);
  });
}

const modalitiesOf = (words: readonly string[]) =>
  new Set(words.map((word) => MODALITY.get(word)).filter((sense) => sense !== undefined));
