import type { Edit } from "../evidence/citation.ts";
import { related } from "./align.ts";
import type { Difference, Token } from "./differences.ts";
import { sameLetters } from "./differences.ts";
import { ACTOR, ACTOR_HEADS } from "./lexicon/actor.ts";
import { CALENDAR, isYear } from "./lexicon/calendar.ts";
import { DIRECTION, DIRECTION_HEADS } from "./lexicon/direction.ts";
import { isFunctionWord } from "./lexicon/function-word.ts";
import { MODALITY } from "./lexicon/modality.ts";
import { NEGATION, negates, negativeCompound } from "./lexicon/negation.ts";
import {
  ARTICLES,
  isNumberWord,
  isRoman,
  NUMBER_WORDS,
  ORDINALS,
  SCALE_WORDS,
  SHARES,
  VAGUE_NUMBERS,
} from "./lexicon/number-word.ts";
import { QUANTIFIER } from "./lexicon/quantifier.ts";
import { TIME_HEADS, UNIT_SENSE } from "./lexicon/unit.ts";
import { type Senses, senseOf } from "./lexicon/word-forms.ts";
import { MARK, NUMBER, UNIT, WORD } from "./tokens.ts";
import type { DifferenceReason } from "./verdict.ts";

/** One family of words whose change changes what is said. */
export interface Guard {
  reason: DifferenceReason;
  changed(difference: Difference): boolean;
}

/** Whether the two sides carry different senses, counted with multiplicity, in any order. */
function sensesDiffer(difference: Difference, sense: (token: Token) => string | undefined): boolean {
  return sensesOf(difference.from, sense) !== sensesOf(difference.to, sense);
}

const sensesOf = (tokens: readonly Token[], sense: (token: Token) => string | undefined) =>
  tokens
    .map(sense)
    .filter((s) => s !== undefined)
    .sort()
    .join(" ");

const by = (whole: Senses, heads?: Senses) => (token: Token) => senseOf(token.key, whole, heads);

const yearOf = (token: Token) =>
  token.kind === NUMBER && isYear(token.key.slice(1)) ? token.key : CALENDAR.get(token.key);

const numberOf =
  (english: boolean) =>
  (token: Token): string | undefined => {
    if (token.kind === NUMBER) return isYear(token.key.slice(1)) ? undefined : token.key;
    const { key } = token;
    if (token.kind === MARK) return key;
    if (SHARES.has(key)) return `share ${SHARES.get(key)}`;
    if (ORDINALS.has(key)) return `nr ${ORDINALS.get(key)}`;
    if (isNumberWord(key, english)) return `#${NUMBER_WORDS.get(key)}`;
    if (VAGUE_NUMBERS.has(key) || key === "hundrede" || key === "hundred") return key;
    if (isRoman(token.raw)) return `roman ${key}`;
    // `COVID-19`, `B12`; `femårsoverlevelse` and `treårsoverlevelse`
    const digits = key.match(/\d+/g);
    if (digits !== null && token.kind === WORD) return digits.join(" ");
    return numberPrefix(key);
  };

const PREFIX_WORDS = [...NUMBER_WORDS.keys()]
  .filter((word) => word.length >= 2 && !ARTICLES.has(word))
  .sort((a, b) => b.length - a.length);
const COUNTED = /^(?:års|dages|ugers|måneders|timers|delt|årig|dobbelt|cifret|fold|year|day|week|month|hour|fold)/;

function numberPrefix(key: string): string | undefined {
  if (key.length < 6) return undefined;
  const word = PREFIX_WORDS.find((prefix) => key.startsWith(prefix) && COUNTED.test(key.slice(prefix.length)));
  return word === undefined ? undefined : `prefix ${NUMBER_WORDS.get(word)}`;
}

/** A dash before a number, and none before that number: a minus come or gone. */
function minusChanged({ from, to, before, after }: Difference): boolean {
  const alone = from.length === 0 ? to : to.length === 0 ? from : [];
  return alone.length === 1 && alone[0]!.key === "-" && after?.kind === NUMBER && before?.kind !== NUMBER;
}

function unitOf(token: Token): string | undefined {
  if (token.kind === UNIT && !UNIT_SENSE.has(token.key))
    return token.key === "ca" || token.key === "nr" ? undefined : token.key;
  const known = UNIT_SENSE.get(token.key);
  if (known !== undefined) return known;
  return senseOf(token.key, TIME_HEADS, TIME_HEADS) === undefined ? undefined : token.key;
}

