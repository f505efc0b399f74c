/** Words of a text in lower case; hyphenated compounds stay one word. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];

/** Inflectional endings of Danish (and the English plural), longest first. */
const ENDINGS =
  /(?:heder?nes?|hederne|ernes|endes|erens|erne|erer|enes|eren|erer|eres|ende|ens|ets|ers|ene|ere|est|tet|er|en|et|es|e|s)$/u;

const SHORTEST_STEM = 4;

/**
 * A word without its inflection, so that `behandlingerne`, `behandlingens` and `behandling` meet. Light on purpose: a stem
 * is only compared with other stems and never shown.
 */
export function stemOf(word: string): string {
  if (word.length <= SHORTEST_STEM || /\d/.test(word)) return word;
  const found = ENDINGS.exec(word);
  if (!found || found.index < SHORTEST_STEM)
    return word.endsWith("s") && word.length > SHORTEST_STEM ? word.slice(0, -1) : word;
  const stem = word.slice(0, found.index);
  // a doubled consonant is written once at the end of a word: "hospitaller" and "hospital" share a stem
  return /([bdfgklmnprst])\1$/u.test(stem) && stem.length > SHORTEST_STEM ? stem.slice(0, -1) : stem;
}

/** Small words that say how a sentence is built and nothing about its subject. */
const FUNCTION_WORDS = new Set(
  `og i at det er en til på af som for med de ikke der den et har var han fra men om sig vi kan ved så vil også eller hvor skal
   bliver blev være disse dette denne dem deres sin sit sine hvad når efter under over mellem samt mod uden hos både enten hvis
   fordi idet mens end blandt bl.a herunder dog fx jf således derfor desuden ligeledes imidlertid derudover endvidere the of and
   to in a is that for on with as are by be or from at this these those it its was were has have had not which will can may should
   their there they than more also into such been between while when`.split(/\s+/),
);

/** Stems of the words that carry meaning, in order, each as often as it occurs. */
export const contentStems = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => word.length > 2 && !FUNCTION_WORDS.has(word))
    .map(stemOf);
