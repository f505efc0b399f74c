import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, post, remove } from "../api/client.ts";
import { everyItem, inWorkspace } from "../api/queries.ts";
import type { Claim, Draft, Theme } from "../api/shapes.ts";
import type { Chosen } from "./split-choice.ts";

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

/** Fetched anew each time it is wanted: what moves is decided by what the claims are now. */
export const claimsOfTheme = (ws: string, theme: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "split", theme],
    queryFn: ({ signal }) => everyItem<Claim>(`/workspaces/${ws}/claims`, signal, { theme }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** A split that was made: enough to say what happened, and to undo it. */
export interface Split {
  made: Theme;
  /** The theme it came from, as it was before. */
  from: Theme;
  moved: number;
}

/** The server moves this many claims in one request. */
const AT_ONCE = 200;

export function useSplit(ws: string, from: Theme) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ words, moves, stays }: Chosen & { words: ThemeWords }): Promise<Split> => {
      let made: Theme | undefined;
      for (let at = 0; at < moves.length; at += AT_ONCE) {
        const answer = await post<{ theme: Theme }>(`/workspaces/${ws}/themes/${from.id}/split`, {
          theme: words,
          claimIds: moves.slice(at, at + AT_ONCE).map(({ id }) => id),
          stayIds: stays.slice(at, at + AT_ONCE).map(({ id }) => id),
        });
        made = answer.theme;
      }
      if (!made) throw new Error("nothing to move");
      return { made, from, moved: moves.length };
    },
    onSettled: () => client.invalidateQueries({ queryKey: inWorkspace(ws) }),
  });
}

/** Merging the new theme back; the first one's own cue words are as they were. */
export function useUndoSplit(ws: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ made, from }: Split) =>
      post(`/workspaces/${ws}/themes/${made.id}/merge`, { into: from.id, cues: from.cues, sort: false }),
    onSettled: () => client.invalidateQueries({ queryKey: inWorkspace(ws) }),
  });
}
