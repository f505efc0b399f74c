import type { Span } from "../evidence/span.ts";
import { type PlacedFigure, YEAR } from "./figures.ts";

/** A figure the text says it worked out, and from which figures of its citations. */
export interface Derivation {
  value: number;
  operation: "sum" | "difference";
  of: readonly number[];
}

/** Words that declare a rounding, before the figure. */
const ROUNDED =
  /(?:^|[\s(])(?:ca\.?|cirka|omkring|omtrent|rundt regnet|næsten|op mod|tæt på|about|around|approximately|roughly|nearly|almost|close to|some)\s*$/i;
/** Rounded up from less, and down from more. */
const ALMOST = /(?:^|[\s(])(?:knap|knapt|lidt under|just under)\s*$/i;
const MORE_THAN = /(?:^|[\s(])(?:godt|lidt over|just over)\s*$/i;
const TOLERANCE = 0.05;

export const withoutAttributions = (figures: readonly PlacedFigure[], ranges: readonly Span[]) =>
  figures.filter((figure) => !ranges.some((range) => range.start <= figure.start && figure.end <= range.end));

/** Whether a figure of a text stands in its citations: same value, same unit; near it where the wording says so. */
export function isLicensed(
  figure: PlacedFigure,
  given: readonly PlacedFigure[],
  text: string,
  derivations: readonly Derivation[],
): boolean {
  const same = given.filter((other) => sameUnit(figure, other));
  if (same.some((other) => valuesOf(figure).some((value) => valuesOf(other).includes(value)))) return true;
  const before = text.slice(Math.max(0, figure.start - 24), figure.start);
  if (figure.unit !== YEAR && same.some((other) => rounds(before, figure.value, other.value))) return true;
  return derivations.some(
    ({ value, operation, of }) =>
      value === figure.value &&
      of.length > 1 &&
      of.every((part) => same.some((other) => other.value === part)) &&
      Math.abs(computed(operation, of) - value) < 1e-9 * Math.max(1, Math.abs(value)),
  );
}

const valuesOf = ({ value, other }: PlacedFigure) => (other === undefined ? [value] : [value, other]);

const sameUnit = (a: PlacedFigure, b: PlacedFigure) =>
  a.unit === b.unit || (a.unit === YEAR && b.unit === undefined) || (a.unit === undefined && b.unit === YEAR);

function rounds(before: string, value: number, source: number): boolean {
  if (Math.abs(value - source) > Math.abs(source) * TOLERANCE) return false;
  if (ALMOST.test(before)) return source <= value;
  if (MORE_THAN.test(before)) return source >= value;
  return ROUNDED.test(before);
}

const computed = (operation: Derivation["operation"], of: readonly number[]) =>
  operation === "sum"
    ? of.reduce((sum, part) => sum + part, 0)
    : of.slice(1).reduce((rest, part) => rest - part, of[0]!);
