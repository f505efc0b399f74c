import { queryOptions } from "@tanstack/react-query";
import { get, type Query } from "./client.ts";
import type { AuthConfig, Listed, Me, Report, Theme, Workspace } from "./shapes.ts";

/** What more than one feature asks for. A feature's own requests stand in its folder. */
export const inWorkspace = (ws: string) => ["workspace", ws] as const;

export const authConfigQuery = queryOptions({
  queryKey: ["auth-config"],
  queryFn: ({ signal }) => get<AuthConfig>("/auth/config", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => get<Me>("/me", { signal }),
  staleTime: 30_000,
});

export const workspaceQuery = (ws: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "itself"],
    queryFn: async ({ signal }) => (await get<{ workspace: Workspace }>(`/workspaces/${ws}`, { signal })).workspace,
    staleTime: 30_000,
  });

/** Walks every page of a list; for lists that a person could read through. */
export async function everyItem<Item>(path: string, signal?: AbortSignal, query?: Query): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await get<Listed<Item>>(path, {
      query: { ...query, limit: 200, cursor },
      ...(signal ? { signal } : {}),
    });
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor);
  return items;
}

export const reportsQuery = (ws: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "reports"],
    queryFn: ({ signal }) => everyItem<Report>(`/workspaces/${ws}/reports`, signal),
  });

export const themesQuery = (ws: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "themes"],
    queryFn: async ({ signal }) =>
      (await everyItem<Theme>(`/workspaces/${ws}/themes`, signal)).sort((a, b) => a.order - b.order),
  });
