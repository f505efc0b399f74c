import type { ThemeId } from "../../evidence/ids.ts";
import type { ThemeDefinition } from "../../evidence/theme.ts";
import { learnCorrections } from "./theme-corrections.ts";
import { type CueHits, cueFinder } from "./theme-cues.ts";
import { type Signals, themeScorer } from "./theme-model.ts";

/** What a theme is sought for: a sentence, the headings above it, and what else is near. */
export interface ThemeSubject {
  text: string;
  section: readonly string[];
  /** The sentence a list hangs on, and the sentence before: weaker witnesses than the text itself. */
  near?: readonly string[];
  /** Passages around it under the same heading: what they are about, it is likely about too. */
  around?: readonly string[];
  /** The report's title. */
  title?: string;
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
  /** The words that spoke for it; none where nothing did. */
  cues: string[];
  /** True when the text itself or a heading above it speaks for the theme, not only what stands around. */
  direct: boolean;
  /** True when the text itself names the theme. */
  named: boolean;
}

const MOST_THEMES = 3;
/** How far a second or third theme may lie behind the first; further when the text itself names it. */
const CLOSE = { direct: 1.6, named: 3.2 };
/** A cue of its own, not merely a word of the definition. */
const NAMED = 0.8;
/** Passages are looked at again as neighbours; beyond this many the memory starts anew. */
const MOST_REMEMBERED = 5000;

/** What cues say of each theme, before anything is learned. Cues met again add less and less. */
export function themeSignals(themes: readonly ThemeDefinition[]) {
  const find = cueFinder(themes);
  const known = new Map<string, CueHits>();
  const remembered = (title: string) => {
    let hits = known.get(title);
    if (!hits) {
      hits = find(title);
      if (known.size > MOST_REMEMBERED) known.clear();
      known.set(title, hits);
    }
    return hits;
  };
  return ({
    text,
    section,
    near,
    around,
    title,
  }: ThemeSubject): { signals: Signals[]; cues: string[][]; direct: boolean[] } => {
    const own = find(text);
    const nearest = section.length > 0 ? remembered(section.at(-1)!) : undefined;
    const outer = section.slice(0, -1).map(remembered);
    const close = (near ?? []).map(remembered);
    const topic = (around ?? []).map(remembered);
    const named = title ? remembered(title) : undefined;
    const sum = (hits: readonly CueHits[], t: number) =>
      Math.log2(1 + hits.reduce((total, { strength }) => total + strength[t]!, 0));
    const above = [own, ...(nearest ? [nearest] : []), ...outer];
    return {
      direct: themes.map((_, t) => above.some(({ cues }) => cues[t]!.length > 0)),
      signals: themes.map((_, t) => [
        Math.log2(1 + own.strength[t]!),
        nearest ? Math.log2(1 + nearest.strength[t]!) : 0,
        sum(outer, t),
        sum(close, t),
        Number(own.strength[t]! >= NAMED),
        topic.length === 0
          ? 0
          : Math.log2(1 + (2 * topic.reduce((all, { strength }) => all + strength[t]!, 0)) / topic.length),
        named ? Math.log2(1 + named.strength[t]!) : 0,
      ]),
      cues: themes.map((_, t) => [
        ...new Set([...above, ...close, ...(named ? [named] : []), ...topic].flatMap(({ cues }) => cues[t]!)),
      ]),
    };
  };
}

/** Ranks any number of subjects against one list of themes. Build it once: it remembers what each word points to. */
export function themeRanker(
  themes: readonly ThemeDefinition[],
  corrections: readonly ThemeCorrection[] = [],
): (subject: ThemeSubject) => RankedTheme[] {
  const signalsOf = themeSignals(themes);
  const scored = themeScorer(themes);
  function score(subject: ThemeSubject): RankedTheme[] {
    const { signals, cues, direct } = signalsOf(subject);
    return scored(subject.text, signals).map(({ score, learned }, t) => ({
      id: themes[t]!.id,
      score,
      cues: [...cues[t]!, ...learned.filter((word) => !cues[t]!.includes(word))],
      direct: direct[t]!,
      named: signals[t]![4] === 1,
    }));
  }
  const teach = corrections.length > 0 ? learnCorrections(themes, corrections, score) : undefined;
  return (subject) => {
    const ranked = score(subject);
    teach?.(subject.text, ranked);
    return ranked.sort((a, b) => b.score - a.score);
  };
}

const closeTo = (best: RankedTheme, { direct, named, score }: RankedTheme) =>
  (direct && score >= best.score - CLOSE.direct) || (named && score >= best.score - CLOSE.named);

/** At most three themes of a ranking, most specific first; empty where nothing speaks for any theme. */
export function chosenThemes(ranked: readonly RankedTheme[]): ThemeId[] {
  const spoken = ranked.filter(({ cues }) => cues.length > 0);
  const best = spoken[0];
  if (!best) return [];
  return spoken
    .filter((theme) => theme === best || closeTo(best, theme))
    .slice(0, MOST_THEMES)
    .map(({ id }) => id);
}

/** All themes for one subject, best first. For many subjects build a {@link themeRanker} once. */
export const rankThemes = (
  subject: ThemeSubject,
  themes: readonly ThemeDefinition[],
  corrections?: readonly ThemeCorrection[],
): RankedTheme[] => themeRanker(themes, corrections)(subject);
