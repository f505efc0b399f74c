import type { Dice } from "./dice.ts";

/** A way in which an engine's copy says something else than the source. `undefined`: it does not apply here. */
export interface CriticalChange {
  name: string;
  quote: (sentence: string, dice: Dice) => string | undefined;
  /** The reasons that name it rightly. */
  reasons: readonly string[];
}

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const whole = (word: string) => new RegExp(`(?<![\\p{L}\\p{N}-])${escaped(word)}(?![\\p{L}\\p{N}-])`, "u");

/** Swaps one word of one pair for its opposite, where the sentence holds one of them. */
function swapped(sentence: string, dice: Dice, pairs: readonly (readonly [string, string])[]): string | undefined {
  const found = pairs
    .flatMap(([a, b]) => [
      [a, b],
      [b, a],
    ])
    .filter(([a]) => whole(a!).test(sentence));
  if (found.length === 0) return undefined;
  const [from, to] = dice.pick(found);
  return sentence.replace(whole(from!), to!);
}

function atNumber(
  sentence: string,
  dice: Dice,
  pattern: RegExp,
  change: (number: string) => string | undefined,
): string | undefined {
  const numbers = [...sentence.matchAll(pattern)];
  if (numbers.length === 0) return undefined;
  const number = dice.pick(numbers);
  const changed = change(number[0]);
  if (changed === undefined || changed === number[0]) return undefined;
  return sentence.slice(0, number.index) + changed + sentence.slice(number.index + number[0].length);
}

const FREE = "(?<![\\p{L}\\p{N}.,:/-])";
const END = "(?![\\p{L}\\p{N}/:-]|[.,]\\d)";
const other = (digit: string, dice: Dice) => String((Number(digit) + 1 + dice.roll(8)) % 10);

const NUMBER = ["number-changed"] as const;
const QUANTITY = ["number-changed", "year-changed"] as const;

