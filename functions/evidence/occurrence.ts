import { lettersAndDigits } from "./ids.ts";

/** Letters and digits of a text with, for each, its place in the text: what a claim's identity is made of. */
interface Skeleton {
  letters: string;
  /** `places[i]` is the UTF-16 offset in the text of `letters[i]`. */
  places: Uint32Array;
}

const skeletons = new WeakMap<object, Skeleton>();

function skeletonOf(reading: { text: string }): Skeleton {
  const known = skeletons.get(reading);
  if (known !== undefined) return known;
  const places = new Uint32Array(reading.text.length * 2);
  let letters = "";
  let at = 0;
  for (const character of reading.text) {
    if (/[\p{L}\p{N}]/u.test(character)) {
      const folded = lettersAndDigits(character);
      places.fill(at, letters.length, letters.length + folded.length);
      letters += folded;
    }
    at += character.length;
  }
  const skeleton = { letters, places };
  skeletons.set(reading, skeleton);
  return skeleton;
}

/**
 * How many times the words of `exact` stand in the report before `start`: 0 for their first place. Spacing, hyphens,
 * marks and case do not count, as in a claim's id.
 */
export function occurrenceOf(reading: { text: string }, exact: string, start: number): number {
  const wanted = lettersAndDigits(exact);
  if (wanted === "") return 0;
  const { letters, places } = skeletonOf(reading);
  let count = 0;
  for (let at = letters.indexOf(wanted); at !== -1; at = letters.indexOf(wanted, at + 1)) {
    if ((places[at] ?? start) >= start) break;
    count++;
  }
  return count;
}
