import type { Claim } from "../../evidence/claim.ts";
import { type DraftSection, SECTION_OF_KIND } from "../../evidence/draft.ts";
import type { Unit } from "./follow-on.ts";
import { polarityOf } from "./polarity.ts";
import { gramsOf, similarity } from "./similar.ts";
import { contentStems, stemOf } from "./words.ts";

/** One point that one or more claims make. */
export interface Point {
  section: DraftSection;
  /** The claim whose words stand for all, first. */
  claims: Claim[];
  /** What the source says next and only means something after the first claim's words. */
  follow?: Claim;
  /** Distinct reports that make the point. */
  reports: number;
  /** Distinct voices: a report's own, a work it cites, a named speaker. */
  voices: number;
  stems: Set<string>;
  grams: Set<string>;
}

/** Shared five-letter grams from which two texts say the same; more where only one of them names a figure. */
const SAME = { shared: 0.5, contained: 0.82, length: 0.55, oneSided: 0.7 };
/** A challenge and the finding behind it are one point; what is and what should be are two. */
const TOGETHER = new Set<DraftSection>(["status", "challenges"]);

const isYear = (value: number) => Number.isInteger(value) && value >= 1900 && value <= 2100;

/** Figures a claim stands or falls with: not the years, nor the pages and years of its references. */
export function figuresOf(claim: Claim): string[] {
  const outside = claim.text.replace(/\([^()]*\)/gu, " ");
  const figures = claim.figures
    .filter(({ raw, value, unit }) => outside.includes(raw) && (unit !== undefined || !isYear(value)))
    .map(({ value, unit }) => `${value} ${unit ?? ""}`);
  return [...new Set(figures)].sort();
}

function sameFigures(a: Claim, b: Claim): "same" | "one-sided" | "different" {
  const [ours, theirs] = [figuresOf(a), figuresOf(b)];
  if (ours.join() === theirs.join()) return "same";
  return ours.length === 0 || theirs.length === 0 ? "one-sided" : "different";
}

/** Words that two wordings of one point may differ in. */
const LIGHT = new Set(
  "fortsat stadig stadigvæk stadigt også dog endnu oplever findes savner mangler manglende meget generelt aktuelt nuværende samtidig ofte tit borgere patienter mennesker personer still also often currently lack lacks"
    .split(" ")
    .map(stemOf),
);
export const contentOf = (text: string) =>
  contentStems(text.replace(/\([^()]*\)/gu, " ")).filter((stem) => !LIGHT.has(stem));

/** What is said, without whom a sentence names as saying it: "Ifølge Rådet (2021, s. 6) har …". */
const matterOf = (text: string) => text.replace(/^(?:Ifølge|According to) [^().:]{2,80} \([^()]*\),?:? /u, "");

/** A subject exchanged for another: each side has a word of weight that the other lacks. "Mangel på læger" is not "mangel på senge". */
function exchanged(a: ReadonlySet<string>, text: string): boolean {
  const theirs = new Set(contentOf(matterOf(text)));
  return [...a].some((stem) => !theirs.has(stem)) && [...theirs].some((stem) => !a.has(stem));
}

function saysTheSame(point: Point, claim: Claim, grams: ReadonlySet<string>): boolean {
  const section = SECTION_OF_KIND[claim.kind];
  if (section !== point.section && !(TOGETHER.has(section) && TOGETHER.has(point.section))) return false;
  const first = point.claims[0]!;
  const figures = sameFigures(first, claim);
  if (figures === "different" || polarityOf(first.text) !== polarityOf(claim.text)) return false;
  if (exchanged(point.stems, claim.text)) return false;
  const { shared, contained } = similarity(point.grams, grams);
  if (figures === "one-sided") return shared >= SAME.oneSided;
  const lengths = Math.min(point.grams.size, grams.size) / Math.max(1, point.grams.size, grams.size);
  return shared >= SAME.shared || (contained >= SAME.contained && lengths >= SAME.length);
}

