import type { Reading } from "../evidence/reading.ts";
import type { Line } from "./placed.ts";

const VOWELS = /[aeiouyæøåäöüéáíóú]/i;

/**
 * How good a page's text layer is, 0–1: replacement and private characters, words without vowels, letters from a broken
 * encoding, and a Danish page without any æ, ø or å. A page without text has 0.
 */
export function qualityOf(lines: readonly Line[], language: Reading["language"]): number {
  let letters = 0;
  let strange = 0;
  let words = 0;
  let odd = 0;
  let nordic = 0;
  for (const line of lines)
    for (const { text } of line.words) {
      for (const character of text) {
        letters++;
        if (/[\ufffd\ue000-\uf8ff\u0080-\u009f]/.test(character)) strange++;
      }
      if (/[æøå]/i.test(text)) nordic++;
      if (!/^\p{L}{4,}$/u.test(text) || text === text.toUpperCase()) continue;
      words++;
      if (!VOWELS.test(text) || /\p{Ll}\p{Lu}\p{Ll}\p{Lu}/u.test(text) || /(.)\1\1/.test(text)) odd++;
    }
  if (letters === 0) return 0;
  const unreadable = Math.min(1, (strange / letters) * 8);
  const odds = words < 8 ? 0 : Math.min(1, (odd / words) * 4);
  const plain = language === "da" && words > 80 && nordic === 0 ? 0.4 : 0;
  return Math.round(Math.max(0, 1 - unreadable - odds - plain) * 100) / 100;
}