export const CRITICAL: readonly CriticalChange[] = [
  {
    name: "last digit changed",
    quote: (s, dice) =>
      atNumber(
        s,
        dice,
        new RegExp(`${FREE}\\d+([.,]\\d+)?${END}`, "gu"),
        (n) => n.slice(0, -1) + other(n.at(-1)!, dice),
      ),
    reasons: QUANTITY,
  },
  {
    name: "two digits swapped",
    quote: (s, dice) => atNumber(s, dice, new RegExp(`${FREE}\\d{2}${END}`, "gu"), (n) => n[1]! + n[0]!),
    reasons: NUMBER,
  },
  {
    name: "decimal mark moved",
    quote: (s, dice) => atNumber(s, dice, new RegExp(`${FREE}\\d{2},\\d${END}`, "gu"), (n) => `${n[0]},${n[1]}${n[3]}`),
    reasons: NUMBER,
  },
  {
    name: "a digit dropped",
    quote: (s, dice) => atNumber(s, dice, new RegExp(`${FREE}\\d{3,4}${END}`, "gu"), (n) => n.slice(0, -1)),
    reasons: QUANTITY,
  },
  {
    name: "number word changed",
    quote: (s, dice) =>
      swapped(
        s,
        dice,
        / (the|of|and|to|is|be) /.test(s) && !/ (og|er|af) /.test(s)
          ? [
              ["two", "seven"],
              ["three", "eight"],
              ["five", "ten"],
              ["half", "a third"],
            ]
          : [
              ["to", "fire"],
              ["tre", "seks"],
              ["fem", "ni"],
              ["syv", "otte"],
              ["tyve", "tolv"],
              ["halvdelen", "en tredjedel"],
              ["en fjerdedel", "en femtedel"],
            ],
      ),
    reasons: NUMBER,
  },
  {
    name: "year moved",
    quote: (s, dice) =>
      atNumber(s, dice, /(?<![\p{L}\p{N}.,:/-])(19|20)\d\d(?![\p{L}\p{N}/:-]|[.,]\d)/gu, (n) =>
        String(Number(n) + 1 + dice.roll(3)),
      ),
    reasons: ["year-changed", "number-changed"],
  },
  {
    name: "month changed",
    quote: (s, dice) =>
      swapped(s, dice, [
        ["januar", "juni"],
        ["marts", "november"],
        ["april", "august"],
        ["september", "december"],
        ["February", "July"],
        ["March", "October"],
        ["January", "June"],
      ]),
    reasons: ["year-changed"],
  },
  {
    name: "percent for percentage points",
    quote: (s, dice) =>
      swapped(s, dice, [
        ["procent", "procentpoint"],
        ["percent", "percentage points"],
        ["pct.", "procentpoint"],
        ["%", "procentpoint"],
      ]),
    reasons: ["unit-changed"],
  },
  {
    name: "unit changed",
    quote: (s, dice) =>
      swapped(s, dice, [
        ["dage", "uger"],
        ["måneder", "år"],
        ["uger", "måneder"],
        ["timer", "minutter"],
        ["mio.", "mia."],
        ["millioner", "milliarder"],
        ["kr.", "euro"],
        ["kroner", "dollars"],
        ["mg", "g"],
        ["km", "m"],
        ["days", "weeks"],
        ["months", "years"],
        ["hours", "minutes"],
        ["million", "billion"],
        ["inches", "feet"],
      ]),
    reasons: ["unit-changed"],
  },
  {
    name: "negation put in",
    quote: (s, dice) => {
      const verbs = [
        ...s.matchAll(/(?<= )(er|har|blev|bliver|kan|skal|var|vil|is|are|was|were|has|have|should|can|may)(?= )/g),
      ];
      if (verbs.length === 0) return undefined;
      const verb = dice.pick(verbs);
      const at = verb.index + verb[0].length;
      const english = /^(is|are|was|were|has|have|should|can|may)$/.test(verb[0]);
      return `${s.slice(0, at)} ${english ? "not" : dice.pick(["ikke", "aldrig", "næppe"])}${s.slice(at)}`;
    },
    reasons: ["negation-changed"],
  },
  {
    name: "negation taken out",
    quote: (s) => {
      const cue = s.match(/ (ikke|aldrig|not|never)(?= )/);
      return cue === null ? undefined : s.slice(0, cue.index) + s.slice(cue.index! + cue[0].length);
    },
    reasons: ["negation-changed"],
  },
  {
    name: "negative word for its positive",
    quote: (s, dice) =>
      swapped(s, dice, [
        ["ingen", "mange"],
        ["uden", "med"],
        ["uændret", "ændret"],
        ["uafhængig", "afhængig"],
        ["usikker", "sikker"],
        ["without", "with"],
        ["unable", "able"],
        ["unsafe", "safe"],
        ["inappropriate", "appropriate"],
        ["unlawful", "lawful"],
        ["nødvendigt", "unødvendigt"],
        ["muligt", "umuligt"],
      ]),
    reasons: ["negation-changed", "quantifier-changed"],
  },
  {
    name: "direction turned",
    quote: (s, dice) =>
      swapped(s, dice, [
        ["steg", "faldt"],
        ["stiger", "falder"],
        ["stigning", "nedgang"],
        ["øge", "mindske"],
        ["øget", "reduceret"],
        ["øger", "nedsætter"],
        ["højere", "lavere"],
        ["højest", "lavest"],
        ["større", "mindre"],
        ["flere", "færre"],
        ["mere", "mindre"],
        ["bedre", "dårligere"],
        ["forbedret", "forværret"],
        ["længere", "kortere"],
        ["over", "under"],
        ["mindst", "højst"],
        ["før", "efter"],
        ["increase", "decrease"],
        ["increased", "reduced"],
        ["higher", "lower"],
        ["more", "less"],
        ["greater", "smaller"],
        ["before", "after"],
        ["above", "below"],
        ["at least", "at most"],
        ["improve", "worsen"],
      ]),
    reasons: ["direction-changed"],
  },
  {
    name: "modality changed",
    quote: (s, dice) =>
      swapped(s, dice, [
        ["kan", "skal"],
        ["bør", "kan"],
        ["skal", "bør"],
        ["forventes", "dokumenteres"],
        ["anbefales", "kræves"],
        ["must", "may"],
        ["shall", "may"],
        ["should", "could"],
        ["might", "will"],
        ["suggests", "proves"],
      ]),
    reasons: ["modality-changed"],
  },
  {
    name: "quantifier changed",
    quote: (s, dice) =>
      swapped(s, dice, [
        ["alle", "nogle"],
        ["mange", "få"],
        ["ofte", "sjældent"],
        ["altid", "sommetider"],
        ["samtlige", "enkelte"],
        ["all", "some"],
        ["many", "few"],
        ["often", "rarely"],
        ["always", "sometimes"],
        ["most", "few"],
      ]),
    reasons: ["quantifier-changed"],
  },
  {
    name: "another actor named",
    quote: (s, dice) =>
      swapped(s, dice, [
        ["Region Midtjylland", "Region Sjælland"],
        ["Sundhedsstyrelsen", "Finansministeriet"],
        ["kommunen", "regionen"],
        ["Kommunen", "Regionen"],
        ["Kommune", "Region"],
        ["Danmark", "Norge"],
        ["Ballerup", "Gladsaxe"],
        ["MedCom", "Digitaliseringsstyrelsen"],
        ["Commission", "Parliament"],
        ["FDA", "WHO"],
        ["controller", "processor"],
      ]),
    reasons: ["actor-changed", "invented-words"],
  },
  {
    name: "invented end",
    quote: (s, dice) => {
      const words = s.split(" ");
      if (words.length < 8) return undefined;
      const tail = dice.pick([
        "vist sig at spare samfundet for store udgifter i samtlige undersøgte landsdele ifølge forskerne",
        "led to remarkable savings throughout every participating institution according to independent reviewers",
        "medført kraftig kritik fra revisorer samt advokater omkring manglende økonomisk gennemsigtighed",
      ]);
      return `${words.slice(0, 4).join(" ")} ${tail}`;
    },
    reasons: ["not-found", "invented-words"],
  },
  {
    name: "words shuffled",
    quote: (s, dice) => {
      const words = s.split(" ");
      return words.length < 8 ? undefined : dice.shuffle(words).join(" ");
    },
    reasons: [],
  },
  {
    name: "begins inside a number",
    quote: (s) => {
      const number = s.match(/(?<=\d)[.,](?=\d+[ .])/);
      return number === null || s.length - number.index! < 30 ? undefined : s.slice(number.index! + 1);
    },
    reasons: [],
  },
  {
    name: "begins inside a negative word",
    quote: (s) => {
      const word = s.match(/(?<=\s)(ikke-|u)(?=(ændre|afhængi|sikker|vestlig|lig|mulig|nødvendig|formel))/);
      return word === null || s.length - word.index! < 30 ? undefined : s.slice(word.index! + word[1]!.length);
    },
    reasons: [],
  },
];
