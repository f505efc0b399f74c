import type { Reading } from "../../functions/evidence/reading.ts";

/** What a stored or proposed quote is worth, told without any gold. */
export type Exactness = "exact" | "normalised" | "elsewhere" | "other-document" | "fabricated";

/** Folds what typesetting changes: spaces, soft hyphens, quotes and dashes. Never words, digits or case. */
const fold = (text: string) =>
  text
    .normalize("NFC")
    .replace(/\u00ad\n?/g, "")
    .replace(/(\p{Ll})-\n\s*(\p{Ll})/gu, "$1$2")
    .replace(/[»«„“”‟"]/g, '"')
    .replace(/[’‘‚']/g, "'")
    .replace(/[‐‑‒–—―-]/g, "-")
    .replace(/\s+/g, " ")
    .trim();

/**
 * @param others texts of other documents of the same run, to tell a mixed-up quote from an invented one.
 */
export function exactnessOf(
  reading: Pick<Reading, "text">,
  { exact, start, end }: { exact: string; start: number; end: number },
  others: readonly string[],
): Exactness {
  if (reading.text.slice(start, end).normalize("NFC") === exact.normalize("NFC")) return "exact";
  const quote = fold(exact);
  if (quote !== "" && fold(reading.text.slice(start, end)) === quote) return "normalised";
  if (quote !== "" && fold(reading.text).includes(quote)) return "elsewhere";
  if (quote !== "" && others.some((other) => fold(other).includes(quote))) return "other-document";
  return "fabricated";
}
