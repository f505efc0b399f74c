import type { Span } from "../evidence/span.ts";
import {
  isApostrophe,
  isBullet,
  isDash,
  isDigit,
  isHyphen,
  isInvisible,
  isLetter,
  isLineBreak,
  isQuoteMark,
  isSpace,
  isSuperscript,
} from "./characters.ts";
import { isFunctionWord } from "./lexicon/function-word.ts";
import { type DecimalMark, numberKey } from "./number-key.ts";
import { percentAt } from "./percent.ts";
import { UNIT_SPELLINGS } from "./unit-spellings.ts";

export const WORD = 0;
export const NUMBER = 1;
export const UNIT = 2;
/** A footnote mark: digits glued to a word, superscripts, `[3]`, `*`. */
export const MARK = 3;
export const SIGN = 4;
/** An ellipsis, bare or in brackets. */
export const GAP = 5;

/**
 * The normalised copy of a text: tokens whose keys are equal when the words differ by nothing but space, hyphenation,
 * soft hyphen, ligature, composed letters, quotation marks, dash, case, or another way of writing the same number or unit.
 * `starts` and `ends` are the map back: UTF-16 offsets into the text.
 */
export interface Tokens {
  text: string;
  starts: number[];
  ends: number[];
  kinds: number[];
  keys: string[];
}

/** After a hyphen at a line end these words stand on their own: `ind-\nog udskrivning`. */
const CONJUNCTIONS = new Set(["og", "eller", "samt", "and", "or", "till", "til", "to", "och"]);
/** Things that bear a small number of their own, here and there written against it: `type2`, `grad3`. */
const NUMBERED = new Set("type grad fase trin stadie stadium gruppe phase grade stage step level niveau".split(" "));
/** Capitals that a number belongs to, points and all: `PM2.5`, `R4.1`. */
const CODE = /^\p{Lu}{1,5}$/u;
const PLAIN = /^[a-zæøåäöéü]*$/;

class Scanner {
  readonly tokens: Tokens;
  readonly text: string;
  readonly decimal: DecimalMark;
  private readonly skips: readonly Span[];
  private skipIndex = 0;

  constructor(text: string, decimal: DecimalMark, skips: readonly Span[]) {
    this.text = text;
    this.decimal = decimal;
    this.skips = skips;
    this.tokens = { text, starts: [], ends: [], kinds: [], keys: [] };
  }

  private code(at: number): number {
    return at < this.text.length ? this.text.charCodeAt(at) : 0;
  }

  private push(start: number, end: number, kind: number, key: string) {
    this.tokens.starts.push(start);
    this.tokens.ends.push(end);
    this.tokens.kinds.push(kind);
    this.tokens.keys.push(key);
  }

  /** Past whitespace, invisible characters and running heads. */
  private pastSpace(from: number): number {
    let at = from;
    for (;;) {
      const skip = this.skipAt(at);
      if (skip !== undefined) at = skip.end;
      else if (at < this.text.length && (isSpace(this.code(at)) || isInvisible(this.code(at)))) at++;
      else return at;
    }
  }

  private skipAt(at: number): Span | undefined {
    while (this.skipIndex < this.skips.length && this.skips[this.skipIndex]!.end <= at) this.skipIndex++;
    const skip = this.skips[this.skipIndex];
    return skip !== undefined && skip.start <= at ? skip : undefined;
  }

  /** The running head at an offset ahead of the scan. */
  private skipFrom(at: number): Span | undefined {
    for (let i = this.skipIndex; i < this.skips.length && this.skips[i]!.start <= at; i++) {
      if (at < this.skips[i]!.end) return this.skips[i];
    }
    return undefined;
  }

  run(): Tokens {
    let at = this.pastSpace(0);
    while (at < this.text.length) {
      const code = this.code(at);
      let next: number;
      if (isLetter(code)) next = this.word(at);
      else if (isDigit(code)) next = this.number(at);
      else next = this.sign(at, code);
      at = this.pastSpace(next);
    }
    return this.tokens;
  }

