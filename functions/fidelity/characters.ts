/** What a UTF-16 unit is to the scanner. Tables, because a report has a million of them. */
const LETTER = 1;
const DIGIT = 2;
const SPACE = 4;
const HYPHEN = 8;
const DASH = 16;
const QUOTE = 32;
const INVISIBLE = 64;
const APOSTROPHE = 128;
const BULLET = 256;
const SUPERSCRIPT = 512;

const classes = new Uint16Array(0x10000);

const mark = (units: string | Iterable<number>, kind: number) => {
  for (const unit of typeof units === "string" ? [...units].map((c) => c.charCodeAt(0)) : units) {
    classes[unit] = (classes[unit] ?? 0) | kind;
  }
};
const range = function* (from: number, to: number) {
  for (let unit = from; unit <= to; unit++) yield unit;
};

const letter = /[\p{L}\p{M}]/u;
for (const unit of range(0x41, 0x2fff)) if (letter.test(String.fromCharCode(unit))) mark([unit], LETTER);
mark(range(0x3040, 0xabff), LETTER);
mark(range(0xac00, 0xdfff), LETTER); // Hangul, and the halves of surrogate pairs: never split
mark(range(0xf900, 0xfdff), LETTER);
mark(range(0xfb00, 0xfb06), LETTER);
mark(range(0x30, 0x39), DIGIT);
mark("\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000", SPACE);
mark(range(0x2000, 0x200a), SPACE);
mark("-\u2010\u2011", HYPHEN);
mark("\u2012\u2013\u2014\u2015\u2212", DASH);
mark("\"'`´“”„‟‘’‚‛«»‹›", QUOTE);
mark("'’ʼ", APOSTROPHE);
mark("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", INVISIBLE);
mark("•‣◦●○■□▪▫◆◇➢✓✔·", BULLET);
mark(range(0xf000, 0xf0ff), BULLET); // symbol fonts draw their bullets here
mark("⁰¹²³⁴⁵⁶⁷⁸⁹", SUPERSCRIPT);

const is = (kind: number) => (unit: number) => ((classes[unit] ?? 0) & kind) !== 0;

export const isLetter = is(LETTER);
export const isDigit = is(DIGIT);
export const isSpace = is(SPACE);
export const isHyphen = is(HYPHEN);
export const isDash = is(DASH | HYPHEN);
export const isQuoteMark = is(QUOTE);
export const isInvisible = is(INVISIBLE);
export const isApostrophe = is(APOSTROPHE);
export const isBullet = is(BULLET);
export const isSuperscript = is(SUPERSCRIPT);
export const isLineBreak = (unit: number) =>
  unit === 10 || unit === 13 || unit === 12 || unit === 0x2028 || unit === 0x2029;
