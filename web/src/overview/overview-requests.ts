import { queryOptions } from "@tanstack/react-query";
import { get } from "../api/client.ts";
import { inWorkspace } from "../api/queries.ts";
import type { Claim, ClaimCounts, Listed, Source } from "../api/shapes.ts";

/** One row of the matrix: a theme's claims by report and kind, counted under their main theme, and how often it is mentioned. */
export interface ThemeRow {
  id: string;
  byReport: Record<string, ClaimCounts>;
  byKind: Partial<Record<Claim["kind"], number>>;
  mentions: Record<string, number>;
}

export interface Overview {
  themes: ThemeRow[];
  people: { person: { id: string; name: string }; decided: number }[];
  sourcesMissing: Source[];
}

export const overviewQuery = (ws: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "overview"],
    queryFn: ({ signal }) => get<Overview>(`/workspaces/${ws}/overview`, { signal }),
  });

/** How many claims carry a mark: only the total of a list of one. */
export const markedQuery = (ws: string, mark: Claim["marks"][number]) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "overview", "marked", mark],
    queryFn: async ({ signal }) =>
      (await get<Listed<Claim>>(`/workspaces/${ws}/claims`, { query: { mark, limit: 1 }, signal })).total ?? 0,
  });
