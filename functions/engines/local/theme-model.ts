import { readFileSync } from "node:fs";
import { DEFAULT_THEMES, type ThemeDefinition } from "../../evidence/theme.ts";
import { contentStems } from "./words.ts";

/** What one theme's cues amount to for a subject: in its text, its nearest heading, the headings above that, and nearby. */
export type Signals = [
  text: number,
  nearest: number,
  outer: number,
  near: number,
  named: number,
  topic: number,
  title: number,
];

/** Learned from the training sentences; readable on purpose. */
export interface ThemeModel {
  /** What a signal is worth, for any theme of any workspace. */
  signals: Signals;
  /** How often a theme comes first when nothing speaks for any: only for the default themes. */
  bias: Record<string, number>;
  /** What a word (its stem) adds to a default theme. */
  words: Record<string, Record<string, number>>;
}

let opened: ThemeModel | undefined;
export function themeModel(): ThemeModel {
  opened ??= JSON.parse(readFileSync(new URL("./themes.weights.json", import.meta.url), "utf8")) as ThemeModel;
  return opened;
}

/** What was learned of a default theme holds only while people have not given its id another meaning. */
const isDefault = (theme: ThemeDefinition) =>
  DEFAULT_THEMES.some(({ id, name }) => id === theme.id && name.da === theme.name.da);

/** Scores themes by their signals and by the words learned for them; `learned` names the words that counted. */
export function themeScorer(themes: readonly ThemeDefinition[], model: ThemeModel = themeModel()) {
  const known = themes.map((theme) => (isDefault(theme) ? model.words[theme.id] : undefined));
  const bias = themes.map((theme) => (isDefault(theme) ? (model.bias[theme.id] ?? 0) : 0));
  return (text: string, signals: readonly Signals[]): { score: number; learned: string[] }[] => {
    const stems = [...new Set(contentStems(text))];
    const scale = 1 / Math.sqrt(Math.max(4, stems.length));
    return themes.map((_, t) => {
      let score = bias[t]!;
      signals[t]!.forEach((signal, i) => {
        score += model.signals[i]! * signal;
      });
      const learned: [string, number][] = [];
      for (const stem of known[t] ? stems : []) {
        const weight = known[t]![stem] ?? 0;
        score += weight * scale;
        if (weight > 0.8) learned.push([stem, weight]);
      }
      learned.sort((a, b) => b[1] - a[1]);
      return { score, learned: learned.slice(0, 3).map(([stem]) => stem) };
    });
  };
}