  private word(start: number): number {
    let at = start;
    let letters = 0;
    let plainTail = 0;
    let pieces = "";
    let pieceStart = start;
    const endPiece = (to: number) => {
      pieces += this.text.slice(pieceStart, to);
    };
    for (;;) {
      const code = this.code(at);
      if (isLetter(code)) {
        letters++;
        plainTail = code >= 0x61 ? plainTail + 1 : 0;
        at++;
      } else if (isInvisible(code) && at < this.text.length) {
        at++;
      } else if (isDigit(code)) {
        // `samlet12`: a footnote's digits; `CO2`, `B12`: part of the name
        const end = this.digitsFrom(at);
        if (end - at <= 3 && !isLetter(this.code(end)) && takesMark(this.text.slice(start, at), end - at, plainTail))
          break;
        at = CODE.test(this.text.slice(start, at)) ? this.decimalsFrom(end) : end;
        plainTail = 0;
      } else if (isSuperscript(code)) {
        if (letters >= 3) break;
        at++;
      } else if (isHyphen(code)) {
        const after = this.code(at + 1);
        if (isLetter(after) || isDigit(after)) {
          at++;
          plainTail = 0;
        } else {
          const joined = this.joinedAfter(at + 1);
          if (joined === undefined) break;
          endPiece(at);
          at = joined;
          pieceStart = at;
        }
      } else if (isApostrophe(code) && isLetter(this.code(at + 1))) {
        at++;
      } else break;
    }
    while (at > start && isInvisible(this.code(at - 1))) at--;
    endPiece(at);
    const key = wordKey(pieces);
    const percent = percentAt(this.text, at, key);
    if (percent !== undefined) {
      this.push(start, percent.end, UNIT, percent.key);
      return this.gluedMark(percent.end);
    }
    const spelling = UNIT_SPELLINGS.get(key);
    this.push(start, at, spelling === undefined ? WORD : UNIT, spelling ?? key);
    if (isDigit(this.code(at)) || letters >= 3 || isSuperscript(this.code(at))) at = this.gluedMark(at);
    // a suspended hyphen (`ind- og udskrivning`) belongs to its word
    const isSuspended = isHyphen(this.code(at)) || isDash(this.code(at));
    if (isSuspended && (at + 1 >= this.text.length || isSpace(this.code(at + 1)))) at++;
    return at;
  }

  /** Where the word goes on after a hyphen at a line end, or undefined when it does not. */
  private joinedAfter(from: number): number | undefined {
    let at = from;
    let breaks = 0;
    let overHead = false;
    while (at < this.text.length) {
      const skip = this.skipFrom(at);
      if (skip !== undefined) {
        at = skip.end;
        overHead = true;
      } else if (isSpace(this.code(at))) {
        if (isLineBreak(this.code(at))) breaks++;
        at++;
      } else if (isInvisible(this.code(at))) at++;
      else break;
    }
    // a blank line ends a paragraph, unless a running head is what stands between
    if (breaks === 0 || (breaks > 1 && !overHead) || !isLetter(this.code(at))) return undefined;
    let end = at;
    while (end - at < 8 && isLetter(this.code(end))) end++;
    return CONJUNCTIONS.has(this.text.slice(at, end).toLowerCase()) ? undefined : at;
  }

  private digitsFrom(from: number): number {
    let at = from;
    while (isDigit(this.code(at))) at++;
    return at;
  }

  private decimalsFrom(from: number): number {
    let at = from;
    while (this.code(at) === 0x2e && isDigit(this.code(at + 1))) at = this.digitsFrom(at + 1);
    return at;
  }

  private gluedMark(at: number): number {
    const code = this.code(at);
    let end = at;
    if (isDigit(code)) end = this.digitsFrom(at);
    else if (isSuperscript(code)) while (isSuperscript(this.code(end))) end++;
    else if (code === 0x2a || code === 0x2020 || code === 0x2021) end++;
    if (end > at) this.push(at, end, MARK, `^${this.text.slice(at, end).normalize("NFKC")}`);
    return end;
  }

  private number(start: number): number {
    let at = start;
    for (;;) {
      const code = this.code(at);
      if (isDigit(code)) at++;
      else if ((code === 0x2e || code === 0x2c) && isDigit(this.code(at + 1))) at++;
      else if (isInvisible(code) && isDigit(this.code(at + 1))) at++;
      else break;
    }
    let raw = this.text.slice(start, at);
    if (isSuperscript(this.code(at))) {
      const power = at;
      while (isSuperscript(this.code(at))) at++;
      raw += `^${this.text.slice(power, at).normalize("NFKC")}`;
    }
    if (at - start <= 3 && this.followsSentenceEnd(start) && !isLetter(this.code(at)) && this.code(at) !== 0x25) {
      this.push(start, at, MARK, `^${raw}`);
    } else this.push(start, at, NUMBER, `#${numberKey(raw, this.decimal)}`);
    return at;
  }

