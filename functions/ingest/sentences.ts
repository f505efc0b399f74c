import type { Span } from "../evidence/span.ts";
import { LEADING, TRAILING } from "./abbreviations.ts";

const SPACE = /\s/;
const CLOSING = /["'”“’»«›)\]}⁰¹²³⁴-⁹*†‡]/;
const TERMINATOR = /[.!?…]/;
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;
const DIGIT = /\d/;
const OPENING = /["'“”„»«‘’‚([–—-]/;

/**
 * Cuts running text into sentences, for Danish and English. Spans leave out the white space between sentences and hold
 * everything else; a text without any end mark is one sentence.
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = skipSpace(text, 0);
  for (let i = start; i < text.length; i++) {
    if (!TERMINATOR.test(text[i]!)) continue;
    const mark = i;
    let end = i + 1;
    while (end < text.length && TERMINATOR.test(text[end]!)) end++;
    const marks = text.slice(mark, end);
    end = takeClosing(text, end);
    i = end - 1;
    if (end < text.length && !SPACE.test(text[end]!)) continue;
    const next = skipSpace(text, end);
    if (next >= text.length) break;
    if (!endsSentence(text, start, mark, marks, end, next)) continue;
    spans.push({ start, end });
    start = next;
    i = next - 1;
  }
  const end = text.trimEnd().length;
  if (start < end) spans.push({ start, end });
  return spans;
}

const skipSpace = (text: string, from: number) => {
  let i = from;
  while (i < text.length && SPACE.test(text[i]!)) i++;
  return i;
};

function takeClosing(text: string, from: number): number {
  let i = from;
  while (i < text.length && CLOSING.test(text[i]!)) i++;
  // `. "Næste` has its space before the mark; `." Næste` after it; `. " Næste` belongs to what went before
  if (text[i] === " " && /["”»]/.test(text[i + 1] ?? "") && (text[i + 2] === " " || i + 2 >= text.length)) return i + 2;
  return i;
}

function endsSentence(text: string, start: number, mark: number, marks: string, end: number, next: number): boolean {
  let first = next;
  while (first < text.length && OPENING.test(text[first]!)) first++;
  if (first < text.length && SPACE.test(text[first]!)) first = skipSpace(text, first);
  const opener = text[first] ?? "";
  if (LOWER.test(opener)) return false;
  const bullet = /[•▪■◼●○◦‣⁃∙]/.test(opener);
  if (!UPPER.test(opener) && !DIGIT.test(opener) && !bullet && !OPENING.test(text[next]!)) return false;
  if (marks !== ".") return marks === "." || !DIGIT.test(opener) || marks.length === 1;
  if (mark + 1 < end) return true;
  return !isAbbreviation(text, start, mark, first, opener);
}

function isAbbreviation(text: string, start: number, mark: number, first: number, opener: string): boolean {
  let from = mark;
  while (from > start && !SPACE.test(text[from - 1]!)) from--;
  while (from < mark && /["'“”„»«‘’([]/.test(text[from]!)) from++;
  const token = text.slice(from, mark);
  const lower = token.toLowerCase();
  // the letter or number of a list item: `a. Indledning`
  if (/^(?:\p{L}|[ivxIVX]{1,4})$/u.test(token) && text.slice(start, from).trim() === "") return true;
  if (/^\d{1,3}$/.test(token)) return isOrdinal(text, start, from, first, opener);
  if (/^[IVX]{1,5}$/.test(token)) return from === start;
  // an initial: `H. C. Andersen`; not the word for "you" at a sentence's end
  if (/^\p{Lu}$/u.test(token)) return UPPER.test(opener);
  if (/^(\p{Lu}\.)+\p{Lu}$/u.test(token)) return UPPER.test(opener) && !/^(?:U\.S|U\.K|E\.U|A\.S)$/.test(token);
  if (/^\p{Lu}\p{Ll}?\.-?\p{Lu}\p{Ll}?$/u.test(token)) return true;
  if (TRAILING.has(lower)) return DIGIT.test(opener) || startsName(text, first, lower);
  if (LEADING.has(lower)) return true;
  return false;
}

/** `1. Indledning` opens with its number; `den 3. Maj` is a date; `i kapitel 4. Derefter` ends. */
function isOrdinal(text: string, start: number, from: number, first: number, opener: string): boolean {
  if (text.slice(start, from).trim() === "") return true;
  if (DIGIT.test(opener)) return true;
  const before = /(\p{L}+)\.?\s*$/u.exec(text.slice(Math.max(start, from - 24), from))?.[1]?.toLowerCase() ?? "";
  const word = /^\p{L}+/u.exec(text.slice(first))?.[0]?.toLowerCase() ?? "";
  if (/^(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)$/.test(word))
    return true;
  return /^(?:den|d|christian|frederik|pave|kong)$/.test(before);
}

/** `mio. Euro`, `kr. Det`: only a few capitalised words carry an abbreviation on. */
function startsName(text: string, first: number, abbreviation: string): boolean {
  const word = /^\p{L}+/u.exec(text.slice(first))?.[0] ?? "";
  if (/^(?:mio|mia|mill|milld)$/.test(abbreviation)) return /^(?:Euro|EUR|DKK|USD|US|Kr)$/.test(word);
  return abbreviation === "co";
}
