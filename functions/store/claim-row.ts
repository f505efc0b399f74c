import type { Claim } from "../evidence/claim.ts";
import type { ClaimId, ReportId, WorkspaceId } from "../evidence/ids.ts";
import { type KeptRow, keptFrom, newlyKept } from "./keep.ts";
import type { ProposedParts, StoredClaim } from "./stored.ts";

export interface ClaimRow extends KeptRow {
  workspaceId: string;
  reportId: string;
  claimId: string;
  proposed: string;
  sorted?: string | undefined;
  place: number;
  bornConfidence: number;
  run: string;
}

// Rectangles are for the eye; words and offsets are the evidence. A citation over this many lines is lit in part.
const MOST_RECTS = 80;

// An item holds 400 KB, its decisions up to a third of them. Only rectangles can be left out without losing evidence.
const MOST_BYTES = 200_000;

export function proposedParts(claim: Claim): ProposedParts {
  const parts = withFewerRects(claim, MOST_RECTS);
  return Buffer.byteLength(JSON.stringify(parts)) > MOST_BYTES ? withFewerRects(claim, 0) : parts;
}

function withFewerRects(claim: Claim, most: number): ProposedParts {
  const { text, kind, themes, flags, checks, attribution, figures, confidence, origin } = claim;
  const citations = claim.citations.map((citation) =>
    citation.rects.length > most ? { ...citation, rects: citation.rects.slice(0, most) } : citation,
  );
  return { text, kind, themes, citations, flags, checks, attribution, figures, confidence, origin };
}

export const whereaboutsOf = (workspaceId: WorkspaceId, claimId: string) => `ws#${workspaceId}#claim#${claimId}`;

export function newClaimRow(workspaceId: WorkspaceId, run: string, claim: Claim, at: string) {
  return {
    workspaceId,
    reportId: claim.reportId,
    claimId: claim.id,
    proposed: JSON.stringify(proposedParts(claim)),
    place: claim.citations[0]?.start ?? 0,
    bornConfidence: claim.confidence,
    run,
    whereabouts: whereaboutsOf(workspaceId, claim.id),
    ...newlyKept(at),
  };
}

export function claimFrom(row: ClaimRow): StoredClaim {
  return {
    ...keptFrom(row.workspaceId, row),
    id: row.claimId as ClaimId,
    reportId: row.reportId as ReportId,
    proposed: JSON.parse(row.proposed) as ProposedParts,
    ...(row.sorted === undefined ? {} : { sorted: JSON.parse(row.sorted) as StoredClaim["sorted"] & object }),
    place: row.place,
    bornConfidence: row.bornConfidence,
    run: row.run,
  };
}
