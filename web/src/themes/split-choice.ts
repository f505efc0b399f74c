import type { Claim, Theme } from "../api/shapes.ts";
import { folded } from "../text/folded.ts";

/** What a claim says and rests on, folded for looking words up in. */
const saidBy = (claim: Claim) => folded([claim.text, ...claim.citations.map(({ exact }) => exact)].join("\n"));

/** A word a theme could be split by, and the claims it stands in. */
export interface SplitWord {
  word: string;
  /** The theme's own cue word, or one that stands in some of its claims and not in most. */
  origin: "cue" | "text" | "own";
  claims: ReadonlySet<string>;
}

/** Words of at least this many letters are worth proposing: shorter ones seldom name a subject. */
const LONG_WORD = 8;
const MOST_PROPOSED = 12;
/** A word in more of the claims than this says what the theme is, not what a part of it is. */
const TOO_COMMON = 0.5;

export class SplitWords {
  #texts: ReadonlyMap<string, string>;

  constructor(claims: readonly Claim[]) {
    this.#texts = new Map(claims.map((claim) => [claim.id, saidBy(claim)]));
  }

  /** As the engine reads cue words: also inside compounds and in bent form. */
  claimsWith(word: string): ReadonlySet<string> {
    const needle = folded(word.trim());
    if (needle === "") return new Set();
    return new Set([...this.#texts].filter(([, text]) => text.includes(needle)).map(([id]) => id));
  }

  /** The theme's cue words that are found, then words of the claims themselves, the most common first. */
  proposed(theme: Pick<Theme, "cues">): SplitWord[] {
    const cues = theme.cues
      .map((word) => ({ word, origin: "cue" as const, claims: this.claimsWith(word) }))
      .filter(({ claims }) => claims.size > 0);
    const known = theme.cues.map(folded);
    const counts = new Map<string, number>();
    for (const text of this.#texts.values())
      for (const word of new Set(text.match(/\p{L}+/gu) ?? []))
        if (word.length >= LONG_WORD) counts.set(word, (counts.get(word) ?? 0) + 1);
    const fitting = [...counts]
      .filter(([word, n]) => n >= 2 && n / this.#texts.size <= TOO_COMMON && !known.some((cue) => word.includes(cue)))
      .sort(([a, n], [b, m]) => m - n || a.localeCompare(b, "da"));
    const words: string[] = [];
    for (const [word] of fitting) {
      // one form of a word is enough: the others contain it, or begin as it does
      if (!words.some((taken) => word.includes(taken) || taken.startsWith(word.slice(0, LONG_WORD)))) words.push(word);
      if (words.length === MOST_PROPOSED) break;
    }
    return [...cues, ...words.map((word) => ({ word, origin: "text" as const, claims: this.claimsWith(word) }))];
  }
}

export interface Chosen {
  /** In the claims' own order. */
  moves: readonly Claim[];
  /** Drawn by a word, and left where they are by choice. */
  stays: readonly Claim[];
}

/** Which claims move: those a chosen word stands in, but for what was ticked or unticked by hand. */
export function chosenBy(
  claims: readonly Claim[],
  words: readonly SplitWord[],
  byHand: ReadonlyMap<string, boolean>,
): Chosen {
  const drawn = (claim: Claim) => words.some(({ claims: found }) => found.has(claim.id));
  return {
    moves: claims.filter((claim) => byHand.get(claim.id) ?? drawn(claim)),
    stays: claims.filter((claim) => byHand.get(claim.id) === false && drawn(claim)),
  };
}
