const UNITS_DA =
  "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten".split(
    " ",
  );
const UNITS_EN =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS_DA = "tyve tredive fyrre halvtreds tres halvfjerds firs halvfems".split(" ");
const TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

const values = new Map<string, number>();
for (const words of [UNITS_DA, UNITS_EN]) for (const [value, word] of words.entries()) values.set(word, value);
for (const [i, ten] of TENS_DA.entries()) {
  values.set(ten, (i + 2) * 10);
  for (let one = 1; one <= 9; one++) values.set(`${UNITS_DA[one]}og${ten}`, (i + 2) * 10 + one);
}
for (const [i, ten] of TENS_EN.entries()) {
  values.set(ten, (i + 2) * 10);
  for (let one = 1; one <= 9; one++) values.set(`${ten}${UNITS_EN[one]}`, (i + 2) * 10 + one);
}
for (const [word, value] of Object.entries({
  fyrretyve: 40,
  halvtredsindstyve: 50,
  tresindstyve: 60,
  firsindstyve: 80,
  fourty: 40,
})) {
  values.set(word, value);
}
for (const [word, value] of Object.entries({
  et: 1,
  én: 1,
  ét: 1,
  halvanden: 1.5,
  halvandet: 1.5,
  dozen: 12,
  dusin: 12,
}))
  values.set(word, value);

/** `en` and `et` are articles first: they count only where they stand before a share or scale word. */
export const ARTICLES = new Set(["en", "et", "one", "a", "an"]);

export const NUMBER_WORDS: ReadonlyMap<string, number> = values;

/** Words that multiply the number before them. */
export const SCALE_WORDS: ReadonlyMap<string, number> = new Map([
  ["hundrede", 100],
  ["hundred", 100],
  ["tusind", 1e3],
  ["tusinde", 1e3],
  ["thousand", 1e3],
  ["mio", 1e6],
  ["mia", 1e9],
  ["billion", 1e9],
  ["billions", 1e9],
]);

const ordinals = new Map<string, number>();
for (const [i, word] of "første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte"
  .split(" ")
  .entries()) {
  ordinals.set(word, i + 1);
}
for (const [i, word] of "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
  .split(" ")
  .entries()) {
  ordinals.set(word, i + 1);
}
ordinals.set("andet", 2);
export const ORDINALS: ReadonlyMap<string, number> = ordinals;

/** Shares by name, as fractions of one. */
export const SHARES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    halvdelen: 1 / 2,
    halvdel: 1 / 2,
    half: 1 / 2,
    halves: 1 / 2,
    tredjedel: 1 / 3,
    tredjedele: 1 / 3,
    fjerdedel: 1 / 4,
    fjerdedele: 1 / 4,
    femtedel: 1 / 5,
    femtedele: 1 / 5,
    sjettedel: 1 / 6,
    sjettedele: 1 / 6,
    syvendedel: 1 / 7,
    syvendedele: 1 / 7,
    ottendedel: 1 / 8,
    ottendedele: 1 / 8,
    niendedel: 1 / 9,
    tiendedel: 1 / 10,
    tiendedele: 1 / 10,
    kvart: 1 / 4,
    trekvart: 3 / 4,
    quarter: 1 / 4,
    quarters: 1 / 4,
    thirds: 1 / 3,
    fourths: 1 / 4,
    fifths: 1 / 5,
    sixths: 1 / 6,
    tenths: 1 / 10,
  }),
);

const LOOSE: readonly string[] = [
  "dusinvis",
  "snesevis",
  "hundredvis",
  "tusindvis",
  "hundreds",
  "thousands",
  "dozens",
  "twice",
  "thrice",
  "triple",
  "tredobbelt",
  "firedobbelt",
];
export const VAGUE_NUMBERS: ReadonlySet<string> = new Set(LOOSE);

const ROMAN = /^(?:x{0,3})(?:ix|iv|v?i{0,3})$/;
/** Whether a word as written is a Roman numeral above one: `Kræftplan IV`. A lone `I` is a preposition. */
export const isRoman = (raw: string) =>
  raw.length <= 6 && raw === raw.toUpperCase() && raw !== "I" && raw.length > 0 && ROMAN.test(raw.toLowerCase());

const NOT_IN_ENGLISH = new Set(["to", "fire", "ni", "ti", "fem", "tres"]);

/** Whether a word counts: not as the article, and not where the language has another word of that spelling. */
export const isNumberWord = (key: string, english: boolean) =>
  values.has(key) && !ARTICLES.has(key) && !(english && NOT_IN_ENGLISH.has(key));
