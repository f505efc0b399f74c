import { isDigit, isLetter } from "./characters.ts";
import { isFunctionWord } from "./lexicon/function-word.ts";

const GRAM = 4;

/**
 * Share of a text's content 4-grams of characters that its sources have, 0–1. Function words are left out; grams do not
 * cross words, so that compounds and inflections still find their parts.
 */
export function lexicalSupport(text: string, sources: readonly string[]): number {
  const wanted = gramsOf(text);
  if (wanted.size === 0) return sources.length > 0 ? 1 : 0;
  const had = new Set<string>();
  for (const source of sources) for (const gram of gramsOf(source)) had.add(gram);
  return Math.round((sharedGrams(wanted, had) / wanted.size) * 1000) / 1000;
}

export function sharedGrams(wanted: ReadonlySet<string>, had: ReadonlySet<string>): number {
  const [fewer, more] = wanted.size < had.size ? [wanted, had] : [had, wanted];
  let shared = 0;
  for (const gram of fewer) if (more.has(gram)) shared++;
  return shared;
}

export function gramsOf(text: string): Set<string> {
  const grams = new Set<string>();
  for (const word of contentWords(text)) {
    if (word.length <= GRAM) grams.add(word);
    else for (let i = 0; i + GRAM <= word.length; i++) grams.add(word.slice(i, i + GRAM));
  }
  return grams;
}

function contentWords(text: string): string[] {
  const words: string[] = [];
  const lower = text.normalize("NFKC").toLowerCase();
  let start = -1;
  for (let at = 0; at <= lower.length; at++) {
    const unit = at < lower.length ? lower.charCodeAt(at) : 0;
    const inside = at < lower.length && (isLetter(unit) || isDigit(unit));
    if (inside && start < 0) start = at;
    if (!inside && start >= 0) {
      const word = lower.slice(start, at);
      if (!isFunctionWord(word)) words.push(word);
      start = -1;
    }
  }
  return words;
}
