import { wordsOf } from "./words.ts";

const NEGATIONS = new Set(
  "ikke ingen intet aldrig uden hverken næppe mangler manglende not no never without neither lacks lacking".split(" "),
);
const UP =
  /^(?:steg|stiger|steget|stige|øge[rst]?|øget|øgede|voks\p{L}*|forbedr\p{L}*|styrk\p{L}*|increas\p{L}*|rose|risen|improv\p{L}*)$/u;
const DOWN =
  /^(?:fald(?!er ud)\p{L}*|reducer\p{L}*|mindsk\p{L}*|forring\p{L}*|svække\p{L}*|nedbring\p{L}*|decreas\p{L}*|fell|fallen|reduc\p{L}*|worse\p{L}*)$/u;
/** Words by which one says that something goes as promised, and by which one says that it does not. */
const ON_TRACK =
  /følger tidsplanen|tidsplanen følges|(?:er|blev|været) (?:\p{L}+ ){0,3}(?:gennemført|forbedret|styrket|indfriet|opnået|nået|på plads)|varige forbedringer|gennemført som planlagt|on schedule|has been (?:completed|achieved|met)/iu;
const OFF_TRACK =
  /ing(?:en|et) (?:\p{L}+ )?(?:forbedring|fremgang|effekt|tegn)|ikke (?:\p{L}+ )?(?:forbedret|nået|indfriet|opnået|sket|lykkedes|gennemført|på plads)|genkender ikke|kuldsejl|opgivet|indstillet|stillet i bero|forsinket|bagud|papirprojekt|på papiret|no (?:\p{L}+ )?(?:improvement|progress|effect)|not (?:been )?(?:met|achieved|completed)|abandoned|delayed/iu;

/** Which way a sentence points: whether it denies, rises or falls. Two texts that say the same share it. */
export function polarityOf(text: string): string {
  const words = wordsOf(text);
  const denied = words.filter((word) => NEGATIONS.has(word)).length % 2;
  const up = words.some((word) => UP.test(word));
  const down = words.some((word) => DOWN.test(word));
  return `${denied}${up ? "+" : ""}${down ? "-" : ""}`;
}

/** Whether a text says that something goes as promised (1), does not (-1), or neither (0). */
export function progressOf(text: string): -1 | 0 | 1 {
  if (OFF_TRACK.test(text)) return -1;
  return ON_TRACK.test(text) ? 1 : 0;
}