/** The sentences a point is told in: one claim's words, and what leans on them. */
export const toldIn = ({ claims, follow }: Point): Claim[] => [claims[0]!, ...(follow ? [follow] : [])];

export const textOf = (point: Point): string =>
  toldIn(point)
    .map(({ text }) => text)
    .join(" ");

const voiceOf = ({ attribution, reportId }: Claim): string[] => {
  if (attribution.by === "speaker" && attribution.speaker) return [`speaker ${attribution.speaker.name}`];
  if (attribution.by === "source" && attribution.sources?.length)
    return attribution.sources.map(({ author, year }) => `source ${author} ${year ?? ""}`.toLowerCase());
  return [`report ${reportId}`];
};

/** Gathers claims that say the same, with the same figures and the same polarity. The order of the claims decides ties. */
export function gather(units: readonly Unit[]): Point[] {
  const points: Point[] = [];
  const follows = new Map(units.map(({ claim, follow }) => [claim, follow]));
  for (const { claim } of units) {
    const grams = gramsOf(matterOf(claim.text));
    const same = points.find((point) => saysTheSame(point, claim, grams));
    if (same) same.claims.push(claim);
    else {
      const stems = new Set(contentOf(matterOf(claim.text)));
      points.push({ section: SECTION_OF_KIND[claim.kind], claims: [claim], reports: 1, voices: 1, stems, grams });
    }
  }
  for (const point of points) {
    point.claims.sort((a, b) => readability(b) - readability(a));
    const follow = follows.get(point.claims[0]!);
    if (follow) point.follow = follow;
    point.section = SECTION_OF_KIND[point.claims[0]!.kind];
    point.reports = new Set(point.claims.map(({ reportId }) => reportId)).size;
    point.voices = new Set(point.claims.flatMap(voiceOf)).size;
  }
  return points;
}

const POINTS_BACK =
  /^(?:Dette|Det (?:kan|er|gælder|skyldes|kræver|gør|drejer)|Denne|Disse|Den (?:er|kan|skal|har)|De (?:er|har|kan|skal)|Her|Hertil|Herved|Derved|Derfor|Deraf|Således|Samtidig|Ligeledes|Desuden|Derudover|På den (?:ene|anden)|Også|Især|Særligt|Men|Og|I den (?:forbindelse|sammenhæng)|Deres|Hans|Hendes|Sådan(?:ne)?|Ser man|Af dem|Dertil|Hvis ikke|Nogle|Heri|Der er (?:dog|også|imidlertid)|This|These|It|They|However|But|And|Thus)(?!\p{L})/u;
/** How the report came about, which is no evidence about its subject. */
const OF_THE_WORK =
  /(?<!\p{L})(?:(?:afholdt|afholdes|holdt) (?:\p{L}+ ){0,3}møder?|følgegruppen|på (?:det )?(?:seneste|næste) møde|dagsorden|faglige oplæg|kapitlerne|litteraturgennemgang|(?:til|af|i) bilag|citater igennem|working group|next meeting)(?!\p{L})/iu;
const LONG = 260;
const VERY_LONG = 400;

/** How well a claim's text can be read by itself, 0–4: accepted wording first, whole sentences before fragments. */
export function readability({ text, status, marks, flags }: Claim): number {
  let score = 2;
  if (status === "accepted") score += 1;
  if (marks.includes("reworded")) score += 0.5;
  if (!/^\W*[\p{Lu}\d[]/u.test(text) || !/[.!]\W*$/u.test(text)) score -= 0.8;
  if (POINTS_BACK.test(text.replace(/^\[[^\]]*\]\s*/u, ""))) score -= text.startsWith("[") ? 0.4 : 0.9;
  if (OF_THE_WORK.test(text)) score -= 1.2;
  if (text.length > LONG) score -= 0.4;
  if (text.length > VERY_LONG) score -= 0.8;
  if (text.length < 40) score -= 0.6;
  if (flags.includes("looks-like-instruction")) score -= 2;
  if (flags.includes("number-in-table")) score -= 0.8;
  return Math.max(0, score);
}
