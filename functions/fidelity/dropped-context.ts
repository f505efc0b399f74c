import { related } from "./align.ts";
import { figuresIn, YEAR } from "./figures.ts";
import { MODALITY } from "./lexicon/modality.ts";
import { senses } from "./lexicon/word-forms.ts";
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
export const droppedContext = (text: string, source: string): boolean =>
  populationDropped(text, source) || periodDropped(text, source) || hedgeDropped(text, source);

/** Of a longer text the beginning is compared. */
const LONGEST = 4_000;
const keysOf = (text: string) => scanTokens(text.slice(0, LONGEST), ",").keys;

function populationDropped(text: string, source: string): boolean {
  const ours = keysOf(text);
  const had = new Set(ours.map((key) => POPULATION.get(key)));
  return keysOf(source).some((key) => {
    const sense = POPULATION.get(key);
    return sense !== undefined && !had.has(sense) && !ours.some((own) => related(own, key));
  });
}

function periodDropped(text: string, source: string): boolean {
  const dated = (part: string) => figuresIn(part.slice(0, LONGEST)).some(({ unit }) => unit === YEAR);
  return !dated(text) && dated(source);
}

function hedgeDropped(text: string, source: string): boolean {
  const ours = new Set(keysOf(text).map((key) => MODALITY.get(key)));
  return keysOf(source).some((key) => {
    const sense = MODALITY.get(key);
    return sense !== undefined && HEDGES.has(sense) && !ours.has(sense);
  });
}
