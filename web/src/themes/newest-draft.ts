import { queryOptions } from "@tanstack/react-query";
import { get } from "../api/client.ts";
import { inWorkspace } from "../api/queries.ts";
import type { Draft, Listed } from "../api/shapes.ts";

/** The newest draft of a theme; null when there is none. */
export const newestDraftQuery = (ws: string, theme: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "drafts", theme, "newest"],
    queryFn: async ({ signal }) =>
      (await get<Listed<Draft>>(`/workspaces/${ws}/themes/${theme}/drafts`, { query: { limit: 1 }, signal }))
        .items[0] ?? null,
    refetchInterval: (query) => (query.state.data?.status === "drafting" ? 3000 : false),
  });
