import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, post, remove } from "../api/client.ts";
import { everyItem, inWorkspace, meQuery } from "../api/queries.ts";
import type { Member, Role, Workspace } from "../api/shapes.ts";

export const membersQuery = (ws: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "members"],
    queryFn: ({ signal }) => everyItem<Member>(`/workspaces/${ws}/members`, signal),
  });

export type WorkspaceChange = { name?: string; settings?: Partial<Workspace["settings"]> };

export function useSettingsActions(ws: string) {
  const client = useQueryClient();
  const path = `/workspaces/${ws}`;
  const onSuccess = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: inWorkspace(ws) }),
      client.invalidateQueries({ queryKey: meQuery.queryKey }),
    ]);
  return {
    change: useMutation({
      mutationFn: (change: WorkspaceChange) => patch<{ workspace: Workspace }>(path, change),
      onSuccess,
    }),
    addMember: useMutation({
      mutationFn: (member: { email: string; role: Role }) => post<{ member: Member }>(`${path}/members`, member),
      onSuccess,
    }),
    setRole: useMutation({
      mutationFn: ({ id, role }: { id: string; role: Role }) =>
        patch<{ member: Member }>(`${path}/members/${id}`, { role }),
      onSuccess,
    }),
    removeMember: useMutation({ mutationFn: (id: string) => remove(`${path}/members/${id}`), onSuccess }),
    removeWorkspace: useMutation({
      mutationFn: () => remove(path),
      onSuccess: async () => {
        client.removeQueries({ queryKey: inWorkspace(ws) });
        await client.invalidateQueries({ queryKey: meQuery.queryKey });
      },
    }),
  };
}
