import type { ThemeDefinition } from "../../evidence/theme.ts";
import { softmax } from "./linear-model.ts";
import type { RankedTheme, ThemeCorrection, ThemeSubject } from "./themes.ts";
import { contentStems, stemOf, wordsOf } from "./words.ts";

const ROUNDS = 25;
const STEP = 1.2;
/** Pulls every learned weight towards nothing, so that one correction does not rule the workspace. */
const DECAY = 0.004;
const FIRST = 0.7;
/** A word counts as a reason from this weight on. */
const MENTIONED = 0.15;

/**
 * Trains a small ranker on what experts decided: the engine's own scores are its starting point, and words that experts'
 * choices have in common gain or lose weight. Deterministic: corrections are taken in the order given.
 * @returns adds what was learned to a ranking in place, and names the learned words among its cues
 */
export function learnCorrections(
  themes: readonly ThemeDefinition[],
  corrections: readonly ThemeCorrection[],
  score: (subject: ThemeSubject) => RankedTheme[],
): (text: string, ranked: RankedTheme[]) => void {
  const weights = new Map<string, Float64Array>();
  const examples = corrections
    .filter(({ themes: right }) => right.some((id) => themes.some((theme) => theme.id === id)))
    .map(({ text, themes: right }) => ({
      stems: [...new Set(contentStems(text))],
      base: score({ text, section: [] }).map((theme) => theme.score),
      wanted: shares(
        themes.map(({ id }) => right.indexOf(id)),
        right.length,
      ),
    }));
  for (const { stems } of examples)
    for (const stem of stems) if (!weights.has(stem)) weights.set(stem, new Float64Array(themes.length));

  for (let round = 0; round < ROUNDS; round++) {
    const step = STEP / (1 + round / 6);
    for (const { stems, base, wanted } of examples) {
      const scale = 1 / Math.sqrt(Math.max(4, stems.length));
      const rows = stems.map((stem) => weights.get(stem)!);
      const chances = softmax(base.map((z, t) => rows.reduce((sum, row) => sum + row[t]! * scale, z)));
      for (const row of rows)
        for (let t = 0; t < row.length; t++) row[t] = row[t]! * (1 - DECAY) + step * (wanted[t]! - chances[t]!) * scale;
    }
  }

  const index = new Map(themes.map(({ id }, t) => [id, t]));
  return (text, ranked) => {
    const stems = [...new Set(contentStems(text))].filter((stem) => weights.has(stem));
    if (stems.length === 0) return;
    const scale = 1 / Math.sqrt(Math.max(4, new Set(contentStems(text)).size));
    const asWritten = new Map(wordsOf(text).map((word) => [stemOf(word), word]));
    for (const theme of ranked) {
      const learned: [string, number][] = [];
      for (const stem of stems) {
        const weight = weights.get(stem)![index.get(theme.id)!]! * scale;
        theme.score += weight;
        if (weight > MENTIONED) learned.push([asWritten.get(stem) ?? stem, weight]);
      }
      learned.sort((a, b) => b[1] - a[1]);
      if (learned.length > 0) theme.direct = true;
      for (const [word] of learned.slice(0, 3)) if (!theme.cues.includes(word)) theme.cues.push(word);
    }
  };
}

/** The first theme takes the larger share; places are -1 for themes that were not chosen. */
function shares(places: readonly number[], count: number): number[] {
  return places.map((place) => {
    if (place < 0) return 0;
    if (count === 1) return 1;
    return place === 0 ? FIRST : (1 - FIRST) / (count - 1);
  });
}
