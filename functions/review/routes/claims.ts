import { z } from "zod";
import { Claim } from "../../evidence/claim.ts";
import { Decision } from "../../evidence/decision.ts";
import type { ThemeId } from "../../evidence/ids.ts";
import type { Store } from "../../store/dynamo-store.ts";
import { ApiError, invalid } from "../api-error.ts";
import { listClaims } from "../claim-list.ts";
import { claimsSeen, see } from "../claims-seen.ts";
import { claimShape, decideClaim, decisionShape } from "../decide-claim.ts";
import { personClaim } from "../person-claim.ts";
import { inWorkspace, json, type WorkspaceAsk } from "../route.ts";
import { ClaimChanges, ClaimQuery, listOf, NewClaim, NewDecision } from "../shapes.ts";

const one = z.object({ claim: Claim });

async function knownThemes(
  { themes }: Store,
  workspaceId: WorkspaceAsk<never, never>["workspace"]["id"],
  ids: ThemeId[],
) {
  const known = new Set((await themes(workspaceId)).map((theme) => theme.id));
  const unknown = ids.findIndex((id) => !known.has(id));
  if (unknown >= 0) throw invalid({ path: `themes.${unknown}`, message: "no such theme here" });
  return [...new Set(ids)];
}

const saidOf = ({ kind, themes }: { kind?: string; themes?: readonly string[] }) =>
  [kind === undefined ? [] : `kind: ${kind}`, themes === undefined ? [] : `themes: ${themes.join(", ")}`]
    .flat()
    .join("; ");

export const claimRoutes = [
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/claims",
    summary: "Claims, filtered and sorted; each filter may repeat. `q` searches text and quotes.",
    query: ClaimQuery,
    answers: { 200: { description: "A page of claims, and how many pass the filters.", schema: listOf(Claim) } },
    handle: async ({ deps, workspace, eyes, query }) => {
      const [claims, reports] = await Promise.all([
        claimsSeen(deps.store, workspace.id, eyes),
        deps.store.reports(workspace.id),
      ]);
      const order = new Map(reports.map(({ id, createdAt }) => [id, createdAt]));
      return json(listClaims(claims, query, order, eyes, deps.now().toISOString()));
    },
  }),
  inWorkspace("expert", {
    method: "post",
    path: "/workspaces/{ws}/claims",
    summary: "Make a claim of a passage marked on the page. The span grows to whole words.",
    body: NewClaim,
    answers: {
      201: { description: "The new claim.", schema: one },
      200: { description: "A claim on these very words is here already.", schema: one },
    },
    handle: async ({ deps, workspace, eyes, body }) => {
      const report = await deps.store.report(workspace.id, body.reportId);
      if (report?.readingKey === undefined) throw new ApiError("not-found");
      const themes = await knownThemes(deps.store, workspace.id, body.themes);
      const reading = await deps.objects.getReading(report.readingKey);
      const claim = personClaim(reading, report.id, { ...body, themes });
      if (claim === undefined) {
        throw new ApiError("quote-spans-nothing", {
          faults: [{ path: "start", message: "no words between start and end", code: "custom" }],
        });
      }
      const { made, claim: stored } = await deps.store.createClaim(workspace.id, claim);
      return json(await claimShape(deps, workspace.id, stored, eyes), made ? 201 : 200);
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/claims/{id}",
    summary: "One claim with the decisions the asker may see.",
    answers: { 200: { description: "The claim.", schema: one } },
    handle: async ({ deps, workspace, eyes, named }) =>
      json({ claim: see(named.claim, eyes, await deps.store.themesNow(workspace.id)).claim }),
  }),
  inWorkspace("expert", {
    method: "patch",
    path: "/workspaces/{ws}/claims/{id}",
    summary: "Another kind or other themes. Stands in the history as a comment with the reason `sorted`.",
    body: ClaimChanges,
    answers: { 200: { description: "The claim.", schema: one } },
    handle: async (ask) => {
      const { deps, workspace, eyes, named, body, newId } = ask;
      const { kind, expectedVersion } = body;
      const themes = body.themes && (await knownThemes(deps.store, workspace.id, body.themes));
      if (kind === undefined && themes === undefined) throw invalid({ path: "body", message: "nothing to change" });
      const sorted = { ...(kind === undefined ? {} : { kind }), ...(themes === undefined ? {} : { themes }) };
      const { stored } = await decideClaim(
        ask,
        named.claim.id,
        { verdict: "comment", reason: "sorted", comment: saidOf(sorted), expectedVersion },
        newId("dec"),
        { sorted },
      );
      return json(await claimShape(deps, workspace.id, stored, eyes));
    },
  }),
  inWorkspace("expert", {
    method: "post",
    path: "/workspaces/{ws}/claims/{id}/decisions",
    summary: "Accept, reject, reword, comment, reopen (withdraws one's own latest) or settle a conflict.",
    body: NewDecision,
    answers: {
      201: {
        description: "The decision, and the claim as the asker sees it now.",
        schema: z.object({ claim: Claim, decision: Decision }),
      },
    },
    handle: async (ask) => {
      const { deps, workspace, eyes, named, body, newId } = ask;
      const { stored, decision } = await decideClaim(ask, named.claim.id, body, newId("dec"));
      return json({ ...(await claimShape(deps, workspace.id, stored, eyes)), decision: decisionShape(decision) }, 201);
    },
  }),
];
