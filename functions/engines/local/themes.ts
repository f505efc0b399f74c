import type { ThemeId } from "../../evidence/ids.ts";
import type { ThemeDefinition } from "../../evidence/theme.ts";
import { learnCorrections } from "./theme-corrections.ts";
import { cueFinder } from "./theme-cues.ts";

/** What a theme is sought for: a sentence, the headings above it, and what else is near. */
export interface ThemeSubject {
  text: string;
  section: readonly string[];
  /** The sentence a list hangs on, and the sentences around: weaker witnesses than the text itself. */
  near?: readonly string[];
}

/** An expert's word on which themes a text belongs to, most specific first. */
export interface ThemeCorrection {
  text: string;
  themes: readonly ThemeId[];
}

export interface RankedTheme {
  id: ThemeId;
  /** Higher is better; comparable within one ranking only. */
  score: number;
  /** The words that spoke for it. */
  cues: string[];
}

const MOST_THEMES = 3;
/** How much a witness counts against the sentence's own words. */
const WEIGHT = { text: 1, nearestHeading: 1.3, outerHeading: 0.9, near: 0.25 };
/** A second or third theme must have a share of the first one's score and cues of its own. */
const SECOND_SHARE = 0.45;

/** Ranks any number of subjects against one list of themes. Build it once: it remembers what each word points to. */
export function themeRanker(
  themes: readonly ThemeDefinition[],
  corrections: readonly ThemeCorrection[] = [],
): (subject: ThemeSubject) => RankedTheme[] {
  const find = cueFinder(themes);
  const headings = new Map<string, ReturnType<typeof find>>();
  const inHeading = (title: string) => {
    let hits = headings.get(title);
    if (!hits) {
      hits = find(title);
      headings.set(title, hits);
    }
    return hits;
  };

  function score(subject: ThemeSubject): RankedTheme[] {
    const total = new Float64Array(themes.length);
    const cues = themes.map(() => new Set<string>());
    const add = ({ strength, cues: words }: ReturnType<typeof find>, weight: number) => {
      for (let t = 0; t < themes.length; t++) {
        // the third cue of a theme adds less than the first
        total[t]! += weight * Math.log2(1 + strength[t]!);
        for (const word of words[t]!) cues[t]!.add(word);
      }
    };
    add(find(subject.text), WEIGHT.text);
    subject.section.forEach((title, i) => {
      add(inHeading(title), i === subject.section.length - 1 ? WEIGHT.nearestHeading : WEIGHT.outerHeading);
    });
    for (const text of subject.near ?? []) add(find(text), WEIGHT.near);
    return themes.map((theme, t) => ({ id: theme.id, score: total[t]!, cues: [...cues[t]!] }));
  }

  const taught = corrections.length > 0 ? learnCorrections(themes, corrections, score) : undefined;
  return (subject) => {
    const ranked = score(subject);
    taught?.(subject.text, ranked);
    return ranked.sort((a, b) => b.score - a.score);
  };
}

/** At most three themes of a ranking, most specific first; empty where nothing speaks for any theme. */
export function chosenThemes(ranked: readonly RankedTheme[]): ThemeId[] {
  const best = ranked[0]?.score ?? 0;
  if (best <= 0) return [];
  return ranked
    .filter(({ score }, i) => i === 0 || (score >= best * SECOND_SHARE && score >= 0.5))
    .slice(0, MOST_THEMES)
    .map(({ id }) => id);
}

/** All themes for one subject, best first. For many subjects build a {@link themeRanker} once. */
export const rankThemes = (
  subject: ThemeSubject,
  themes: readonly ThemeDefinition[],
  corrections?: readonly ThemeCorrection[],
): RankedTheme[] => themeRanker(themes, corrections)(subject);
