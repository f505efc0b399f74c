import type { Reading } from "../evidence/reading.ts";

/** Small words that hardly occur in the other two languages. */
const MARKERS: Record<"da" | "en" | "sv", ReadonlySet<string>> = {
  da: new Set(
    "af og ikke det den der er som til på med for at en et har blive bliver også eller efter ved hvor hvordan skal kan fra sundhed af".split(
      " ",
    ),
  ),
  en: new Set(
    "the of and to in is that for with are be this by or from as was were which not have has their should".split(" "),
  ),
  sv: new Set(
    "och att det som är på av för inte med till från eller har vid om ska kan även också efter hos samt finns vara".split(
      " ",
    ),
  ),
};

/** The language most of the text is in; `other` when none of the three is clearly there. Reads the first 60,000 characters. */
export function languageOfText(text: string): Reading["language"] {
  const counts = { da: 0, en: 0, sv: 0 };
  let words = 0;
  for (const [word] of text
    .slice(0, 60_000)
    .toLowerCase()
    .matchAll(/\p{L}+/gu)) {
    words++;
    for (const language of ["da", "en", "sv"] as const) if (MARKERS[language].has(word)) counts[language]++;
  }
  const letters = (pattern: RegExp) => (text.slice(0, 60_000).match(pattern) ?? []).length;
  counts.da += letters(/[æø]/gi) * 0.5;
  counts.sv += letters(/[äö]/gi) * 0.5;
  const [best, second] = (["da", "en", "sv"] as const).toSorted((a, b) => counts[b] - counts[a]);
  const share = counts[best!] / Math.max(1, words);
  return words < 5 || share < 0.08 || counts[best!] < counts[second!] * 1.05 ? "other" : best!;
}
