import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post } from "../api/client.ts";
import { everyItem, inWorkspace } from "../api/queries.ts";
import type { Claim, Decision, Draft } from "../api/shapes.ts";
import type { MyDesk } from "../deciding/my-desk.ts";
import { actOf } from "../deciding/my-history.ts";

export type Statement = Draft["statements"][number];

const draftsKey = (ws: string, theme: string) => [...inWorkspace(ws), "drafts", theme] as const;

/** Newest first. */
export const draftsQuery = (ws: string, theme: string) =>
  queryOptions({
    queryKey: draftsKey(ws, theme),
    queryFn: ({ signal }) => everyItem<Draft>(`/workspaces/${ws}/themes/${theme}/drafts`, signal),
    refetchInterval: (query) => (query.state.data?.some((draft) => draft.status === "drafting") ? 2500 : false),
  });

/** The claims of a theme: what the draft rests on, and what it might have used. */
export const themeClaimsQuery = (ws: string, theme: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "drafts", theme, "claims"],
    queryFn: ({ signal }) => everyItem<Claim>(`/workspaces/${ws}/claims`, signal, { theme }),
  });

/** One claim, wherever it has been sorted since; null when it is gone. */
export const claimQuery = (ws: string, id: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "drafts", "claim", id],
    queryFn: async ({ signal }) =>
      (await get<{ claim: Claim }>(`/workspaces/${ws}/claims/${id}`, { signal }).catch(() => null))?.claim ?? null,
  });

export function useRequestDraft(ws: string, theme: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<{ draft: Draft }>(`/workspaces/${ws}/themes/${theme}/drafts`),
    onSuccess: () => client.invalidateQueries({ queryKey: draftsKey(ws, theme) }),
  });
}

export interface StatementVote {
  verdict: "accept" | "reject" | "reword" | "reopen";
  reason?: string;
  comment?: string;
  text?: string;
  claimIds?: readonly string[];
  acceptClaims?: boolean;
  /** Sent knowing of a colleague's other vote: both stand, and the sentence stays open. */
  keepBoth?: boolean;
}

export function useDecideStatement(ws: string, draft: Draft, desk: MyDesk | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ statement, vote }: { statement: Statement; vote: StatementVote }) =>
      post<{ statement: Statement; decision: Decision; accepted: readonly Decision[] }>(
        `/workspaces/${ws}/drafts/${draft.id}/statements/${statement.id}/decisions`,
        { ...vote, expectedVersion: statement.version },
      ),
    onSuccess: ({ statement, decision, accepted }) => {
      desk?.acts.add(...accepted.map((each) => actOf(each)), actOf(decision, draft.id));
      client.setQueryData(draftsQuery(ws, draft.themeId).queryKey, (drafts) =>
        drafts?.map((one) =>
          one.id === draft.id
            ? { ...one, statements: one.statements.map((old) => (old.id === statement.id ? statement : old)) }
            : one,
        ),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: inWorkspace(ws) }),
  });
}

export function useDecideDraft(ws: string, draft: Draft, desk: MyDesk | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (verdict: "accept" | "reopen") =>
      post<{ draft: Draft; decision: Decision }>(`/workspaces/${ws}/drafts/${draft.id}/decisions`, {
        verdict,
        expectedVersion: draft.version,
      }),
    onSuccess: ({ decision }) => desk?.acts.add(actOf(decision, draft.id)),
    onSettled: () => client.invalidateQueries({ queryKey: draftsKey(ws, draft.themeId) }),
  });
}
