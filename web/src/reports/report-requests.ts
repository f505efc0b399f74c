import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, post, remove, send } from "../api/client.ts";
import { everyItem, inWorkspace } from "../api/queries.ts";
import type { HeldBack, Report } from "../api/shapes.ts";

export const heldBackQuery = (ws: string, reportId: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "held-back", reportId],
    queryFn: ({ signal }) => everyItem<HeldBack>(`/workspaces/${ws}/reports/${reportId}/held-back`, signal),
  });

export interface Reread {
  engine?: "local" | "openai";
  password?: string;
  ocr?: boolean;
}
export type ReportChange = Partial<Pick<Report, "title" | "publisher" | "year" | "kind">>;

/** What an editor can do to one report; each refreshes what hangs on it. */
export function useReportActions(ws: string, report: Pick<Report, "id">) {
  const client = useQueryClient();
  const path = `/workspaces/${ws}/reports/${report.id}`;
  const onSuccess = () => client.invalidateQueries({ queryKey: inWorkspace(ws) });
  return {
    edit: useMutation({ mutationFn: (change: ReportChange) => patch<{ report: Report }>(path, change), onSuccess }),
    reread: useMutation({
      mutationFn: (how: Reread) => post<{ report: Report }>(`${path}/reread`, how),
      onSuccess,
    }),
    acknowledge: useMutation({
      mutationFn: async (pages: readonly number[]) => {
        for (const page of pages) await send("POST", `${path}/pages/${String(page)}/acknowledge`, { body: {} });
      },
      onSettled: onSuccess,
    }),
    remove: useMutation({ mutationFn: () => remove(path), onSuccess }),
  };
}
