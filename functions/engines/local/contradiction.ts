import type { Claim } from "../../evidence/claim.ts";
import { contentOf, figuresOf, type Point, textOf, toldIn } from "./gather.ts";
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
const VERY_LONG_WORD = 11;
/** Weight of shared words from which two points are about the same thing, and their share of the smaller point. */
const SAME_MATTER = { figures: { weight: 3, share: 0.25, within: 0.6 }, progress: { weight: 3, share: 0.3 } };

/** In how many points of the theme a word occurs. */
export type Spread = ReadonlyMap<string, number>;
/** A compound that no more points than these have names their subject by itself. */
const FEW = 4;

function common(a: ReadonlySet<string>, b: ReadonlySet<string>, spread: Spread): { weight: number; share: number } {
  // a long word is mostly a compound, and says more about the subject
  const weightOf = (stem: string) =>
    (stem.length >= LONG_WORD ? 2 : 1) + (stem.length >= VERY_LONG_WORD && (spread.get(stem) ?? 0) <= FEW ? 1 : 0);
  const sum = (stems: Iterable<string>) => [...stems].reduce((weight, stem) => weight + weightOf(stem), 0);
  const weight = sum([...a].filter((stem) => b.has(stem)));
  return { weight, share: weight / Math.max(1, Math.min(sum(a), sum(b))) };
}

/** What a point is about: its words of weight. */
export const subjectOf = (point: Point) =>
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

/** "Over halvdelen" is too round to differ from a figure. */
const isFraction = ({ raw }: Claim["figures"][number]) => /halv|del(?:e|en|ene)?$|half|third|quarter/iu.test(raw);

function valuesByUnit(point: Point): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const claim of toldIn(point))
    for (const figure of AIM.test(claim.text)
      ? []
      : figuresOf({ ...claim, figures: claim.figures.filter((one) => !isFraction(one)) })) {
      const [value = "", unit = ""] = figure.split(" ");
      if (unit !== "") values.set(unit, [...(values.get(unit) ?? []), value]);
    }
  return values;
}

/** Figures of the same unit: none of them the same, or some, as where both tell of the year it began. */
function figuresDiffer(ours: Profile["values"], theirs: Profile["values"]): "all" | "some" | undefined {
  const differing = [...ours].map(([unit, values]) => {
    const others = theirs.get(unit) ?? [];
    if (others.length === 0 || values.length > MOST_VALUES || others.length > MOST_VALUES) return undefined;
    if (!values.some((value) => others.includes(value))) return "all";
    return values.every((value) => others.includes(value)) || others.every((value) => values.includes(value))
      ? undefined
      : "some";
  });
  return differing.find((how) => how === "all") ?? differing.find((how) => how === "some");
}

/** Another report, or another voice within the same report: a report that corrects itself is no contradiction. */
function otherVoice(a: Claim, b: Claim): boolean {
  if (a.reportId !== b.reportId) return true;
  const name = ({ attribution: { sources, speaker } }: Claim) =>
    sources?.map(({ label }) => label).join() ?? speaker?.name ?? "";
  return name(a) !== name(b);
}

const latest = (years: readonly number[]) => Math.max(0, ...years);

interface Profile {
  subject: ReadonlySet<string>;
  values: ReadonlyMap<string, string[]>;
  years: readonly number[];
  progress: -1 | 0 | 1;
}
const profiles = new WeakMap<Point, Profile>();

/** What a point is compared by: a theme with a thousand claims has half a million pairs. */
function profileOf(point: Point): Profile {
  const known = profiles.get(point);
  if (known) return known;
  const profile: Profile = {
    subject: subjectOf(point),
    values: valuesByUnit(point),
    years: yearsOf(point),
    progress: progressOf(textOf(point)),
  };
  profiles.set(point, profile);
  return profile;
}

/** Whether two points are to be read side by side: another value for the same thing, or progress against none. */
export function meeting(a: Point, b: Point, spread: Spread = new Map()): Meeting | undefined {
  const [first, second] = [a.claims[0]!, b.claims[0]!];
  if (!otherVoice(first, second)) return undefined;
  const [one, other] = [profileOf(a), profileOf(b)];
  const differ = figuresDiffer(one.values, other.values);
  const opposed = one.progress * other.progress < 0;
  if (!differ && !opposed) return undefined;
  const { weight, share } = common(one.subject, other.subject, spread);
  const { figures, progress } = SAME_MATTER;
  // within one report the same words come up with other figures all the time
  const sameReport = first.reportId === second.reportId;
  if (differ && weight >= figures.weight && share >= (sameReport ? figures.within : figures.share)) {
    const [ours, theirs] = [one.years, other.years];
    const dated = ours.length > 0 && theirs.length > 0;
    const otherTime =
      dated && (differ === "all" ? !ours.some((year) => theirs.includes(year)) : latest(ours) !== latest(theirs));
    // one report that follows a figure over the years differs with nobody
    if (differ === "some" && !otherTime) return undefined;
    if (!(otherTime && sameReport)) return { as: otherTime ? "development" : "difference", strength: 2 + weight };
  }
  return opposed && weight >= progress.weight && share >= progress.share
    ? { as: "difference", strength: weight / 2 }
    : undefined;
}
