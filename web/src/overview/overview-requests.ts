import { queryOptions } from "@tanstack/react-query";
import { get } from "../api/client.ts";
import { inWorkspace } from "../api/queries.ts";
import type { Claim, ClaimCounts, Decision, Listed, Source } from "../api/shapes.ts";
import type { Agreement } from "../frame/agreement.tsx";

/** One row of the matrix: a theme's claims by report and kind, and how often its cue words stand in a report. */
export interface ThemeRow {
  id: string;
  byReport: Record<string, ClaimCounts>;
  byKind: Partial<Record<Claim["kind"], number>>;
  mentions: Record<string, number>;
  agreement: Agreement;
}

export interface Overview {
  themes: ThemeRow[];
  agreement: Agreement;
  people: { person: { id: string; name: string }; claims: number }[];
  sourcesMissing: Source[];
}

export const overviewQuery = (ws: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "overview"],
    queryFn: ({ signal }) => get<Overview>(`/workspaces/${ws}/overview`, { signal }),
  });

/** How many claims colleagues have decided since one last looked; as far as one page of the trail tells. */
export const colleaguesQuery = (ws: string, since: string, me: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "decisions", "colleagues", since],
    queryFn: async ({ signal }) => {
      const query = { since, target: "claim", limit: 200 };
      const { items } = await get<Listed<Decision>>(`/workspaces/${ws}/decisions`, { query, signal });
      const claims = items.filter((one) => one.by.id !== me && one.verdict !== "comment").map((one) => one.target.id);
      return new Set(claims).size;
    },
  });

/** How many claims carry a mark: only the total of a list of one. */
export const markedQuery = (ws: string, mark: Claim["marks"][number]) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "overview", "marked", mark],
    queryFn: async ({ signal }) =>
      (await get<Listed<Claim>>(`/workspaces/${ws}/claims`, { query: { mark, limit: 1 }, signal })).total ?? 0,
  });
