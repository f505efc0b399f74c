import type { Report } from "../api/shapes.ts";

type Kind = NonNullable<Report["kind"]>;
const places: Record<Kind, number> = {
  research: 1,
  status: 2,
  screening: 3,
  minutes: 4,
  guideline: 5,
  plan: 6,
  other: 7,
};

/** All kinds of report, in the order they are offered. A kind that is missing here does not compile. */
export const REPORT_KINDS = (Object.keys(places) as Kind[]).sort((a, b) => places[a] - places[b]);
