import type { Claim } from "../api/shapes.ts";
import type { Statement } from "./draft-requests.ts";

type Citation = Claim["citations"][number];
const placeOf = (citation: Pick<Citation, "reportId" | "start" | "end">) =>
  `${citation.reportId}:${String(citation.start)}:${String(citation.end)}`;

/** A passage under a statement, with its number in the draft and the claim that cites it. */
export interface Numbered {
  number: number;
  citation: Citation;
  claim: Claim | undefined;
}

/** Numbers each passage of a draft once, in the order it is first met. */
export function numberCitations(
  statements: readonly Pick<Statement, "id" | "citations" | "claimIds">[],
  claimOf: (id: string) => Claim | undefined,
): Map<string, Numbered[]> {
  const numbers = new Map<string, number>();
  return new Map(
    statements.map(({ id, citations, claimIds }) => {
      const claims = claimIds.map(claimOf).filter((claim) => claim !== undefined);
      const numbered = citations.map((citation): Numbered => {
        const place = placeOf(citation);
        const number = numbers.get(place) ?? numbers.size + 1;
        numbers.set(place, number);
        return {
          number,
          citation,
          claim: claims.find((claim) => claim.citations.some((own) => placeOf(own) === place)),
        };
      });
      return [id, numbered];
    }),
  );
}
