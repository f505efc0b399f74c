import type { Alignment, QuoteTokens } from "./align.ts";
import { isHyphen, isInvisible, isLineBreak, isSpace } from "./characters.ts";
import { isYear } from "./lexicon/calendar.ts";
import { tokenAt } from "./locate.ts";
import type { PreparedText } from "./prepare-text.ts";
import { GAP, MARK, NUMBER, SIGN, type Tokens, UNIT } from "./tokens.ts";

/** Neighbouring token differences as one: the tokens on either side, and the tokens right before and after. */
export interface Difference {
  from: readonly Token[];
  to: readonly Token[];
  before: Token | undefined;
  after: Token | undefined;
  /** The source is English: `to` and `fire` are no numbers there. */
  english: boolean;
}

export interface Token {
  key: string;
  kind: number;
  raw: string;
  start: number;
  end: number;
  /** True for the first word after a sentence end, whose capital says nothing. */
  first: boolean;
}

/** What a marked ellipsis hides. */
export interface Hidden {
  tokens: readonly Token[];
  start: number;
  end: number;
}

const ABBREVIATIONS = new Set([
  "%",
  "kr",
  "mio",
  "mia",
  "nr",
  "ca",
  "stk",
  "jf",
  "bl",
  "fx",
  "feks",
  "mv",
  "osv",
  "dvs",
  "st",
  "nos",
  "pga",
  "mht",
  "inkl",
  "ekskl",
  "max",
  "min",
  "al",
  "etc",
  "eg",
  "ie",
  "dr",
  "mr",
  "vs",
]);

export function tokenOf(tokens: Tokens, at: number): Token {
  const start = tokens.starts[at]!;
  const end = tokens.ends[at]!;
  const previous = tokens.keys[at - 1];
  const first = at === 0 || previous === "." || previous === "?" || previous === "!" || previous === ":";
  return { key: tokens.keys[at]!, kind: tokens.kinds[at]!, raw: tokens.text.slice(start, end), start, end, first };
}

/** The differences of an alignment that cannot be undone by rule, and what its ellipses hide. */
export function differencesOf(alignment: Alignment, quote: QuoteTokens, source: PreparedText) {
  const differences: Difference[] = [];
  const hidden: Hidden[] = [];
  let from: Token[] = [];
  let to: Token[] = [];
  let gap: Token[] = [];
  let before: Token | undefined;
  const close = (after: Token | undefined) => {
    if (gap.length > 0) hidden.push({ tokens: gap, start: gap[0]!.start, end: gap.at(-1)!.end });
    gap = [];
    if (from.length > 0 || to.length > 0) {
      const left = withoutMarks(from, to, before, source, quote.tokens.text);
      if (left !== undefined) differences.push({ ...left, before, after, english: source.decimal === "." });
    }
    from = [];
    to = [];
  };
  for (const step of alignment.steps) {
    const inQuote = step.quote >= 0 ? tokenOf(quote.tokens, step.quote) : undefined;
    const inSource = step.source >= 0 ? tokenOf(source.tokens, step.source) : undefined;
    if (step.equal) {
      close(inSource);
      before = inSource;
    } else if (inQuote?.kind === GAP) {
      if (gap.length === 0) close(inSource);
      if (inSource !== undefined) gap.push(inSource);
    } else {
      if (gap.length > 0) close(inSource);
      if (inSource !== undefined) from.push(inSource);
      if (inQuote !== undefined) to.push(inQuote);
    }
  }
  close(undefined);
  return { differences, hidden };
}

/** The difference without what may be undone by rule; undefined when nothing is left. */
function withoutMarks(from: Token[], to: Token[], before: Token | undefined, source: PreparedText, quoteText: string) {
  const isStop = (token: Token, previous: Token | undefined) =>
    token.key === "." && previous !== undefined && ABBREVIATIONS.has(previous.key);
  const keep = (tokens: Token[]) => tokens.filter((token, i) => !isStop(token, i === 0 ? before : tokens[i - 1]));
  const inSource = keep(from).filter((token) => token.kind !== MARK);
  const inQuote = keep(to);
  if (inSource.length === 0 && inQuote.length === 0) return undefined;
  if (joinedTightly(from, inQuote)) return undefined;
  if (markOnNumber(inSource, inQuote, source)) return undefined;
  if (sameLetters(inSource, inQuote) && joinedByHyphen(inSource, inQuote, source, quoteText)) return undefined;
  return { from: inSource, to: inQuote };
}

