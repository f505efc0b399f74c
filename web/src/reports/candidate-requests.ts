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

/** One after the other; one that is refused does not keep the others from being asked. */
async function eachOf<Item>(items: readonly Item[], ask: (item: Item) => Promise<unknown>): Promise<void> {
  const refused: unknown[] = [];
  for (const item of items) await ask(item).catch((error: unknown) => refused.push(error));
  if (refused.length > 0) throw refused[0];
}

/** What an editor does about reports that are read again; each refreshes what hangs on them. */
export function useCandidateActions(ws: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: inWorkspace(ws) });
  return {
    preview: useMutation({
      mutationFn: (wishes: readonly { report: Pick<Report, "id">; how: Reread }[]) =>
        eachOf(wishes, ({ report, how }) => post(`${pathOf(ws, report.id)}/reread`, { ...how, preview: true })),
      onSettled,
    }),
    accept: useMutation({
      mutationFn: (reports: readonly RereadReport[]) =>
        eachOf(reports, ({ id, candidate }) => post(`${pathOf(ws, id)}/candidate/accept`, { candidate: candidate.id })),
      onSettled,
    }),
    discard: useMutation({
      mutationFn: (report: RereadReport) => remove(`${pathOf(ws, report.id)}/candidate`),
      onSettled,
    }),
  };
}
