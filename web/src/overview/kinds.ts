import type { Claim } from "../api/shapes.ts";

type Kind = Claim["kind"];
const places: Record<Kind, number> = {
  status: 1,
  challenge: 2,
  opportunity: 3,
  "knowledge-gap": 4,
  recommendation: 5,
  commitment: 6,
  finding: 7,
};

/** The kinds in the order they are shown. A kind that is missing here does not compile. */
export const KINDS = (Object.keys(places) as Kind[]).sort((a, b) => places[a] - places[b]);
