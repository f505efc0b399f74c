import { z } from "zod";
import { isGap } from "../../evidence/coverage.ts";
import { HeldBack } from "../../evidence/held-back.ts";
import { reportIdOf } from "../../evidence/ids.ts";
import type { RereadRequested } from "../../evidence/message.ts";
import { Passage } from "../../evidence/passage.ts";
import { PageState, type Reading } from "../../evidence/reading.ts";
import { NO_CLAIMS, Report } from "../../evidence/report.ts";
import { Source } from "../../evidence/source.ts";
import { sourcesOf } from "../../evidence/sources.ts";
import { uploadKeyOf } from "../../store/object-names.ts";
import type { StoredReport } from "../../store/store.ts";
import { ApiError, invalid } from "../api-error.ts";
import { openCandidate, throwAway } from "../candidate-wishes.ts";
import { claimsSeen, countByStatus } from "../claims-seen.ts";
import { page } from "../paging.ts";
import { reportNow, reportSeen } from "../report-view.ts";
import { inWorkspace, json, nothing, type WorkspaceAsk } from "../route.ts";
import { listOf, NewReport, Paging, ReportChanges, Reread } from "../shapes.ts";

type AnyAsk = Pick<WorkspaceAsk<unknown, unknown>, "deps">;

const one = z.object({ report: Report });
const upload = z.object({
  method: z.literal("PUT"),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
});

/** The text of a report, once it is read. */
async function readingOf({ deps }: AnyAsk, { readingKey }: StoredReport): Promise<Reading> {
  if (readingKey === undefined) throw new ApiError("not-found");
  return deps.objects.getReading(readingKey);
}