/** Words that stand against each other with a dash or digits between, written as one: `app–based`, `KOMMANDO1`. */
function joinedTightly(from: readonly Token[], to: readonly Token[]): boolean {
  const pieces = from.length > to.length ? from : to;
  const whole = from.length > to.length ? to : from;
  if (whole.length === 0 || pieces.length === whole.length) return false;
  const tight = pieces.every(
    (token, i) => i === 0 || token.start === pieces[i - 1]!.end || whole.some((w) => w.key === token.key),
  );
  const letters = (tokens: readonly Token[]) =>
    tokens.map((token) => (token.key === "-" ? "" : token.key.replace("^", ""))).join("");
  return tight && [...from, ...to].every((token) => token.kind !== NUMBER) && letters(pieces) === letters(whole);
}

/**
 * `2712` for 27 with note 12: told only by the notes around it, where 12 is the one missing between 11 and 13 or the one
 * that all of them are.
 */
function markOnNumber(from: readonly Token[], to: readonly Token[], source: PreparedText): boolean {
  const [glued, bare] = [from[0], to[0]];
  if (from.length !== 1 || to.length !== 1 || glued?.kind !== NUMBER || bare?.kind !== NUMBER) return false;
  if (!/^\d{2,}$/.test(glued.raw) || !/^\d+$/.test(bare.raw) || isYear(glued.raw)) return false;
  const note = glued.raw.startsWith(bare.raw) ? glued.raw.slice(bare.raw.length) : "";
  if (note.length === 0 || note.length > 2 || note.startsWith("0")) return false;
  const at = tokenAt(source.tokens.starts, glued.start);
  const before = nearestMark(source.tokens, at, -1);
  const after = nearestMark(source.tokens, at, 1);
  const number = Number(note);
  return (before === number - 1 && after === number + 1) || (before === number && after === number);
}

const FARTHEST_MARK = 3_000;

function nearestMark(tokens: Tokens, from: number, step: 1 | -1): number | undefined {
  for (
    let at = from + step, seen = 0;
    at >= 0 && at < tokens.kinds.length && seen < FARTHEST_MARK;
    at += step, seen++
  ) {
    if (tokens.kinds[at] === MARK) return Number(tokens.keys[at]!.replace(/\D/g, "")) || undefined;
  }
  return undefined;
}

const joined = (tokens: readonly Token[]) => tokens.map((token) => token.key.replace("#", "")).join("");

export const sameLetters = (a: readonly Token[], b: readonly Token[]) =>
  a.length > 0 && b.length > 0 && joined(a) === joined(b);

/** Word pieces that a hyphen and a break part (`kræf- tplan`), and digits grouped by one space (`12 345`). */
function joinedByHyphen(a: readonly Token[], b: readonly Token[], source: PreparedText, quoteText: string): boolean {
  const pieces = a.length > b.length ? a : b;
  const whole = a.length > b.length ? b : a;
  if (whole.length !== 1) return false;
  if (pieces.every((token) => token.kind === NUMBER)) {
    const text = pieces === a ? source.raw : quoteText;
    const groups = pieces.slice(1).every((token, i) => {
      const between = text.slice(pieces[i]!.end, token.start);
      return /^\d{3}(?:,\d+|\.\d+)?$/.test(token.key.slice(1)) && /^[ \u00a0\u2009\u202f]$/.test(between);
    });
    return groups && /^\d{1,3}$/.test(pieces[0]!.key.slice(1));
  }
  if (pieces !== a || pieces.some((token) => token.kind === NUMBER || token.kind === SIGN || token.kind === UNIT)) {
    return false;
  }
  return pieces.slice(1).every((token, i) => {
    const between = source.raw.slice(pieces[i]!.end, token.start);
    return between.length <= 12 && breaksWord(between);
  });
}

function breaksWord(between: string): boolean {
  let hyphen = false;
  for (const character of between) {
    const unit = character.charCodeAt(0);
    if (isHyphen(unit) || unit === 0xad) hyphen = true;
    else if (!(isSpace(unit) || isInvisible(unit) || isLineBreak(unit))) return false;
  }
  return hyphen;
}
