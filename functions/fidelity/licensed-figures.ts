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

export function withoutAttributions(figures: readonly PlacedFigure[], ranges: readonly Span[]): PlacedFigure[] {
  if (ranges.length === 0) return [...figures];
  return figures.filter((figure) => !ranges.some((range) => range.start <= figure.start && figure.end <= range.end));
}

/** Values by unit, ascending: what the citations give. */
export type Licences = ReadonlyMap<string, readonly number[]>;

/** A year is a number without a unit, and a number may be one. */
const unitKey = ({ unit }: PlacedFigure) => (unit === undefined || unit === YEAR ? "" : unit);
const valuesOf = ({ value, other }: PlacedFigure) => (other === undefined ? [value] : [value, other]);

export function licencesOf(given: readonly PlacedFigure[]): Licences {
  const byUnit = new Map<string, number[]>();
  for (const figure of given) {
    const values = byUnit.get(unitKey(figure)) ?? [];
    values.push(...valuesOf(figure));
    byUnit.set(unitKey(figure), values);
  }
  for (const values of byUnit.values()) values.sort((a, b) => a - b);
  return byUnit;
}

/** Whether a figure of a text stands in its citations: same value, same unit; near it where the wording says so. */
export function isLicensed(
  figure: PlacedFigure,
  licences: Licences,
  text: string,
  derivations: readonly Derivation[],
): boolean {
  const given = licences.get(unitKey(figure)) ?? [];
  if (valuesOf(figure).some((value) => given[firstFrom(given, value)] === value)) return true;
  if (figure.unit !== YEAR) {
    const span = roundedFrom(text.slice(Math.max(0, figure.start - 24), figure.start), figure.value);
    const nearest = span === undefined ? undefined : given[firstFrom(given, span.from)];
    if (span !== undefined && nearest !== undefined && nearest <= span.to) return true;
  }
  return derivations.some(
    ({ value, operation, of }) =>
      value === figure.value &&
      of.length > 1 &&
      of.every((part) => given[firstFrom(given, part)] === part) &&
      Math.abs(computed(operation, of) - value) < 1e-9 * Math.max(1, Math.abs(value)),
  );
}

/** Index of the first value that is not smaller. */
function firstFrom(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Between which values a figure's source may lie, by the words before it; undefined when they declare no rounding. */
function roundedFrom(before: string, value: number): { from: number; to: number } | undefined {
  const least = value / (1 + TOLERANCE);
  const most = value / (1 - TOLERANCE);
  if (ALMOST.test(before)) return { from: least, to: value };
  if (MORE_THAN.test(before)) return { from: value, to: most };
  return ROUNDED.test(before) ? { from: least, to: most } : undefined;
}

const computed = (operation: Derivation["operation"], of: readonly number[]) =>
  operation === "sum"
    ? of.reduce((sum, part) => sum + part, 0)
    : of.slice(1).reduce((rest, part) => rest - part, of[0]!);
