import type { Claim } from "../../evidence/claim.ts";
import { contentOf, figuresOf, type Point, toldIn } from "./gather.ts";
import { progressOf } from "./polarity.ts";
import { stemOf } from "./words.ts";

/** How two points meet: they speak against each other, or the same thing is told of two times. */
export interface Meeting {
  as: "difference" | "development";
  /** How surely they are about the same thing; figures say more than words do. */
  strength: number;
}

/** Words that name a measure or a group everybody speaks of, and not what is measured. */
const OF_NO_SUBJECT = new Set(
  `pct procent procentpoint uger uge dage dag måneder år antal antallet andel andelen gennemsnit gennemsnitlig region regioner
   regionerne kommuner kommunerne kræft kræftpatienter danske danmark landet siden fire fem seks hele alle flere færre højere
   lavere stigning fald steget faldt steg viser svarede oplyser opgørelse undersøgelse spørgeskemaundersøgelse seneste tidligere
   percent average regions municipalities cancer weeks months years`
    .split(/\s+/)
    .map(stemOf),
);
const LONG_WORD = 8;
/** Weight of shared words from which two points are about the same thing, and their share of the smaller point. */
const SAME_MATTER = { figures: { weight: 3, share: 0.25 }, progress: { weight: 3, share: 0.3 } };

function common(a: ReadonlySet<string>, b: ReadonlySet<string>): { weight: number; share: number } {
  let weight = 0;
  let count = 0;
  for (const stem of a) {
    if (!b.has(stem)) continue;
    count++;
    // a long word is mostly a compound, and says more about the subject
    weight += stem.length >= LONG_WORD ? 2 : 1;
  }
  return { weight, share: count / Math.max(1, Math.min(a.size, b.size)) };
}

const textOf = (point: Point) =>
  toldIn(point)
    .map(({ text }) => text)
    .join(" ");
const subjectOf = (point: Point) =>
  new Set(contentOf(textOf(point)).filter((stem) => !/\d/.test(stem) && !OF_NO_SUBJECT.has(stem)));

/** Years that a point speaks of; those of its references are in brackets. */
export const yearsOf = (point: Point): number[] =>
  (
    textOf(point)
      .replace(/\([^)]*\)/gu, "")
      .match(/\b(?:19|20)\d\d\b/gu) ?? []
  ).map(Number);

/** What was aimed at is no value to hold against what came of it. */
const AIM =
  /(?<!\p{L})(?:som mål|målet (?:er|var) (?!i det)|målsætning|mål om|skulle (?:opleve|have|nå)|aim|target)(?!\p{L})/iu;
/** A sentence with more figures of one unit is a table in words. */
const MOST_VALUES = 2;

function valuesByUnit(point: Point): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const claim of toldIn(point))
    for (const figure of AIM.test(claim.text) ? [] : figuresOf(claim)) {
      const [value = "", unit = ""] = figure.split(" ");
      if (unit !== "") values.set(unit, [...(values.get(unit) ?? []), value]);
    }
  return values;
}

/** Figures of the same unit, and none of them the same. */
function figuresDiffer(a: Point, b: Point): boolean {
  const [ours, theirs] = [valuesByUnit(a), valuesByUnit(b)];
  return [...ours].some(([unit, values]) => {
    const others = theirs.get(unit) ?? [];
    if (others.length === 0 || values.length > MOST_VALUES || others.length > MOST_VALUES) return false;
    return !values.some((value) => others.includes(value));
  });
}

/** Another report, or another voice within the same report: a report that corrects itself is no contradiction. */
function otherVoice(a: Claim, b: Claim): boolean {
  if (a.reportId !== b.reportId) return true;
  const name = ({ attribution: { sources, speaker } }: Claim) =>
    sources?.map(({ label }) => label).join() ?? speaker?.name ?? "";
  return name(a) !== name(b);
}

/** Whether two points are to be read side by side: another value for the same thing, or progress against none. */
export function meeting(a: Point, b: Point): Meeting | undefined {
  const [first, second] = [a.claims[0]!, b.claims[0]!];
  if (!otherVoice(first, second) || a.claims.some(({ id }) => b.claims.some((other) => other.id === id)))
    return undefined;
  const { weight, share } = common(subjectOf(a), subjectOf(b));
  const { figures, progress } = SAME_MATTER;
  // within one report the same words come up with other figures all the time
  const sameReport = first.reportId === second.reportId;
  if (weight >= figures.weight && share >= (sameReport ? 0.6 : figures.share) && figuresDiffer(a, b)) {
    const [ours, theirs] = [yearsOf(a), yearsOf(b)];
    const otherTime = ours.length > 0 && theirs.length > 0 && !ours.some((year) => theirs.includes(year));
    // one voice that follows a figure over the years differs with nobody
    if (otherTime && sameReport) return undefined;
    return { as: otherTime ? "development" : "difference", strength: 2 + weight };
  }
  const opposed = progressOf(textOf(a)) * progressOf(textOf(b)) < 0;
  return opposed && weight >= progress.weight && share >= progress.share
    ? { as: "difference", strength: weight / 2 }
    : undefined;
}