export const reportRoutes = [
  inWorkspace("editor", {
    method: "post",
    path: "/workspaces/{ws}/reports",
    summary: "Announce a PDF. The answer says where and how to put it; its arrival starts the reading.",
    body: NewReport,
    answers: {
      201: { description: "A new report and where to put it.", schema: z.object({ report: Report, upload }) },
      200: {
        description: "These bytes are here already. `upload` is there while they have not arrived.",
        schema: z.object({ report: Report, upload: upload.optional() }),
      },
    },
    handle: async (ask) => {
      const { deps, workspace, body } = ask;
      if (body.byteSize > deps.limits.uploadBytes) {
        throw new ApiError("too-large", {
          faults: [{ path: "byteSize", message: `at most ${deps.limits.uploadBytes}`, code: "too_big" }],
        });
      }
      const { byteSize, sha256, fileName, title, ...metadata } = body;
      if (metadata.supersedes !== undefined && !(await deps.store.report(workspace.id, metadata.supersedes))) {
        throw invalid({ path: "supersedes", message: "no such report here" });
      }
      const id = reportIdOf(workspace.id, sha256);
      const report: StoredReport = {
        id,
        workspaceId: workspace.id,
        title: title ?? fileName.replace(/\.pdf$/i, ""),
        fileName,
        language: "da",
        byteSize,
        sha256,
        status: "awaiting-upload",
        progress: { done: 0, total: 0 },
        counts: { passages: 0, claims: { ...NO_CLAIMS }, heldBack: 0 },
        uploadKey: uploadKeyOf(workspace.id, id),
        createdAt: deps.now().toISOString(),
        ...(metadata as Partial<StoredReport>),
      };
      const there = await deps.store.createReport(report);
      if (there === undefined) {
        const named = { ...(title === undefined ? {} : { title }), ...metadata };
        if (Object.keys(named).length > 0) await deps.store.editReport(workspace.id, id, named);
      }
      // announced before, and what arrived was another file: it can be put again
      const again =
        there?.status === "failed" && there.failure?.code === "upload-mismatch"
          ? await deps.store.queueReport(workspace.id, id, "awaiting-upload")
          : there;
      const ticket =
        (again ?? report).status === "awaiting-upload"
          ? { upload: await deps.objects.uploadTicket(report.uploadKey, { byteSize, sha256 }, ask.origin) }
          : {};
      return json({ report: await reportNow(ask, again ?? report), ...ticket }, there === undefined ? 201 : 200);
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/reports",
    summary: "The workspace's reports, in the order they came.",
    query: z.strictObject(Paging),
    answers: { 200: { description: "A page of reports.", schema: listOf(Report) } },
    handle: async ({ deps, workspace, eyes, language, query }) => {
      const [reports, claims] = await Promise.all([
        deps.store.reports(workspace.id),
        claimsSeen(deps.store, workspace.id, eyes),
      ]);
      const byReport = Map.groupBy(claims, ({ claim }) => claim.reportId);
      const { items, ...rest } = page(reports, query);
      return json({
        items: items.map((report) =>
          reportSeen(
            report,
            language,
            countByStatus((byReport.get(report.id) ?? []).map(({ claim }) => claim)),
            deps.readerVersion,
          ),
        ),
        ...rest,
      });
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/reports/{id}",
    summary: "One report.",
    answers: { 200: { description: "The report.", schema: one } },
    handle: async (ask) => json({ report: await reportNow(ask, ask.named.report) }),
  }),
  inWorkspace("editor", {
    method: "patch",
    path: "/workspaces/{ws}/reports/{id}",
    summary: "Correct a report's metadata. No later reading changes what a person wrote.",
    body: ReportChanges,
    answers: { 200: { description: "The report.", schema: one } },
    handle: async (ask) => {
      const { deps, workspace, named, body } = ask;
      if (typeof body.supersedes === "string") {
        const other = await deps.store.report(workspace.id, body.supersedes);
        if (other === undefined || other.id === named.report.id) {
          throw invalid({ path: "supersedes", message: "no such other report here" });
        }
      }
      const changes = Object.fromEntries(Object.entries(body).map(([field, value]) => [field, value ?? undefined]));
      return json({
        report: await reportNow(ask, await deps.store.editReport(workspace.id, named.report.id, changes)),
      });
    },
  }),
  inWorkspace("editor", {
    method: "delete",
    path: "/workspaces/{ws}/reports/{id}",
    summary: "Delete a report with its claims and texts. Statements that rest on them are to be re-read.",
    answers: { 204: { description: "Gone." } },
    handle: async ({ deps, workspace, named }) => {
      // files first: while the row is there, deleting again finishes what was interrupted
      await deps.objects.removeReport(named.report);
      await deps.store.deleteReport(workspace.id, named.report.id);
      return nothing();
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/reports/{id}/file",
    summary: "The PDF: a redirect to an address that lives 15 minutes and answers range requests.",
    answers: { 302: { description: "Where it is." } },
    handle: async ({ deps, named, origin }) => {
      if (named.report.status === "awaiting-upload") throw new ApiError("not-found");
      const location = await deps.objects.downloadLink(named.report.uploadKey, named.report.fileName, origin);
      return new Response(null, { status: 302, headers: { location, "cache-control": "no-store" } });
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/reports/{id}/text",
    summary: "The canonical text. All offsets are UTF-16 units into it.",
    answers: {
      200: {
        description: "Text and pages.",
        schema: z.object({
          text: z.string(),
          pages: z.array(
            z.object({
              page: z.int(),
              start: z.int(),
              end: z.int(),
              label: z.string().optional(),
              state: PageState,
              width: z.number(),
              height: z.number(),
            }),
          ),
        }),
      },
    },
    handle: async (ask) => {
      const { text, pages } = await readingOf(ask, ask.named.report);
      return json({
        text,
        pages: pages.map(({ page: number, start, end, label, width, height, state }) => ({
          page: number,
          start,
          end,
          ...(label === undefined ? {} : { label }),
          width,
          height,
          state,
        })),
      });
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/reports/{id}/passages",
    summary: "Passages of the report, or of one of its pages, in reading order.",
    query: z.strictObject({ page: z.coerce.number().int().positive().optional(), ...Paging }),
    answers: { 200: { description: "Passages.", schema: listOf(Passage) } },
    handle: async (ask) => {
      const { passages, pages } = await readingOf(ask, ask.named.report);
      const wanted = ask.query.page;
      if (wanted === undefined) return json(page(passages, ask.query));
      const span = pages.find((each) => each.page === wanted);
      if (span === undefined) throw new ApiError("not-found");
      // a sentence may cross a page: it belongs to both
      const found = passages.filter((passage) => passage.start < span.end && span.start < passage.end);
      return json(page(found, { limit: 200, ...ask.query }));
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/reports/{id}/sources",
    summary: "The works the report cites, most often cited first.",
    query: z.strictObject(Paging),
    answers: { 200: { description: "Sources.", schema: listOf(Source) } },
    handle: async (ask) => {
      const { deps, workspace, eyes, named } = ask;
      const [reading, claims, reports] = await Promise.all([
        readingOf(ask, named.report),
        claimsSeen(deps.store, workspace.id, eyes),
        deps.store.reports(workspace.id),
      ]);
      const own = claims.map(({ claim }) => claim).filter((claim) => claim.reportId === named.report.id);
      const others = reports.filter((report) => report.id !== named.report.id);
      const sources = sourcesOf(reading, own, others).map((source) => ({ id: source.label, source }));
      const { items, ...rest } = page(sources, ask.query);
      return json({ items: items.map(({ source }) => source), ...rest });
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/reports/{id}/held-back",
    summary: "What an engine said that the source does not bear out, with the reason.",
    query: z.strictObject(Paging),
    answers: { 200: { description: "Held back.", schema: listOf(HeldBack) } },
    handle: async ({ deps, workspace, named, query }) => {
      const items = await deps.store.heldBack(workspace.id, named.report.id);
      return json(
        page(
          items.sort((a, b) => (a.near?.page ?? 0) - (b.near?.page ?? 0) || (a.id < b.id ? -1 : 1)),
          query,
        ),
      );
    },
  }),
  inWorkspace("editor", {
    method: "post",
    path: "/workspaces/{ws}/reports/{id}/reread",
    summary:
      "Read the report again. A password is used once and forgotten. With `preview`, into a candidate: nothing changes before that is accepted. A report without a text has nothing to be compared with, and is read at once.",
    body: Reread,
    answers: { 202: { description: "It will be read.", schema: one } },
    handle: async (ask) => {
      const { deps, workspace, named, body } = ask;
      if (named.report.status === "awaiting-upload") throw new ApiError("not-found");
      const beside = body.preview === true && named.report.readingKey !== undefined;
      const opened = beside ? await openCandidate(ask, body) : undefined;
      // what was compared with the text of today says nothing about the next
      if (!beside && named.report.candidate !== undefined) await throwAway(ask, named.report, named.report.candidate);
      const message: RereadRequested = {
        type: "reread-requested",
        workspaceId: workspace.id,
        reportId: named.report.id,
        ...(body.engine === undefined ? {} : { engine: body.engine }),
        ...(body.ocr === undefined ? {} : { ocr: body.ocr }),
        ...(body.password === undefined
          ? {}
          : { passwordKey: await deps.objects.putSecret(workspace.id, body.password) }),
        ...(opened?.candidate === undefined ? {} : { candidate: opened.candidate.id }),
      };
      const report = opened ?? (await deps.store.queueReport(workspace.id, named.report.id, "queued"));
      await deps.outbox.toRead(message);
      return json({ report: await reportNow(ask, report) }, 202);
    },
  }),
  inWorkspace("editor", {
    method: "post",
    path: "/workspaces/{ws}/reports/{id}/pages/{n}/acknowledge",
    summary: "Say that a page that was not read is known of. With the last one the report is ready.",
    answers: { 201: { description: "The report.", schema: one } },
    handle: async (ask) => {
      const { deps, workspace, named, person, params } = ask;
      const number = Number(params.n);
      const row = named.report.coverage?.find((each) => each.page === number);
      if (row === undefined) throw new ApiError("not-found");
      const report =
        isGap(row) || row.acknowledgedBy === undefined
          ? await deps.store.acknowledgePage(workspace.id, named.report.id, number, person.name)
          : named.report;
      return json({ report: await reportNow(ask, report) }, 201);
    },
  }),
];
