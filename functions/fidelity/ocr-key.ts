const FOLDS: readonly (readonly [string, string])[] = [
  ["æ", "ae"],
  ["ä", "ae"],
  ["ø", "o"],
  ["ö", "o"],
  ["aa", "a"],
  ["å", "a"],
  ["é", "e"],
  ["ü", "u"],
  ["rn", "m"],
  ["vv", "w"],
  ["cl", "d"],
  ["ii", "u"],
  ["0", "o"],
  ["1", "l"],
  ["|", "l"],
  ["i", "l"],
  ["5", "s"],
];

/** A word with what OCR mistakes for one another folded together (`æ` and `ae`, `rn` and `m`, `l`, `I` and `1`). */
export function ocrKey(key: string): string {
  let folded = key;
  for (const [from, to] of FOLDS) if (folded.includes(from)) folded = folded.replaceAll(from, to);
  return folded;
}
