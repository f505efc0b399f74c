import { folded } from "./folded.ts";

/** Words of change, by how they begin. Sizes (*stor*, *høj*) say no direction, and are not among them. */
const MORE =
  /^(?:stig(?:er|e|es|ende|ning|ningen|ninger)|steg|steget|øge[rstd]?|øges|øget|øgede|øgning|forøg|voks(?:er|e|ede|et|ende)|vækst|tiltag(?:er|ende)|tiltog|flere|højere|udvide[rst]|increas|rising|rose|risen|grew|grow(?:s|n|ing|th)|higher|more)/u;
const LESS =
  /^(?:fald(?:er|e|et|ende)?$|faldt|faldet|reducer|reduktion|mindsk|sænke|nedgang|nedbring|nedbragt|nedsat|nedsæt|aftag|aftog|færre|lavere|kortere|decreas|declin|fell$|fallen|drop(?:s|ped|ping)|reduc|fewer|lower)/u;
const BETTER = /^(?:bedre$|forbedr|fremgang|styrke[rst]|styrket|better|improv|strengthen)/u;
const WORSE = /^(?:dårligere|værre|forværr|forring|tilbagegang|svække[rst]|svækket|worse|deteriorat|weaken)/u;
/** A sentence that denies may mean the opposite of its words: nothing is said of it. */
const DENIES = /^(?:ikke|ingen|intet|aldrig|hverken|uændret|not|no|never|neither|unchanged)$/u;

const AXES = [
  [MORE, LESS],
  [BETTER, WORSE],
] as const;

interface Leaning {
  /** +1, -1, or 0 where it says neither or both; one for each axis. */
  sides: readonly number[];
  /** What it is about: its longer words, cut so that endings fall away. */
  about: ReadonlySet<string>;
}

function leaningOf(text: string): Leaning {
  const words = folded(text).match(/\p{L}+/gu) ?? [];
  const denies = words.some((word) => DENIES.test(word));
  const isOf = (side: RegExp) => words.some((word) => side.test(word));
  const directed = (word: string) => AXES.flat().some((side) => side.test(word));
  return {
    sides: AXES.map(([up, down]) => (denies ? 0 : Number(isOf(up)) - Number(isOf(down)))),
    about: new Set(words.filter((word) => word.length >= 6 && !directed(word)).map((word) => word.slice(0, 7))),
  };
}

/** Two passages are about the same when they share this many of their longer words. */
const SHARED_WORDS = 2;

/**
 * Two passages that seem to say opposite things of the same: one that something rises or is better, another that it falls
 * or is worse. A hint to read both, not a verdict.
 * @returns their places, or undefined.
 */
export function pointApart(passages: readonly string[]): readonly [number, number] | undefined {
  const leanings = passages.map(leaningOf);
  for (const [first, a] of leanings.entries())
    for (const [next, b] of leanings.slice(first + 1).entries()) {
      const opposed = a.sides.some((side, axis) => side !== 0 && side === -(b.sides[axis] ?? 0));
      const shared = [...a.about].filter((word) => b.about.has(word)).length;
      if (opposed && shared >= SHARED_WORDS) return [first, first + 1 + next];
    }
  return undefined;
}
