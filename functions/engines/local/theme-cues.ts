import type { ThemeDefinition } from "../../evidence/theme.ts";
import { contentStems, stemOf } from "./words.ts";

/** A word or phrase that points to a theme. */
interface Pointer {
  theme: number;
  /** As people wrote it, for explanations. */
  cue: string;
  stems: string[];
  weight: number;
}

/** What a text holds of each theme: how strongly, and by which of its words. */
export interface CueHits {
  strength: Float64Array;
  cues: string[][];
}

/** Endings that make nouns of adjectives: "lighed" is a cue, "tydelighed" is not a compound of it. */
const DERIVATIONS = new Set(["lighed", "heden", "skab", "ning"]);
/** Turns of phrase whose words would otherwise point to a theme. */
const IDIOMS =
  /\b(?:i (?:den|denne|samme|hvilken) sammenhæng|i sammenhæng med|hænger (?:\p{L}+ )?sammen|på tidspunktet|i overgangen til|i høj kvalitet|i denne behandling af)\b/giu;

const WEIGHT = { cue: 1, phrase: 1.4, name: 1.2, definition: 0.3 };
/** From which strength on a word is named as a reason. */
const MENTIONED = 0.25;
const ACRONYM = /^\p{Lu}{2,5}$/u;

/** Words of nearly every health theme's name: alone they point nowhere. */
const EVERYWHERE = new Set(
  [
    "patient",
    "kræft",
    "sygdom",
    "løsning",
    "område",
    "indsats",
    "borger",
    "cancer",
    "care",
    "patients",
    "menneske",
    "høj",
  ].map((word) => rootOf(word)),
);

/** A stem without what makes a noun of a verb, so that "rehabilitering" meets "rehabiliterende". */
function rootOf(word: string): string {
  const stem = stemOf(word);
  const root = stem.replace(/(?:else|ing)$/u, "");
  return root.length >= 5 ? root.replace(/([bdfgklmnprst])\1$/u, "$1") : stem;
}

/** How well a word of a text meets a cue: as itself, inflected, or as a part of a compound. 0 where it does not. */
function meets(stem: string, cue: string): number {
  if (stem === cue) return 1;
  if (cue.length >= 4 && stem.startsWith(cue)) return 0.9;
  const rest = stem.length - cue.length;
  if (cue.length >= 5 && rest >= 3 && stem.endsWith(cue) && !DERIVATIONS.has(cue)) return 0.85;
  return cue.length >= 7 && stem.includes(cue) ? 0.6 : 0;
}

/** Words with their case, the parts of hyphenated words beside the whole. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const word of text.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []) {
    if (word.includes("-")) tokens.push(...word.split("-"));
    tokens.push(word);
  }
  return tokens;
}

/** Finds the cue words of all themes in a text in one pass; what a word points to is worked out once per word. */
export function cueFinder(themes: readonly ThemeDefinition[]): (text: string) => CueHits {
  const words: Pointer[] = [];
  const phrases: Pointer[] = [];
  themes.forEach((theme, index) => {
    const seen = new Set<string>();
    const add = (cue: string, weight: number) => {
      const stems = ACRONYM.test(cue) ? [cue] : (cue.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? []).map(rootOf);
      const key = stems.join(" ");
      if (stems.length === 0 || key.length < 2 || seen.has(key)) return;
      if (stems.length === 1 && EVERYWHERE.has(key)) return;
      seen.add(key);
      (stems.length > 1 ? phrases : words).push({ theme: index, cue, stems, weight });
    };
    for (const cue of theme.cues) add(cue, /\s/.test(cue) ? WEIGHT.phrase : WEIGHT.cue);
    for (const name of [theme.name.da, theme.name.en])
      for (const word of new Set(contentStems(name))) add(word, WEIGHT.name);
    for (const word of new Set(contentStems(theme.definition))) add(word, WEIGHT.definition);
  });
  // a word that many themes claim says little about any of them
  const claimedBy = new Map<string, Set<number>>();
  for (const { stems, theme } of words) claimedBy.set(stems[0]!, (claimedBy.get(stems[0]!) ?? new Set()).add(theme));
  for (const pointer of words) pointer.weight /= claimedBy.get(pointer.stems[0]!)!.size;

  const known = new Map<string, { pointer: Pointer; strength: number }[]>();
  function pointersOf(token: string) {
    let found = known.get(token);
    if (found) return found;
    const stem = rootOf(token.toLowerCase());
    found = [];
    for (const pointer of words) {
      const cue = pointer.stems[0]!;
      const fit = ACRONYM.test(cue) ? Number(token === cue) : meets(stem, cue);
      if (fit > 0) found.push({ pointer, strength: fit * pointer.weight });
    }
    if (known.size < 50_000) known.set(token, found);
    return found;
  }

  return (text) => {
    const strength = new Float64Array(themes.length);
    const cues: string[][] = themes.map(() => []);
    const tokens = tokensOf(text.replace(IDIOMS, " "));
    const used = new Map<Pointer, number>();
    for (const token of tokens)
      for (const { pointer, strength: s } of pointersOf(token)) used.set(pointer, Math.max(used.get(pointer) ?? 0, s));
    if (tokens.length > 1) {
      const stems = ` ${tokens.map((token) => rootOf(token.toLowerCase())).join(" ")} `;
      for (const pointer of phrases)
        if (stems.includes(` ${pointer.stems.join(" ")}`)) used.set(pointer, pointer.weight);
    }
    for (const [pointer, s] of used) {
      strength[pointer.theme]! += s;
      if (s >= MENTIONED) cues[pointer.theme]!.push(pointer.cue);
    }
    return { strength, cues };
  };
}
