import { related } from "./align.ts";
import { figuresIn, YEAR } from "./figures.ts";
import { MODALITY } from "./lexicon/modality.ts";
import { senses } from "./lexicon/word-forms.ts";
import { bestSource } from "./polarity.ts";
import { scanTokens } from "./tokens.ts";

/** Whom a finding holds for. */
const POPULATION = senses({
  men: "mænd mand mandlige men male",
  women: "kvind(e,er,erne) kvindelige women woman female",
  children: "børn barn children child",
  young: "unge young adolescent(,s)",
  old: "ældre older elderly",
  smokers: "ryger(e,ne) storryger(e,ne) smoker(,s)",
  poor: "kortuddannede lavindkomst sårbare udsatte vulnerable",
});

const HEDGES = new Set(["can", "likely", "suggests", "expected"]);

/** Whether population, period or hedge of the sentence a text rests on is missing from the text. */
export function droppedContext(text: string, sources: readonly string[]): boolean {
  const source = bestSource(text, sources);
  return populationDropped(text, source) || periodDropped(text, sources, source) || hedgeDropped(text, source);
}

const keysOf = (text: string) => scanTokens(text, ",").keys;

function populationDropped(text: string, source: string): boolean {
  const ours = keysOf(text);
  const had = new Set(ours.map((key) => POPULATION.get(key)));
  return keysOf(source).some((key) => {
    const sense = POPULATION.get(key);
    return sense !== undefined && !had.has(sense) && !ours.some((own) => related(own, key));
  });
}

function periodDropped(text: string, sources: readonly string[], source: string): boolean {
  const isYear = (unit: string | undefined) => unit === YEAR;
  if (figuresIn(text).some(({ unit }) => isYear(unit))) return false;
  // a year elsewhere in the citations is not this sentence's
  return sources.length > 0 && figuresIn(source).some(({ unit }) => isYear(unit));
}

function hedgeDropped(text: string, source: string): boolean {
  const ours = new Set(keysOf(text).map((key) => MODALITY.get(key)));
  return keysOf(source).some((key) => {
    const sense = MODALITY.get(key);
    return sense !== undefined && HEDGES.has(sense) && !ours.has(sense);
  });
}
