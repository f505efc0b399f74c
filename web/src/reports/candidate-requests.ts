import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { CandidateCompared, Change, ChangeCounts, ChangeKind } from "../../../functions/evidence/candidate.ts";
import { get, post, remove } from "../api/client.ts";
import { inWorkspace } from "../api/queries.ts";
import type { Listed, Report } from "../api/shapes.ts";
import type { Reread } from "./report-requests.ts";

export type { CandidateCompared, Change, ChangeCounts, ChangeKind };

/** A report that has been, or is being, read once more beside itself. */
export type RereadReport = Report & { candidate: NonNullable<Report["candidate"]> };
export const hasCandidate = (report: Report): report is RereadReport => report.candidate !== undefined;

/** Changes as they are told: what a person would want to know first, first. */
export const CHANGES = ["vanished", "lost", "changed", "moved", "reproposed", "added"] as const satisfies ChangeKind[];

export const changesIn = (counts: ChangeCounts) => CHANGES.reduce((sum, kind) => sum + counts[kind], 0);

/** Ready, and no claim is touched by taking it over. */
export const isHarmless = ({ candidate }: RereadReport) =>
  candidate.status === "ready" &&
  candidate.outdated !== true &&
  candidate.counts !== undefined &&
  changesIn(candidate.counts) === 0;

export const isRereading = ({ candidate }: Pick<Report, "candidate">) =>
  candidate?.status === "reading" || candidate?.status === "extracting" || candidate?.status === "taking-over";

/** Read again as it was read before: with the same engine, and pictures of pages as text where they were. */
export const asBefore = (report: Report): Reread => ({
  ...(report.engine === undefined ? {} : { engine: report.engine }),
  ...(report.coverage?.some(({ state }) => state === "ocr") ? { ocr: true } : {}),
});

const pathOf = (ws: string, reportId: string) => `/workspaces/${ws}/reports/${reportId}`;

const keyOf = (ws: string, { id, candidate }: RereadReport) => [...inWorkspace(ws), "candidate", id, candidate.id];

export const candidateQuery = (ws: string, report: RereadReport) =>
  queryOptions({
    queryKey: keyOf(ws, report),
    queryFn: async ({ signal }) =>
      (await get<{ candidate: CandidateCompared }>(`${pathOf(ws, report.id)}/candidate`, { signal })).candidate,
  });

/** Changes of one kind, as many as somebody wants to see. */
export const changesQuery = (ws: string, report: RereadReport, change: ChangeKind) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(ws, report), change],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam: cursor }) =>
      get<Listed<Change>>(`${pathOf(ws, report.id)}/candidate/changes`, {
        query: { change, limit: 50, cursor },
        signal,
      }),
    getNextPageParam: (page) => page.cursor,
  });

/** What an editor does about reports that are read again; each refreshes what hangs on them. */
export function useCandidateActions(ws: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: inWorkspace(ws) });
  return {
    preview: useMutation({
      mutationFn: async (wishes: readonly { report: Pick<Report, "id">; how: Reread }[]) => {
        for (const { report, how } of wishes) await post(`${pathOf(ws, report.id)}/reread`, { ...how, preview: true });
      },
      onSettled,
    }),
    accept: useMutation({
      mutationFn: async (reports: readonly RereadReport[]) => {
        for (const report of reports)
          await post(`${pathOf(ws, report.id)}/candidate/accept`, { candidate: report.candidate.id });
      },
      onSettled,
    }),
    discard: useMutation({
      mutationFn: (report: RereadReport) => remove(`${pathOf(ws, report.id)}/candidate`),
      onSettled,
    }),
  };
}
