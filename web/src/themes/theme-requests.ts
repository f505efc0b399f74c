import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, post, remove } from "../api/client.ts";
import { inWorkspace } from "../api/queries.ts";
import type { Draft, Theme } from "../api/shapes.ts";

export type ThemeWords = Pick<Theme, "name" | "definition" | "cues">;

/** What an editor does to the themes of a workspace. Claims are sorted anew, so everything that counts them is stale. */
export function useThemeActions(ws: string) {
  const client = useQueryClient();
  const path = `/workspaces/${ws}/themes`;
  const onSuccess = () => client.invalidateQueries({ queryKey: inWorkspace(ws) });
  return {
    add: useMutation({ mutationFn: (words: ThemeWords) => post<{ theme: Theme }>(path, words), onSuccess }),
    edit: useMutation({
      mutationFn: ({ id, ...change }: { id: string } & Partial<ThemeWords & Pick<Theme, "order">>) =>
        patch<{ theme: Theme }>(`${path}/${id}`, change),
      onSuccess,
    }),
    merge: useMutation({
      mutationFn: ({ id, into }: { id: string; into: string }) =>
        post<{ theme: Theme }>(`${path}/${id}/merge`, { into }),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (id: string) => remove(`${path}/${id}`), onSuccess }),
    draft: useMutation({
      mutationFn: async (ids: readonly string[]) => {
        for (const id of ids) await post<{ draft: Draft }>(`${path}/${id}/drafts`);
      },
      onSettled: onSuccess,
    }),
  };
}
