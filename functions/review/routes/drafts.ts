import { z } from "zod";
import { Decision } from "../../evidence/decision.ts";
import { Draft, Statement } from "../../evidence/draft.ts";
import type { DraftId } from "../../evidence/ids.ts";
import type { DraftRequested } from "../../evidence/message.ts";
import { decisionShape } from "../decide-claim.ts";
import { decideDraft, decideStatement } from "../decide-statement.ts";
import { draftsSeen } from "../drafts-seen.ts";
import { page } from "../paging.ts";
import { inWorkspace, json } from "../route.ts";
import { listOf, NewDecision, NewStatementDecision, Paging } from "../shapes.ts";
import { statementSeen } from "../statement-view.ts";

const one = z.object({ draft: Draft });

export const draftRoutes = [
  inWorkspace("editor", {
    method: "post",
    path: "/workspaces/{ws}/themes/{id}/drafts",
    summary: "Have a draft of the theme written. It may rest on claims nobody has decided on yet.",
    answers: { 202: { description: "The draft, `drafting`.", schema: one } },
    handle: async (ask) => {
      const { deps, workspace, named, newId } = ask;
      const id = newId("dra") as DraftId;
      const themeId = named.theme.id;
      await deps.store.createDraft({
        workspaceId: workspace.id,
        id,
        themeId,
        origin: { engine: workspace.settings.engine },
      });
      const message: DraftRequested = { type: "draft-requested", workspaceId: workspace.id, themeId, draftId: id };
      await deps.outbox.toDraft(message);
      const stored = await deps.store.storedDraft(workspace.id, id);
      const [draft] = await draftsSeen(ask, stored === undefined ? [] : [stored]);
      return json({ draft }, 202);
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/themes/{id}/drafts",
    summary: "The theme's drafts, newest first.",
    query: z.strictObject(Paging),
    answers: { 200: { description: "Drafts.", schema: listOf(Draft) } },
    handle: async (ask) => {
      const { deps, workspace, named, query } = ask;
      const drafts = (await deps.store.storedDrafts(workspace.id)).filter((each) => each.themeId === named.theme.id);
      const { items, ...rest } = page(drafts, query);
      return json({ items: await draftsSeen(ask, items), ...rest });
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/drafts/{id}",
    summary: "One draft with its statements.",
    answers: { 200: { description: "The draft.", schema: one } },
    handle: async (ask) => json({ draft: (await draftsSeen(ask, [ask.named.draft]))[0] }),
  }),
  inWorkspace("expert", {
    method: "post",
    path: "/workspaces/{ws}/drafts/{id}/decisions",
    summary: "Decide about a draft as a whole. Accepting needs every statement decided.",
    body: NewDecision,
    answers: {
      201: { description: "The decision and the draft.", schema: z.object({ draft: Draft, decision: Decision }) },
    },
    handle: async (ask) => {
      const { stored, decision } = await decideDraft(ask, ask.named.draft, ask.body, ask.newId("dec"));
      return json({ draft: (await draftsSeen(ask, [stored]))[0], decision: decisionShape(decision) }, 201);
    },
  }),
  inWorkspace("expert", {
    method: "post",
    path: "/workspaces/{ws}/drafts/{id}/statements/{sid}/decisions",
    summary: "Decide about one statement. Accepting needs every claim under it accepted, or `acceptClaims`.",
    body: NewStatementDecision,
    answers: {
      201: {
        description: "The decision, the statement, and the accepts of its claims that were given with it.",
        schema: z.object({ statement: Statement, decision: Decision, accepted: z.array(Decision) }),
      },
    },
    handle: async (ask) => {
      const { named, body, newId } = ask;
      const { stored, decision, claims, accepted } = await decideStatement(
        ask,
        named.draft,
        named.statement.id,
        body,
        newId("dec"),
      );
      const statement = statementSeen(stored, claims);
      return json({ statement, decision: decisionShape(decision), accepted: accepted.map(decisionShape) }, 201);
    },
  }),
];
