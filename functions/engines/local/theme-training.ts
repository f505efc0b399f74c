import type { ThemeDefinition } from "../../evidence/theme.ts";
import { softmax } from "./linear-model.ts";
import type { Signals, ThemeModel } from "./theme-model.ts";
import { type ThemeSubject, themeSignals } from "./themes.ts";
import { contentStems } from "./words.ts";

const ROUNDS = 30;
const RATE = 0.15;
const DECAY = 0.003;
/** Words of fewer examples are not learned from; each sentence is shown twice. */
const COMMON = 4;
/** Weights smaller than this are left out of the file. */
const SMALLEST = 0.12;
/** How much of an example belongs to its first theme when it has several. */
const FIRST = 0.7;

/**
 * What the passages around and the title are worth. Not learned: the training groups keep to one subject each and have no
 * titles, so they would teach to trust the neighbours too much.
 */
const SET_BY_HAND = [1.6, 1.4] as const;
const LEARNED = 5;

export interface ThemeExample {
  subject: ThemeSubject;
  themes: readonly string[];
}

/** Softmax regression over the themes: shared weights for the cue signals, own words and a bias for each theme. */
export function trainThemeModel(examples: readonly ThemeExample[], themes: readonly ThemeDefinition[]): ThemeModel {
  const signalsOf = themeSignals(themes);
  const rows = examples.map(({ subject, themes: right }) => ({
    signals: signalsOf(subject).signals,
    stems: [...new Set(contentStems(subject.text))],
    wanted: themes.map(({ id }) => {
      const place = right.indexOf(id);
      if (place < 0) return 0;
      if (right.length === 1) return 1;
      return place === 0 ? FIRST : (1 - FIRST) / (right.length - 1);
    }),
  }));
  const seen = new Map<string, number>();
  for (const { stems } of rows) for (const stem of stems) seen.set(stem, (seen.get(stem) ?? 0) + 1);
  const shared: Signals = [1, 1, 0.7, 0.3, 1, ...SET_BY_HAND];
  const bias = themes.map(() => 0);
  const words = themes.map(() => new Map<string, number>());

  for (let round = 0; round < ROUNDS; round++) {
    const rate = RATE / (1 + round / 8);
    for (const { signals, stems, wanted } of rows) {
      const scale = 1 / Math.sqrt(Math.max(4, stems.length));
      const scores = themes.map((_, t) => {
        let score = bias[t]!;
        signals[t]!.forEach((signal, i) => {
          score += shared[i]! * signal;
        });
        for (const stem of stems) score += (words[t]!.get(stem) ?? 0) * scale;
        return score;
      });
      const chances = softmax(scores);
      themes.forEach((_, t) => {
        const miss = wanted[t]! - chances[t]!;
        bias[t] = bias[t]! * (1 - DECAY) + 0.1 * rate * miss;
        signals[t]!.forEach((signal, i) => {
          if (i < LEARNED) shared[i] = shared[i]! + 0.05 * rate * miss * signal;
        });
        for (const stem of stems) {
          if ((seen.get(stem) ?? 0) < COMMON || /\d/.test(stem)) continue;
          const before = words[t]!.get(stem) ?? 0;
          words[t]!.set(stem, before * (1 - DECAY) + 2 * rate * miss * scale);
        }
      });
    }
  }
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return {
    signals: shared.map(rounded) as Signals,
    bias: Object.fromEntries(themes.map(({ id }, t) => [id, rounded(bias[t]!)])),
    words: Object.fromEntries(
      themes.map(({ id }, t) => [
        id,
        Object.fromEntries(
          [...words[t]!]
            .filter(([, weight]) => Math.abs(weight) >= SMALLEST)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([stem, weight]) => [stem, rounded(weight)]),
        ),
      ]),
    ),
  };
}