/** So many words against so many are no longer one word for another. */
const MOST_PAIRS = 2_500;

function negated(difference: Difference): boolean {
  if (
    sensesDiffer(difference, (token) => NEGATION.get(token.key) ?? (negativeCompound(token.key) ? "not" : undefined))
  ) {
    return true;
  }
  if (difference.from.length * difference.to.length > MOST_PAIRS) return false;
  return difference.from.some(
    (a) => a.kind === WORD && difference.to.some((b) => b.kind === WORD && a.key !== b.key && negates(a.key, b.key)),
  );
}

const isName = (token: Token) =>
  token.kind === WORD &&
  ((!token.first &&
    token.raw[0] !== token.raw[0]!.toLowerCase() &&
    token.raw.slice(1) !== token.raw.slice(1).toUpperCase()) ||
    isAcronym(token.raw));

/** Two to six capitals, digits allowed: `WHO`, `DRKS`, `B12`. */
export const isAcronym = (raw: string) => raw.length >= 2 && raw.length <= 8 && /^\p{Lu}[\p{Lu}\d/-]+s?$/u.test(raw);

function actorOf(token: Token): string | undefined {
  if (token.kind !== WORD || isRoman(token.raw)) return undefined;
  const common = ACTOR.get(token.key);
  if (common !== undefined) return common;
  if (isName(token) || ACTOR_HEADS.has(token.key) || senseOf(token.key, ACTOR_HEADS, ACTOR_HEADS) !== undefined)
    return stemOf(token.key);
  return undefined;
}

const stemOf = (key: string) => (key.endsWith("s") && key.length > 4 ? key.slice(0, -1) : key);

function invented({ from, to }: Difference): boolean {
  if (sameLetters(from, to)) return false;
  return to.some(
    (token) =>
      token.kind === WORD &&
      !isFunctionWord(token.key) &&
      !from.some((other) => other.key === token.key || related(token.key, other.key) || synonymous(token, other)),
  );
}

const FAMILIES = [DIRECTION, MODALITY, QUANTIFIER, NEGATION, ACTOR, CALENDAR];
const synonymous = (a: Token, b: Token) =>
  FAMILIES.some((family) => family.has(a.key) && family.get(a.key) === family.get(b.key)) ||
  (NUMBER_WORDS.has(a.key) && b.key === `#${NUMBER_WORDS.get(a.key)}`);

/** In order of what a reader would call it first. */
export const GUARDS: readonly Guard[] = [
  { reason: "number-changed", changed: (d) => sensesDiffer(d, numberOf(d.english)) || minusChanged(d) },
  { reason: "year-changed", changed: (d) => sensesDiffer(d, yearOf) },
  {
    reason: "unit-changed",
    changed: (d) => sensesDiffer(d, unitOf) || sensesDiffer(d, (t) => (SCALE_WORDS.has(t.key) ? t.key : undefined)),
  },
  { reason: "negation-changed", changed: negated },
  { reason: "direction-changed", changed: (d) => sensesDiffer(d, by(DIRECTION, DIRECTION_HEADS)) },
  { reason: "modality-changed", changed: (d) => sensesDiffer(d, by(MODALITY)) },
  { reason: "quantifier-changed", changed: (d) => sensesDiffer(d, by(QUANTIFIER)) },
  { reason: "actor-changed", changed: (d) => sensesDiffer(d, actorOf) },
  { reason: "invented-words", changed: invented },
];

/** The first critical reason among the differences, in the order of {@link GUARDS}; undefined when wording alone differs. */
export function reasonFor(
  differences: readonly Difference[],
  guards: readonly Guard[] = GUARDS,
): DifferenceReason | undefined {
  return guards.find((guard) => differences.some((difference) => guard.changed(difference)))?.reason;
}

/** What stands on either side, as written. */
export function editOf(difference: Difference, source: string, quote: string): Edit {
  const slice = (tokens: readonly Token[], text: string) =>
    tokens.length === 0 ? "" : text.slice(tokens[0]!.start, tokens.at(-1)!.end);
  return { from: slice(difference.from, source), to: slice(difference.to, quote) };
}
