/** Spacing accents that some producers paint over a letter, and the combining mark each stands for. */
const ACCENTS: Record<string, string> = {
  "\u00a8": "\u0308",
  "\u00b4": "\u0301",
  "\u0060": "\u0300",
  "\u02c6": "\u0302",
  "\u005e": "\u0302",
  "\u02dc": "\u0303",
  "\u02da": "\u030a",
  "\u00b0": "\u030a",
  "\u00b8": "\u0327",
  "\u02c7": "\u030c",
  "\u00af": "\u0304",
};

const LIGATURES = /[\ufb00-\ufb06]/g;
/** Zero-width and direction-turning characters, byte order marks, and what no XML may hold: nobody sees them. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e007f}]/gu;
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r\n]/g;
/** Private-use code points of symbol fonts that Word and others use for bullets. */
const BULLETS = /[\uf0b7\uf0a7\uf0d8\uf076\uf0a8\uf06e\uf0fc\uf02d\uf0e0\uf0be]/g;

/** A glyph's characters as they are read: ligatures taken apart, letters composed, invisible ones dropped. */
export function spelled(text: string): string {
  if (text.length === 1) {
    const code = text.charCodeAt(0);
    if (code >= 0x20 && code < 0x7f) return text;
  }
  const known = SPELLED.get(text);
  if (known !== undefined) return known;
  const result = spell(text);
  if (SPELLED.size < 5000) SPELLED.set(text, result);
  return result;
}

const SPELLED = new Map<string, string>();

function spell(text: string): string {
  return text
    .replace(LIGATURES, (ligature) => ligature.normalize("NFKC"))
    .replace(SPACES, " ")
    .replace(UNSEEN, "")
    .replace(BULLETS, "•")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
    .normalize("NFC");
}

/**
 * Adds a glyph's text to a word. Marks that combine are composed with their letter; a spacing accent painted over
 * (`over`) the letter before it or after it counts as combining.
 */
export function combineAccents(word: string, text: string, over: boolean): string {
  if (!over && text.charCodeAt(0) < 0x300) return word + text;
  if (over) {
    const mark = ACCENTS[text];
    if (mark && /\p{L}$/u.test(word)) return (word + mark).normalize("NFC");
    const before = ACCENTS[word.slice(-1)];
    if (before && /^\p{L}$/u.test(text)) return word.slice(0, -1) + (text + before).normalize("NFC");
  }
  return /^\p{M}/u.test(text) ? (word + text).normalize("NFC") : word + text;
}

const SUPERSCRIPTS: Record<string, string> = {
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

const RAISED_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖqʳˢᵗᵘᵛʷˣʸᶻ";

/** A raised mark as superscript characters: `hjemmet²` is not read as a number, `P<.05ᵃ` not as a word. */
export const raisedDigits = (text: string) =>
  text
    .replace(/\d/g, (digit) => SUPERSCRIPTS[digit] ?? digit)
    .replace(/^[a-z]$/, (letter) => RAISED_LETTERS[letter.charCodeAt(0) - 97] ?? letter);
