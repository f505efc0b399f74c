import { DraftSection } from "../../evidence/draft.ts";
import type { DraftRequest, ProposedStatement } from "../engine.ts";
import { contradicts } from "./contradiction.ts";
import { gather, type Point, readability } from "./gather.ts";
import { similarity } from "./similar.ts";
import { against, type Manner, said } from "./wording.ts";

/** A draft is read aloud in a minute or two. */
const MOST_STATEMENTS = 14;
const FEWEST_STATEMENTS = 6;
const ROOM: Record<DraftSection, number> = {
  status: 3,
  challenges: 4,
  opportunities: 2,
  "knowledge-gaps": 2,
  recommendations: 3,
};
/** A second sentence with this much of an earlier one adds nothing. */
const REPEATS = 0.45;

/** The statements of one theme, extractive: for each point one claim's own words, resting on all claims that make it. */
export function draftOf(request: DraftRequest): ProposedStatement[] {
  const manner: Manner = {
    language: request.language,
    reports: request.reports,
    nameReports: new Set(request.claims.map(({ reportId }) => reportId)).size > 1,
    years: true,
  };
  const points = gather(request.claims);
  if (request.refused) return revised(request.refused, points, manner);

  const weight = weigher(points, request);
  const ranked = [...points].sort((a, b) => weight(b) - weight(a));
  const chosen = choose(ranked);
  const told = new Set<Point>();
  const statements: ProposedStatement[] = [];
  for (const section of DraftSection.options)
    for (const point of chosen.filter((candidate) => candidate.section === section)) {
      if (told.has(point)) continue;
      told.add(point);
      const other = ranked.find(
        (candidate) => candidate !== point && !told.has(candidate) && contradicts(point, candidate),
      );
      if (other) told.add(other);
      statements.push(other ? bothSides(point, other, manner) : statementOf(point, manner));
    }
  return statements;
}

const idsOf = (point: Point) => point.claims.map(({ id }) => id);

const statementOf = (point: Point, manner: Manner): ProposedStatement => ({
  section: point.section,
  text: said(point, manner),
  claimIds: idsOf(point),
});

const bothSides = (point: Point, other: Point, manner: Manner): ProposedStatement => ({
  section: point.section,
  text: against(said(point, manner), said(other, manner), manner.language),
  claimIds: [...idsOf(point), ...idsOf(other)],
});

/** What the gate refused is said more plainly: without the year it did not find, or each side of a contradiction alone. */
function revised(
  refused: NonNullable<DraftRequest["refused"]>,
  points: readonly Point[],
  manner: Manner,
): ProposedStatement[] {
  return refused.flatMap(({ statement, why }) => {
    const ids = new Set<string>(statement.claimIds);
    const under = points.filter((point) => point.claims.some(({ id }) => ids.has(id)));
    if (under.length === 1 && !why.startsWith("figure-not-in-source")) {
      const point = under[0]!;
      // the claim's text alone has passed the same gate before
      return [{ section: point.section, text: point.claims[0]!.text, claimIds: [point.claims[0]!.id] }];
    }
    return under.map((point) => statementOf(point, { ...manner, years: false }));
  });
}

/** How much evidence stands behind a point, then how central to the theme and how readable it is. */
function weigher(points: readonly Point[], { theme }: DraftRequest): (point: Point) => number {
  const frequency = new Map<string, number>();
  for (const { stems } of points) for (const stem of stems) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const weights = new Map(
    points.map((point) => {
      const first = point.claims[0]!;
      let central = 0;
      for (const stem of point.stems) central += Math.log(frequency.get(stem)!);
      central /= Math.max(6, point.stems.size) * Math.log(Math.max(3, points.length));
      const accepted = point.claims.some(({ status }) => status === "accepted") ? 1 : 0;
      const evidence =
        1.5 * Math.log2(point.reports) +
        0.7 * Math.log2(point.voices) +
        0.4 * Math.log2(point.claims.length) +
        accepted;
      const own = first.themes[0] === theme.id ? 1.5 : 0;
      const sourced = first.attribution.by === "report" ? 0 : 0.2;
      return [point, evidence + own + sourced + 2 * central + 0.9 * readability(first) + 0.8 * first.confidence];
    }),
  );
  return (point) => weights.get(point)!;
}

/** The best points of each section within its room; then the best of the rest until the draft is long enough. */
function choose(ranked: readonly Point[]): Point[] {
  const chosen: Point[] = [];
  const fresh = (point: Point) =>
    chosen.every((other) => similarity(other.grams, point.grams).contained < REPEATS || contradicts(other, point));
  for (const section of DraftSection.options) {
    let room = ROOM[section];
    for (const point of ranked) {
      if (room === 0 || chosen.length === MOST_STATEMENTS) break;
      if (point.section !== section || !fresh(point)) continue;
      chosen.push(point);
      room--;
    }
  }
  // a short draft takes what is new first, then what is merely different
  for (const wanted of [fresh, () => true])
    for (const point of ranked) {
      if (chosen.length >= FEWEST_STATEMENTS) break;
      if (!chosen.includes(point) && wanted(point)) chosen.push(point);
    }
  return chosen.sort((a, b) => ranked.indexOf(a) - ranked.indexOf(b));
}
