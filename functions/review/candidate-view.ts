import {
  becomes,
  type CandidateCompared,
  type Change,
  type ChangeKind,
  type Comparison,
  changeOf,
  isKept,
  NO_CHANGES,
} from "../evidence/candidate.ts";
import type { Claim } from "../evidence/claim.ts";

const ORDER: readonly ChangeKind[] = ["vanished", "lost", "changed", "moved", "reproposed", "added"];

/** What taking a candidate over would change: the comparison as it was made, decisions and wordings as they are now. */
export function changesSeen(comparison: Comparison, claims: readonly Claim[]): Change[] {
  const known = new Map(claims.map((claim) => [claim.id, claim]));
  const changes = comparison.compared.flatMap((found): Change[] => {
    const claim = known.get(found.claimId);
    if (claim === undefined) return [];
    const standing = { ...claim, kept: isKept(claim) };
    const change = changeOf(found, standing);
    if (change === undefined) return [];
    const otherwise = becomes(found, standing);
    const after = change === "changed" && !standing.kept ? (found.again?.place ?? found.after) : found.after;
    return [
      {
        id: claim.id,
        change,
        text: claim.text,
        kind: claim.kind,
        themes: claim.themes,
        status: claim.status,
        kept: standing.kept,
        before: found.before,
        ...(after === undefined ? {} : { after }),
        ...(found.edits === undefined ? {} : { edits: found.edits }),
        ...(otherwise === undefined ? {} : { becomes: otherwise }),
      },
    ];
  });
  const added = comparison.added
    .filter(({ claimId }) => !known.has(claimId))
    .map(({ claimId, place, ...proposed }): Change => ({ id: claimId, change: "added", ...proposed, after: place }));
  return [...changes, ...added].sort(
    (a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change) || pageOf(a) - pageOf(b) || (a.id < b.id ? -1 : 1),
  );
}

const pageOf = ({ before, after }: Change) => (before ?? after)?.page ?? 0;

/** The same in numbers, for the first look. */
export function comparisonSeen(
  comparison: Comparison,
  claims: readonly Claim[],
): NonNullable<CandidateCompared["comparison"]> {
  const changes = changesSeen(comparison, claims);
  const compared = new Set([...comparison.unchanged, ...comparison.compared.map(({ claimId }) => claimId)]);
  const still = claims.filter(({ id }) => compared.has(id)).length;
  const counts = { ...NO_CHANGES };
  for (const { change } of changes) counts[change]++;
  counts.unchanged = still - (changes.length - counts.added);
  const { before, after, pages } = comparison;
  return {
    before,
    after,
    pages,
    counts,
    vanishedKept: changes.filter(({ change, kept }) => change === "vanished" && kept).length,
    since: claims.length - still,
  };
}