  /** `overlevelsen.12 Den`: digits glued to the stop that ends a sentence. */
  private followsSentenceEnd(start: number): boolean {
    const { kinds, keys, ends } = this.tokens;
    const last = kinds.length - 1;
    if (last < 1 || ends[last] !== start || (keys[last] !== "." && keys[last] !== ",")) return false;
    return kinds[last - 1] === WORD && keys[last - 1]!.length >= 4 && ends[last - 1] === ends[last]! - 1;
  }

  private sign(start: number, code: number): number {
    if (code === 0x25) {
      const percent = percentAt(this.text, start + 1, "%")!;
      this.push(start, percent.end, UNIT, percent.key);
      return percent.end;
    }
    if (code === 0x2026) {
      this.push(start, start + 1, GAP, "…");
      return start + 1;
    }
    if (code === 0x2e && this.code(start + 1) === 0x2e && this.code(start + 2) === 0x2e) {
      let end = start;
      while (this.code(end) === 0x2e) end++;
      this.push(start, end, GAP, "…");
      return end;
    }
    if (code === 0x5b || code === 0x28) {
      const end = this.bracketed(start);
      if (end !== undefined) return end;
    }
    if (isQuoteMark(code) || isBullet(code)) return start + 1;
    if (isSuperscript(code)) {
      let end = start;
      while (isSuperscript(this.code(end))) end++;
      this.push(start, end, MARK, `^${this.text.slice(start, end).normalize("NFKC")}`);
      return end;
    }
    if (isDash(code)) {
      // a dash at the start of a line may be a list's bullet, or a dash that the line was broken at
      const leads = isSpace(this.code(start + 1)) && (start === 0 || isLineBreak(this.code(start - 1)));
      this.push(start, start + 1, leads ? MARK : SIGN, "-");
      return start + 1;
    }
    this.push(start, start + 1, SIGN, this.text[start]!.normalize("NFKC"));
    return start + 1;
  }

  /** `[…]`, `(...)`: a marked gap; `[3]`, `[3-5]`: a footnote or reference mark. Round brackets hold no marks. */
  private bracketed(start: number): number | undefined {
    const close = this.code(start) === 0x5b ? 0x5d : 0x29;
    let at = start + 1;
    let dots = 0;
    let digits = 0;
    let otherSigns = 0;
    while (at < this.text.length && at - start < 16 && this.code(at) !== close) {
      const code = this.code(at);
      if (code === 0x2026) dots += 3;
      else if (code === 0x2e) dots++;
      else if (isDigit(code)) digits++;
      else if (!(isSpace(code) || isDash(code) || code === 0x2c)) otherSigns++;
      at++;
    }
    if (this.code(at) !== close || otherSigns > 0) return undefined;
    if (dots >= 2 && digits === 0) this.push(start, at + 1, GAP, "…");
    else if (digits > 0 && digits <= 9 && dots === 0 && close === 0x5d) {
      this.push(start, at + 1, MARK, this.text.slice(start, at + 1));
    } else return undefined;
    return at + 1;
  }
}

/** Whether digits glued to a word are a footnote's: after three small letters, or after a word of grammar (`og12`). */
function takesMark(word: string, digits: number, smallLetters: number): boolean {
  const short = word.length <= 12;
  if (short && digits === 1 && NUMBERED.has(word.toLowerCase())) return false;
  return smallLetters >= 3 || word === "i" || (short && word.length > 1 && isFunctionWord(word));
}

/** A word as compared: letters and digits only, composed, without ligatures, in lower case. */
function wordKey(raw: string): string {
  const lower = raw.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  let kept = "";
  for (const character of lower.normalize("NFKC")) {
    const unit = character.charCodeAt(0);
    if (isLetter(unit) || isDigit(unit)) kept += character;
  }
  return kept === "" ? lower : kept;
}

/** @param skips running heads, in order: passed over as if they were space. */
export const scanTokens = (text: string, decimal: DecimalMark, skips: readonly Span[] = []): Tokens =>
  new Scanner(text, decimal, skips).run();
