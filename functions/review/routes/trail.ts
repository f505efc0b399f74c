import { z } from "zod";
import { Decision } from "../../evidence/decision.ts";
import { auditFile } from "../../store/audit-file.ts";
import { contentDisposition } from "../../store/object-names.ts";
import { eventStream } from "../event-stream.ts";
import { eventsSince } from "../events.ts";
import { DEFAULT_LIMIT } from "../paging.ts";
import { inWorkspace, json } from "../route.ts";
import { listOf, many, Paging } from "../shapes.ts";
import { trailPage, wholeTrail } from "../trail.ts";

const Moment = z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString());

const Event = z.object({
  id: z.string(),
  type: z.enum(["report", "claim", "draft", "decision"]),
  data: z.record(z.string(), z.unknown()),
});

export const trailRoutes = [
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/decisions",
    summary: "The audit trail, oldest first, complete. `target` is an id or a type, `by` a person, `since` a time.",
    query: z.strictObject({
      target: many(z.string().max(100)).optional(),
      by: many(z.string().max(100)).optional(),
      since: Moment.optional(),
      ...Paging,
    }),
    answers: { 200: { description: "A page of decisions.", schema: listOf(Decision) } },
    handle: async ({ deps, workspace, eyes, query }) =>
      json(
        await trailPage(deps.store, workspace.id, eyes, query, {
          limit: query.limit ?? DEFAULT_LIMIT,
          cursor: query.cursor,
        }),
      ),
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/audit",
    summary: "The audit trail as a file, each decision chained to the one before it: `npm run audit:verify` checks it.",
    answers: { 200: { description: "JSON Lines.", type: "application/x-ndjson" } },
    handle: async ({ deps, workspace, eyes }) => {
      const at = deps.now().toISOString();
      const file = auditFile(workspace.id, at, await wholeTrail(deps.store, workspace.id, eyes));
      return new Response(file, {
        headers: {
          "content-type": "application/x-ndjson; charset=utf-8",
          "content-disposition": contentDisposition(
            "attachment",
            `${workspace.id} ${at.replace(/[:.]/g, "")}.audit.jsonl`,
          ),
        },
      });
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/events",
    summary: "What changes, as server-sent events; with `since`, what changed since, as JSON.",
    query: z.strictObject({ since: Moment.optional() }),
    answers: {
      200: {
        description: "A stream, or a list and the moment to go on from.",
        schema: z.object({ items: z.array(Event), since: z.string() }),
      },
    },
    handle: async (ask) => {
      const { deps, workspace, eyes, language, query } = ask;
      if (query.since === undefined) return eventStream(ask);
      // read the clock first: what happens while we look is told next time
      const now = deps.now().toISOString();
      const items = await eventsSince(deps.store, workspace.id, eyes, language, query.since);
      const last = items.at(-1)?.id ?? "";
      return json({ items, since: last > now ? last : now });
    },
  }),
];
