import type { ClaimId, ReportId, WorkspaceId } from "../evidence/ids.ts";
import type { Entities } from "./entities.ts";
import { beats } from "./pulse.ts";
import type { StoredClaim } from "./stored.ts";

type Claims = ReadonlyMap<ClaimId, StoredClaim>;
interface Board {
  beat: number;
  claims: Promise<Claims>;
}

const PREFIX = "claims#";
// about 5 KB a claim: half a gigabyte would be too much for the smallest Lambda, this is a quarter of it
const MOST_CLAIMS = 60_000;

/**
 * A copy of each workspace's claims in this process, so that filters, totals and cursors cost one small query. Before
 * every use the workspace's beats are read; a report whose beat has risen is read again. A writer raises the beat after
 * its write and before its answer, so whoever was answered is seen by everybody who asks later, in any process.
 */
export function claimShelf(
  db: Entities,
  read: (workspaceId: WorkspaceId, reportId: ReportId) => Promise<StoredClaim[]>,
) {
  const shelves = new Map<WorkspaceId, Map<ReportId, Board>>();

  function shelfOf(workspaceId: WorkspaceId) {
    const shelf = shelves.get(workspaceId) ?? new Map<ReportId, Board>();
    shelves.delete(workspaceId);
    shelves.set(workspaceId, shelf);
    return shelf;
  }

  function fetch(shelf: Map<ReportId, Board>, workspaceId: WorkspaceId, reportId: ReportId, beat: number): Board {
    const claims = read(workspaceId, reportId).then((list) => new Map(list.map((claim) => [claim.id, claim])));
    const board = { beat, claims };
    shelf.set(reportId, board);
    claims.catch(() => {
      if (shelf.get(reportId) === board) shelf.delete(reportId);
    });
    return board;
  }

  async function makeRoom(keep: WorkspaceId) {
    let total = 0;
    for (const [workspaceId, shelf] of [...shelves].reverse()) {
      for (const board of shelf.values()) total += (await board.claims).size;
      if (total > MOST_CLAIMS && workspaceId !== keep) shelves.delete(workspaceId);
    }
  }

  return {
    /** Every claim of the workspace by report, as of now. */
    async all(workspaceId: WorkspaceId): Promise<Map<ReportId, Claims>> {
      const shelf = shelfOf(workspaceId);
      const current = await beats(db, workspaceId);
      const boards: [ReportId, Board][] = [];
      let fetched = false;
      for (const [of, beat] of current) {
        if (!of.startsWith(PREFIX)) continue;
        const reportId = of.slice(PREFIX.length) as ReportId;
        let board = shelf.get(reportId);
        if (board === undefined || board.beat < beat) {
          board = fetch(shelf, workspaceId, reportId, beat);
          fetched = true;
        }
        boards.push([reportId, board]);
      }
      const found = new Map<ReportId, Claims>();
      for (const [reportId, board] of boards) found.set(reportId, await board.claims);
      if (fetched) await makeRoom(workspaceId);
      return found;
    },

    /** Puts one written claim into the copy, where nobody else wrote since the copy was made. */
    wrote(claim: StoredClaim, beat: number) {
      const shelf = shelves.get(claim.workspaceId);
      const board = shelf?.get(claim.reportId);
      if (shelf === undefined || board === undefined || board.beat !== beat - 1) return;
      const claims = board.claims.then((known) => new Map(known).set(claim.id, claim));
      shelf.set(claim.reportId, { beat, claims });
    },

    /** The report of a claim that this process has met before. A claim never changes its report. */
    async whereabouts(workspaceId: WorkspaceId, claimId: ClaimId): Promise<ReportId | undefined> {
      for (const [reportId, board] of shelves.get(workspaceId) ?? []) {
        if ((await board.claims).has(claimId)) return reportId;
      }
      return undefined;
    },

    forget(workspaceId: WorkspaceId) {
      shelves.delete(workspaceId);
    },
  };
}
