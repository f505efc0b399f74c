import type { DraftSection } from "../../evidence/draft.ts";
import type { DraftRequest } from "../engine.ts";
import { meeting, subjectOf, yearsOf } from "./contradiction.ts";
import { type Point, toldIn } from "./gather.ts";

/** What one statement of a draft tells: a point, or two points that are to be read side by side. */
export interface Item {
  section: DraftSection;
  points: [Point] | [Point, Point];
  /** Of two points: whether they speak against each other, or of two times. */
  as?: "difference" | "development";
}

/** Two points side by side, the earlier one first: by when their reports came out, then by the years they speak of. */
function besides(a: Point, b: Point, reports: DraftRequest["reports"]): [Point, Point] {
  const published = (point: Point) => reports.find(({ id }) => id === point.claims[0]!.reportId)?.year ?? 0;
  const spoken = (point: Point) => Math.max(0, ...yearsOf(point));
  const [ours, theirs] = [spoken(a), spoken(b)];
  const order = published(a) - published(b) || (ours > 0 && theirs > 0 ? ours - theirs : 0);
  return order <= 0 ? [a, b] : [b, a];
}

/** Points as they are told: those that meet, side by side, the surest pairs first; a point is told once. */
export function itemsOf(points: readonly Point[], reports: DraftRequest["reports"]): Item[] {
  const spread = new Map<string, number>();
  for (const point of points) for (const stem of subjectOf(point)) spread.set(stem, (spread.get(stem) ?? 0) + 1);
  const meetings = points.flatMap((a, i) =>
    points.slice(i + 1).flatMap((b) => {
      const found = meeting(a, b, spread);
      return found ? [{ a, b, ...found }] : [];
    }),
  );
  const paired = new Set<Point>();
  const items: Item[] = [];
  for (const { a, b, as } of meetings.sort((one, other) => other.strength - one.strength)) {
    if (paired.has(a) || paired.has(b)) continue;
    paired.add(a).add(b);
    const sides = besides(a, b, reports);
    const section = sides.some(({ section }) => section === "status") ? "status" : sides[0].section;
    items.push({ section, points: sides, as });
  }
  for (const point of points) if (!paired.has(point)) items.push({ section: point.section, points: [point] });
  return items;
}

export const claimIdsOf = ({ points }: Item) => [
  ...new Set(points.flatMap((point) => [...point.claims, ...toldIn(point)].map(({ id }) => id))),
];

export const reportsOf = ({ points }: Item) =>
  new Set(points.flatMap(({ claims }) => claims.map(({ reportId }) => reportId)));
