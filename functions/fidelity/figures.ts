import type { Figure } from "../evidence/figure.ts";
import type { Span } from "../evidence/span.ts";
import { isYear } from "./lexicon/calendar.ts";
import { ARTICLES, isNumberWord, NUMBER_WORDS, ORDINALS, SCALE_WORDS, SHARES } from "./lexicon/number-word.ts";
import { UNIT_SENSE } from "./lexicon/unit.ts";
import { type DecimalMark, numberValue } from "./number-key.ts";
import { decimalMarkOf } from "./prepare-text.ts";
import { NUMBER, SIGN, scanTokens, type Tokens, UNIT } from "./tokens.ts";

/** A figure and where it stands. `other` is its value by the other notation, where it can be read both ways (`1.284`). */
export type PlacedFigure = Figure & Span & { other?: number };

/** The unit of a calendar year: never a quantity. */
export const YEAR = "calendar year";
const SHARE = "%";
/** Units with a sign that Danish and English share. */
const SYMBOL: Readonly<Record<string, string>> = {
  percent: SHARE,
  "percentage point": "%-point",
  permille: "‰",
  krone: "kr",
  euro: "EUR",
  dollar: "USD",
  pound: "GBP",
};
const MONEY = new Set(["krone", "euro", "dollar", "pound"]);
const SCALE_UNITS = new Set(["thousand", "million", "milliard", "hundred"]);
const RANGE_WORDS = new Set(["-", "til", "to", "og", "and", "eller", "or", ","]);

/**
 * The figures of a text, Danish or English: `1.284`, `12,5 pct.`, `2,2 mia. kr.`, `fem uger`, `hver tredje`, `to ud af fem`,
 * `halvdelen`, `2016`. Values are in the unit's base; shares are percent; calendar years have a unit of their own.
 */
export const figuresIn = (text: string, decimal: DecimalMark = decimalMarkOf(text)): PlacedFigure[] =>
  scanned(text, decimal, false);

/** The figures of a text, and the numbers that its shares are made of: 14 and 21 besides `14 af 21 sygehuse`. */
export const figuresAndPartsIn = (text: string, decimal: DecimalMark = decimalMarkOf(text)): PlacedFigure[] =>
  scanned(text, decimal, true);

function scanned(text: string, decimal: DecimalMark, withParts: boolean): PlacedFigure[] {
  const tokens = scanTokens(text, decimal);
  const figures: PlacedFigure[] = [];
  for (let at = 0; at < tokens.keys.length; ) {
    const share = shareAt(tokens, at, decimal);
    const found = share ?? quantityAt(tokens, at, decimal);
    if (found !== undefined) figures.push(found.figure);
    const next = found?.next ?? at + 1;
    if (share !== undefined && withParts) {
      for (let part = at; part < next; part++) {
        const quantity = quantityAt(tokens, part, decimal);
        if (quantity !== undefined) figures.push(quantity.figure);
      }
    }
    at = next;
  }
  return withSharedUnits(figures, text);
}

interface Found {
  figure: PlacedFigure;
  next: number;
}

function placedFigure(
  tokens: Tokens,
  from: number,
  to: number,
  value: number,
  unit?: string,
  other?: number,
): PlacedFigure {
  const start = tokens.starts[from]!;
  const end = tokens.ends[to - 1]!;
  return {
    raw: tokens.text.slice(start, end),
    value: rounded(value),
    ...(unit === undefined ? {} : { unit }),
    start,
    end,
    ...(other === undefined ? {} : { other: rounded(other) }),
  };
}

const rounded = (value: number) => (Number.isInteger(value) ? value : Number(value.toPrecision(12)));

/** A plain number at a token, in digits or words. `en`, `et` and `one` are articles: no number by themselves. */
function plainAt(tokens: Tokens, at: number, decimal: DecimalMark): { value: number; other?: number } | undefined {
  const key = tokens.keys[at];
  if (key === undefined) return undefined;
  if (tokens.kinds[at] === NUMBER) {
    const raw = tokens.text.slice(tokens.starts[at], tokens.ends[at]);
    if (raw.length < 4) {
      const small = Number(raw);
      if (Number.isInteger(small)) return { value: small };
    }
    const value = numberValue(raw, decimal);
    if (value === undefined) return undefined;
    const other = numberValue(raw, decimal === "," ? "." : ",");
    return other === undefined || other === value ? { value } : { value, other };
  }
  // `rose to 5 per cent` in a text too short to tell its language
  if (key === "to" && tokens.kinds[at + 1] === NUMBER) return undefined;
  return isNumberWord(key, decimal === ".") ? { value: NUMBER_WORDS.get(key)! } : undefined;
}

