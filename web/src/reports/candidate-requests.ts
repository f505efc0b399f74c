import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { CandidateCompared, Change, ChangeKind } from "../../../functions/evidence/candidate.ts";
import { get, post, remove } from "../api/client.ts";
import { inWorkspace } from "../api/queries.ts";
import type { Listed, Report } from "../api/shapes.ts";
import type { Reread } from "./report-requests.ts";
import type { RereadReport } from "./rereading.ts";

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
