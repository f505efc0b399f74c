import type { ThemeDefinition } from "../../evidence/theme.ts";
import type { RankedTheme, ThemeCorrection, ThemeSubject } from "./themes.ts";
import { contentStems, wordsOf } from "./words.ts";

const ROUNDS = 30;
const STEP = 0.5;
/** Pulls every learned weight towards nothing, so that one correction does not rule the workspace. */
const DECAY = 0.002;
/** A cue score of about one is an even bet. */
const EVEN = 1.1;
const STEEPNESS = 2.2;

const chance = (z: number) => 1 / (1 + Math.exp(-z));

/** Learned weights of words for each theme, on top of what the cue words say. */
type Weights = Map<string, Float64Array>;

/**
 * Trains a small logistic ranker on what experts corrected: cue scores are its starting point, and words that experts'
 * choices have in common gain or lose weight. Deterministic: corrections are taken in the order given.
 * @returns adds what was learned to a ranking in place, and names the learned words among its cues
 */
export function learnCorrections(
  themes: readonly ThemeDefinition[],
  corrections: readonly ThemeCorrection[],
  score: (subject: ThemeSubject) => RankedTheme[],
): (text: string, ranked: RankedTheme[]) => void {
  const weights: Weights = new Map();
  const examples = corrections.map(({ text, themes: right }) => ({
    stems: [...new Set(contentStems(text))],
    base: score({ text, section: [] }).map((theme) => STEEPNESS * (theme.score - EVEN)),
    wanted: themes.map(({ id }) => Number(right.includes(id))),
  }));
  for (const { stems } of examples)
    for (const stem of stems) if (!weights.has(stem)) weights.set(stem, new Float64Array(themes.length));

  for (let round = 0; round < ROUNDS; round++) {
    const step = STEP / (1 + round / 10);
    for (const { stems, base, wanted } of examples) {
      const scale = 1 / Math.sqrt(Math.max(1, stems.length));
      for (let t = 0; t < themes.length; t++) {
        let z = base[t]!;
        for (const stem of stems) z += weights.get(stem)![t]! * scale;
        const miss = wanted[t]! - chance(z);
        for (const stem of stems) {
          const row = weights.get(stem)!;
          row[t] = row[t]! * (1 - DECAY) + step * miss * scale;
        }
      }
    }
  }

  return (text, ranked) => {
    const stems = [...new Set(contentStems(text))];
    const scale = 1 / Math.sqrt(Math.max(1, stems.length));
    const words = new Map(wordsOf(text).map((word) => [contentStems(word)[0] ?? word, word]));
    const index = new Map(themes.map(({ id }, t) => [id, t]));
    for (const theme of ranked) {
      const t = index.get(theme.id)!;
      const learned: [string, number][] = [];
      for (const stem of stems) {
        const weight = (weights.get(stem)?.[t] ?? 0) * scale;
        theme.score += weight / STEEPNESS;
        if (weight > 0.15) learned.push([words.get(stem) ?? stem, weight]);
      }
      learned.sort((a, b) => b[1] - a[1]);
      for (const [word] of learned.slice(0, 3)) if (!theme.cues.includes(word)) theme.cues.push(word);
    }
  };
}
