import { z } from "zod";
import { CandidateCompared, Change, ChangeKind, Comparison } from "../../evidence/candidate.ts";
import type { Claim } from "../../evidence/claim.ts";
import type { RereadRequested } from "../../evidence/message.ts";
import { Report } from "../../evidence/report.ts";
import { comparisonKeyOf } from "../../store/candidate-objects.ts";
import type { StoredCandidate } from "../../store/store.ts";
import { ApiError } from "../api-error.ts";
import { changesSeen, comparisonSeen } from "../candidate-view.ts";
import { throwAway } from "../candidate-wishes.ts";
import { claimsSeen } from "../claims-seen.ts";
import { page } from "../paging.ts";
import { candidateSeen, reportNow } from "../report-view.ts";
import { inWorkspace, json, nothing, type WorkspaceAsk } from "../route.ts";
import { CandidateAccepted, listOf, many, Paging } from "../shapes.ts";

type AnyAsk = WorkspaceAsk<unknown, unknown>;

function candidateOf({ named }: AnyAsk): StoredCandidate {
  const { candidate } = named.report;
  if (candidate === undefined) throw new ApiError("not-found");
  return candidate;
}

/** @returns `undefined` while there is nothing to be compared yet, and where it came to nothing. */
async function comparisonOf({ deps, workspace, named }: AnyAsk, { id, status }: StoredCandidate) {
  if (status !== "ready" && status !== "taking-over") return undefined;
  const part = await deps.objects.getPart(comparisonKeyOf(workspace.id, named.report.id, id));
  return part === undefined ? undefined : Comparison.parse(part);
}

async function claimsHere({ deps, workspace, eyes, named }: AnyAsk): Promise<Claim[]> {
  const claims = await claimsSeen(deps.store, workspace.id, eyes);
  return claims.flatMap(({ claim }) => (claim.reportId === named.report.id ? [claim] : []));
}

export const candidateRoutes = [
  inWorkspace("editor", {
    method: "get",
    path: "/workspaces/{ws}/reports/{id}/candidate",
    summary: "The reading beside the report, and in numbers what taking it over would change.",
    answers: { 200: { description: "The candidate.", schema: z.object({ candidate: CandidateCompared }) } },
    handle: async (ask) => {
      const stored = candidateOf(ask);
      const comparison = await comparisonOf(ask, stored);
      const candidate: CandidateCompared = {
        ...candidateSeen(ask.named.report, stored, ask.language),
        ...(comparison === undefined ? {} : { comparison: comparisonSeen(comparison, await claimsHere(ask)) }),
      };
      return json({ candidate });
    },
  }),
  inWorkspace("editor", {
    method: "get",
    path: "/workspaces/{ws}/reports/{id}/candidate/changes",
    summary: "What taking the candidate over would change, claim by claim; claims that stay as they are left out.",
    query: z.strictObject({ change: many(ChangeKind).optional(), ...Paging }),
    answers: { 200: { description: "Changes, the gravest first, then in order of pages.", schema: listOf(Change) } },
    handle: async (ask) => {
      const comparison = await comparisonOf(ask, candidateOf(ask));
      if (comparison === undefined) throw new ApiError("candidate-not-ready");
      const wanted = ask.query.change;
      const changes = changesSeen(comparison, await claimsHere(ask));
      return json(
        page(wanted === undefined ? changes : changes.filter(({ change }) => wanted.includes(change)), ask.query),
      );
    },
  }),
  inWorkspace("editor", {
    method: "post",
    path: "/workspaces/{ws}/reports/{id}/candidate/accept",
    summary:
      "Take the candidate over that was looked at. Decisions stay; a claim somebody decided on whose words are gone is kept and marked. Accepting twice is accepting once.",
    body: CandidateAccepted,
    answers: { 202: { description: "It is being taken over.", schema: z.object({ report: Report }) } },
    handle: async (ask) => {
      const { deps, workspace, named, body } = ask;
      const at = deps.now().toISOString();
      const report = await deps.store.acceptCandidate(workspace.id, named.report.id, body.candidate, at);
      if (typeof report === "string") throw new ApiError(report);
      // sent again for whoever accepts it again: the first one may have died before it was sent
      await deps.outbox.toRead({
        type: "reread-requested",
        workspaceId: workspace.id,
        reportId: named.report.id,
        candidate: body.candidate,
      } satisfies RereadRequested);
      return json({ report: await reportNow(ask, report) }, 202);
    },
  }),
  inWorkspace("editor", {
    method: "delete",
    path: "/workspaces/{ws}/reports/{id}/candidate",
    summary: "Throw the candidate away. The report stays as it is.",
    answers: { 204: { description: "Gone." } },
    handle: async (ask) => {
      await throwAway(ask, ask.named.report, candidateOf(ask));
      return nothing();
    },
  }),
];