function shareAt(tokens: Tokens, at: number, decimal: DecimalMark): Found | undefined {
  const { keys } = tokens;
  const whole = SHARES.get(keys[at]!);
  if (whole !== undefined) return found(at, at + 1, whole);
  const one = ARTICLES.has(keys[at]!) ? 1 : plainAt(tokens, at, decimal)?.value;
  if (one !== undefined) {
    const part = SHARES.get(keys[at + 1] ?? "");
    if (part !== undefined) return found(at, at + 2, one * part);
    const english = ORDINALS.get((keys[at + 1] ?? "").replace(/s$/, ""));
    if (english !== undefined && english > 2 && /^[a-z]+(?:th|d)s?$/.test(keys[at + 1]!) && keys[at + 2] === "of") {
      return found(at, at + 2, one / english);
    }
    const of = outOf(keys, at + 1);
    const total =
      of === undefined || isYear(keys[of]?.slice(1) ?? "") ? undefined : plainAt(tokens, of, decimal)?.value;
    // `12 in 20 towns` is no share, `one in five` is
    const loose = keys[at + 1] === "in" && one !== 1;
    if (of !== undefined && !loose && total !== undefined && total >= one && total > 0) {
      return found(at, of + 1, one / total);
    }
  }
  if (keys[at] === "hver" || keys[at] === "hvert" || keys[at] === "every") {
    const nth = ORDINALS.get(keys[at + 1] ?? "");
    if (nth !== undefined && nth >= 2) return found(at, at + 2, 1 / nth);
  }
  return undefined;

  function found(from: number, to: number, share: number): Found {
    return { figure: placedFigure(tokens, from, to, share * 100, SHARE), next: to };
  }
}

/** The token after `ud af`, `af` or `out of`, `in`: where the whole of a share stands. */
function outOf(keys: readonly string[], at: number): number | undefined {
  if (keys[at] === "ud" && keys[at + 1] === "af") return at + 2;
  if (keys[at] === "out" && keys[at + 1] === "of") return at + 2;
  if (keys[at] === "af" || keys[at] === "of" || keys[at] === "in") return at + 1;
  return undefined;
}

function quantityAt(tokens: Tokens, at: number, decimal: DecimalMark): Found | undefined {
  const before = tokens.kinds[at] === SIGN ? undefined : currencyBefore(tokens, at);
  const first = plainAt(tokens, at, decimal);
  if (first === undefined) return undefined;
  const isDigits = tokens.kinds[at] === NUMBER;
  let { value } = first;
  let { other } = first;
  let to = at + 1;
  // `2 hundrede`, `2,2 mia.`, `three hundred thousand`
  for (
    let scale = SCALE_WORDS.get(tokens.keys[to] ?? "");
    scale !== undefined;
    scale = SCALE_WORDS.get(tokens.keys[to] ?? "")
  ) {
    value *= scale;
    if (other !== undefined) other *= scale;
    to++;
  }
  if (to > at + 1) to = pastStop(tokens, to);
  const unit = before ?? unitAt(tokens, to);
  const unitEnd = before === undefined && unit !== undefined ? to + 1 : to;
  const key = tokens.keys[at]!;
  if (
    unit === undefined &&
    to === at + 1 &&
    isDigits &&
    isYear(key.slice(1)) &&
    key.length === 5 &&
    tokens.text[tokens.starts[at]! + 1] !== "."
  ) {
    return { figure: placedFigure(tokens, at, to, value, YEAR), next: to };
  }
  return { figure: placedFigure(tokens, at, unitEnd, value, unit, other), next: unitEnd };
}

const pastStop = (tokens: Tokens, at: number) =>
  tokens.keys[at] === "." && unitAt(tokens, at + 1) !== undefined ? at + 1 : at;

function currencyBefore(tokens: Tokens, at: number): string | undefined {
  const sense = UNIT_SENSE.get(tokens.keys[at - 1] ?? "");
  return sense !== undefined && MONEY.has(sense) && /[$€£]/.test(tokens.keys[at - 1]!) ? SYMBOL[sense] : undefined;
}

/** The unit at a token: a measure, or what a compound ends in (`kalenderdage`). Scale words are no unit. */
function unitAt(tokens: Tokens, at: number): string | undefined {
  const key = tokens.keys[at];
  if (key === undefined || (tokens.kinds[at] === SIGN && !/[$€£‰°]/.test(key))) return undefined;
  const sense = UNIT_SENSE.get(key);
  if (sense !== undefined) return SCALE_UNITS.has(sense) ? undefined : (SYMBOL[sense] ?? sense);
  return tokens.kinds[at] === UNIT ? key : undefined;
}

/** `fra 11 til 24 procent`, `10-15 pct.`: the unit written once is the unit of both. */
function withSharedUnits(figures: PlacedFigure[], text: string): PlacedFigure[] {
  for (let i = figures.length - 2; i >= 0; i--) {
    const figure = figures[i]!;
    const next = figures[i + 1]!;
    if (figure.unit !== undefined || next.unit === undefined || next.unit === YEAR) continue;
    const between = text.slice(figure.end, next.start).trim().replace(/[–—]/g, "-").toLowerCase();
    if (RANGE_WORDS.has(between)) figures[i] = { ...figure, unit: next.unit };
  }
  return figures;
}
