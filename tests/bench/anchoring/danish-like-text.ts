import { dice } from "../../fidelity/changes/dice.ts";

const SYLLABLES =
  "be for un til sam ind ud op kræft syg hus pa ti ent læ ge kom mu ne re gi on for løb be hand ling ud red ning al der stat tid".split(
    " ",
  );
const SMALL = "og i at det er en til af på for med der den som de har ikke et om men var fra vi kan skal".split(" ");

/** Made-up text with the look of Danish: words of syllables among the small words, in sentences; a twentieth are numbers. */
export function danishLikeText(words: number, seed = 1): string {
  const { roll, pick } = dice(seed);
  const lexicon = Array.from({ length: 4000 }, () =>
    Array.from({ length: 2 + roll(4) }, () => pick(SYLLABLES)).join(""),
  );
  const out: string[] = [];
  for (let i = 0; i < words; i++) {
    const kind = roll(20);
    let word =
      kind === 0
        ? String(2 + roll(2000))
        : kind < 9
          ? pick(SMALL)
          : lexicon[Math.floor(4000 * (roll(1000) / 1000) ** 2)]!;
    const position = i % 17;
    if (position === 0) word = word[0]!.toUpperCase() + word.slice(1);
    out.push(position === 16 ? `${word}.` : word);
  }
  return out.join(" ");
}

/** A quote of `length` words out of a text, with one word in its middle replaced. */
export function withWrongWord(text: string, length: number, seed: number): string {
  const words = text.split(" ");
  const { roll } = dice(seed);
  const from = roll(words.length - length);
  const quote = words.slice(from, from + length);
  quote[length >> 1] = "fejlord";
  return quote.join(" ");
}
