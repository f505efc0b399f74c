import type { Statement } from "./draft-requests.ts";

type Section = Statement["section"];
const places: Record<Section, number> = {
  status: 1,
  challenges: 2,
  opportunities: 3,
  "knowledge-gaps": 4,
  recommendations: 5,
};

/** The sections of a draft in the order they are read. A section that is missing here does not compile. */
export const SECTIONS = (Object.keys(places) as Section[]).sort((a, b) => places[a] - places[b]);
export const inOrder = (statements: readonly Statement[]) =>
  statements.toSorted((a, b) => places[a.section] - places[b.section]);

/** The one word for a section: what calls for somebody comes before what is done. */
export function sectionState(statements: readonly Statement[]): Statement["status"] | undefined {
  if (statements.length === 0) return undefined;
  for (const status of ["reread", "pending", "accepted"] as const)
    if (statements.some((statement) => statement.status === status)) return status;
  return "rejected";
}
