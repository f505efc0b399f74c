import type { Dice } from "./dice.ts";

/** A way in which an engine's copy of a sentence, or the source's setting of it, differs without saying anything else. */
export interface FaithfulChange {
  name: string;
  /** What becomes of the source's sentence (line wraps, footnote marks …); the sentence itself when left out. */
  source?: (sentence: string, dice: Dice) => string | undefined;
  /** What the engine says it read; the original sentence when left out. `undefined`: the change does not apply here. */
  quote?: (sentence: string, dice: Dice) => string | undefined;
  fidelity: readonly ("verbatim" | "normalised" | "elided")[];
}

const gapsOf = (sentence: string) => [...sentence.matchAll(/(?<=\p{L}) (?=\p{Ll})/gu)].map((match) => match.index);

function atGap(sentence: string, dice: Dice, put: (before: string, after: string) => string): string | undefined {
  const gaps = gapsOf(sentence);
  if (gaps.length === 0) return undefined;
  const at = dice.pick(gaps);
  return put(sentence.slice(0, at), sentence.slice(at + 1));
}

function insideWord(sentence: string, dice: Dice, join: string): string | undefined {
  const words = [...sentence.matchAll(/\p{Ll}{7,}/gu)];
  if (words.length === 0) return undefined;
  const word = dice.pick(words);
  const at = word.index + 3 + dice.roll(word[0].length - 5);
  return sentence.slice(0, at) + join + sentence.slice(at);
}

const differing = (changed: string, sentence: string) => (changed === sentence ? undefined : changed);

export const FAITHFUL: readonly FaithfulChange[] = [
  { name: "copied as it stands", fidelity: ["verbatim"] },
  { name: "spaces doubled", quote: (s) => differing(s.replaceAll(" ", "  "), s), fidelity: ["normalised"] },
  {
    name: "one space hard",
    quote: (s, dice) => atGap(s, dice, (a, b) => `${a}\u00a0${b}`),
    fidelity: ["normalised"],
  },
  {
    name: "source wrapped at 38 characters",
    source: (s) => {
      let line = 0;
      return s.replace(/ /g, (_, at: number) => {
        if (at - line < 38) return " ";
        line = at;
        return "\n";
      });
    },
    fidelity: ["verbatim", "normalised"],
  },
  {
    name: "source hyphenated at a line end",
    source: (s, dice) => insideWord(s, dice, "-\n"),
    fidelity: ["normalised"],
  },
  { name: "soft hyphen in the source", source: (s, dice) => insideWord(s, dice, "\u00ad"), fidelity: ["normalised"] },
  { name: "soft hyphen in the quote", quote: (s, dice) => insideWord(s, dice, "\u00ad"), fidelity: ["normalised"] },
  {
    name: "zero-width space in the source",
    source: (s, dice) => insideWord(s, dice, "\u200b"),
    fidelity: ["normalised"],
  },
  {
    name: "letters decomposed in the source",
    source: (s) => differing(s.normalize("NFD"), s),
    fidelity: ["normalised"],
  },
  { name: "letters decomposed in the quote", quote: (s) => differing(s.normalize("NFD"), s), fidelity: ["normalised"] },
  {
    name: "ligatures in the source",
    source: (s) => differing(s.replaceAll("ffi", "ﬃ").replaceAll("fi", "ﬁ").replaceAll("fl", "ﬂ"), s),
    fidelity: ["normalised"],
  },
  { name: "in capitals", quote: (s) => differing(s.toUpperCase(), s), fidelity: ["normalised"] },
  { name: "wrapped in quotation marks", quote: (s) => `»${s}«`, fidelity: ["verbatim", "normalised"] },
  {
    name: "quotation marks of another kind",
    quote: (s) => differing(s.replace(/[“”„»«]/g, '"').replace(/[‘’]/g, "'"), s),
    fidelity: ["normalised"],
  },
  { name: "dashes of another kind", quote: (s) => differing(s.replace(/[–—]/g, "-"), s), fidelity: ["normalised"] },
  {
    name: "footnote mark in the source",
    source: (s, dice) => {
      const ends = [...s.matchAll(/(?<=\p{Ll}{4})(?= \p{Ll})/gu)];
      if (ends.length === 0) return undefined;
      const at = dice.pick(ends).index;
      return s.slice(0, at) + dice.pick(["7", "12", "²", "¹⁴", "[3]"]) + s.slice(at);
    },
    fidelity: ["normalised"],
  },
  {
    name: "page break with running head in the source",
    source: (s, dice) =>
      atGap(s, dice, (a, b) => `${a}\n\nÅrsrapport for Sundby Kommune              ${2 + dice.roll(90)}\n\f\n${b}`),
    fidelity: ["normalised"],
  },
  {
    name: "middle left out and marked",
    quote: (s, dice) => {
      const words = s.split(" ");
      if (words.length < 10 || /(…|\.\.\.)/.test(s)) return undefined;
      const from = 3 + dice.roll(2);
      const to = words.length - 3 - dice.roll(2);
      if (to - from < 2) return undefined;
      const mark = dice.pick(["…", "...", "[…]", "[...]"]);
      return [...words.slice(0, from), mark, ...words.slice(to)].join(" ");
    },
    fidelity: ["elided"],
  },
  {
    name: "percent written another way",
    quote: (s, dice) =>
      differing(
        s.replace(/(?<=\d )(procent|pct\.|%)(?=[ .,;]|$)/g, () => dice.pick(["%", "procent", "pct."])),
        s,
      ),
    fidelity: ["normalised"],
  },
];
