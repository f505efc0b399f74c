import { countClaims, isGap } from "../evidence/coverage.ts";
import { HeldBack } from "../evidence/held-back.ts";
import type { ReportId, WorkspaceId } from "../evidence/ids.ts";
import { NO_CLAIMS, type Report } from "../evidence/report.ts";
import { addUsage, NO_USAGE, type Usage } from "../evidence/usage.ts";
import { candidateStore } from "./candidate-store.ts";
import type { ClaimStore } from "./claim-store.ts";
import { unlessRefused, wholeBatch } from "./conditions.ts";
import type { Entities } from "./entities.ts";
import { raise } from "./pulse.ts";
import { type Changes, type Facts, failureOf, reportChanges, reportFrom } from "./report-row.ts";
import type { PipelineStore, StoredReport } from "./store.ts";

interface BatchResult {
  usage: Usage;
  unansweredPages: number[];
}

export function reportStore(db: Entities, claims: ClaimStore, now: () => Date) {
  const { read, change } = reportChanges(db, now);

  const ofRun =
    (run: string, decide: (report: StoredReport, facts: Facts) => Changes | undefined) =>
    (report: StoredReport, facts: Facts) =>
      report.run === run ? decide(report, facts) : undefined;

  async function batchResults(workspaceId: WorkspaceId, reportId: ReportId, run: string): Promise<BatchResult[]> {
    const { data } = await db.batch.query
      .byRun({ workspaceId, reportId })
      .begins({ run })
      .go({ pages: "all", consistent: true });
    return data.filter((row) => row.run === run).map((row) => JSON.parse(row.result) as BatchResult);
  }

  async function heldBack(workspaceId: WorkspaceId, reportId: ReportId): Promise<HeldBack[]> {
    const { data } = await db.heldBack.query.byReport({ workspaceId, reportId }).go({ pages: "all", consistent: true });
    return data.map(({ item }) => HeldBack.parse(JSON.parse(item)));
  }

  async function counted(workspaceId: WorkspaceId, reportId: ReportId) {
    const [found, held] = await Promise.all([
      claims.claimsOfReport(workspaceId, reportId),
      heldBack(workspaceId, reportId),
    ]);
    const counts = { ...NO_CLAIMS };
    for (const claim of found) counts[claim.status]++;
    return { claims: found, heldBack: held, counts };
  }

  const pipeline = {
    async report(workspaceId, reportId) {
      const row = await read(workspaceId, reportId);
      return row === undefined ? undefined : reportFrom(row);
    },
    async reports(workspaceId) {
      const { data } = await db.report.query.byWorkspace({ workspaceId }).go({ pages: "all", consistent: true });
      return data.map(reportFrom).sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id));
    },
    async startRun(workspaceId, reportId, run, after, engine) {
      let same = false;
      const started = await change(workspaceId, reportId, (report) => {
        same = report.run === run;
        if (same || report.run !== after) return undefined;
        return {
          run,
          status: "reading",
          batches: 0,
          clearDone: true,
          facts: { engine, failure: undefined as never },
        };
      });
      return same || started !== undefined;
    },
    async recordReading(workspaceId, reportId, run, facts) {
      const recorded = await change(
        workspaceId,
        reportId,
        ofRun(run, (report, before) => {
          // a second delivery of the same reading must not undo the progress made since the first
          if (report.status !== "reading" && report.readingKey === facts.readingKey && report.progress.total > 0) {
            return {};
          }
          const known = new Map(report.coverage?.map((page) => [page.page, page]));
          const coverage = facts.coverage.map((page) => {
            const earlier = known.get(page.page);
            return earlier?.acknowledgedBy !== undefined && earlier.state === page.state
              ? { ...page, acknowledgedBy: earlier.acknowledgedBy }
              : page;
          });
          const read: Partial<Facts> = { title: facts.title, language: facts.language };
          if (facts.publisher !== undefined) read.publisher = facts.publisher;
          if (facts.year !== undefined) read.year = facts.year;
          if (facts.kind !== undefined) read.kind = facts.kind;
          for (const field of before.edited ?? []) delete read[field as keyof Facts];
          return {
            status: "extracting",
            batches: facts.batches,
            coverage,
            facts: {
              ...read,
              pageCount: facts.pageCount,
              readerVersion: facts.readerVersion,
              readingKey: facts.readingKey,
              readingKeys: [...new Set([...(before.readingKeys ?? []), facts.readingKey])],
              counts: { ...before.counts, passages: facts.passages },
            },
          };
        }),
      );
      return recorded !== undefined;
    },
    async finishBatch(workspaceId, reportId, run, batch, result) {
      const before = await read(workspaceId, reportId);
      if (before === undefined || before.run !== run) return undefined;
      const expiresAt = Math.floor(now().getTime() / 1000) + 30 * 86_400;
      await db.batch.put({ workspaceId, reportId, run, batch, result: JSON.stringify(result), expiresAt }).go();
      const { data } =
        (await unlessRefused(
          db.report
            .patch({ workspaceId, reportId })
            .add({ done: [batch] })
            .set({ changedAt: now().toISOString() })
            .where((attributes, { eq }) => eq(attributes.run, run))
            .go({ response: "all_new" }),
        )) ?? {};
      if (data === undefined) return undefined;
      await raise(db, workspaceId, "reports");
      return { done: data.done?.length ?? 0, total: data.batches ?? 0 };
    },
    async finishReport(workspaceId, reportId, run) {
      const [{ claims: found, counts, heldBack: held }, results] = await Promise.all([
        counted(workspaceId, reportId),
        batchResults(workspaceId, reportId, run),
      ]);
      const unanswered = new Set(results.flatMap((result) => result.unansweredPages));
      const usage = results.map((result) => result.usage).reduce(addUsage, NO_USAGE);
      if (usage.byAttempt !== undefined) usage.byAttempt = usage.byAttempt.slice(-200);
      return change(
        workspaceId,
        reportId,
        ofRun(run, (report, facts) => {
          const coverage = countClaims(report.coverage ?? [], found, held).map((page) =>
            unanswered.has(page.page) ? { ...page, state: "failed" as const } : page,
          );
          const gaps = coverage.some(isGap);
          return {
            status: gaps ? "incomplete" : "ready",
            coverage,
            facts: {
              counts: { ...facts.counts, claims: counts, heldBack: held.length },
              usage,
              failure: (gaps ? failureOf("unread-pages") : undefined) as never,
            },
          };
        }),
      );
    },
    async failReport(workspaceId, reportId, run, code) {
      await change(
        workspaceId,
        reportId,
        ofRun(run, () => ({ status: "failed", facts: { failure: failureOf(code) } })),
      );
    },
    async interruptReport(workspaceId, reportId, run, code, spent = NO_USAGE) {
      // what was found until now is there to be worked with, so it is counted, and so is what it cost
      const found = await counted(workspaceId, reportId);
      const results = await batchResults(workspaceId, reportId, run);
      const usage = [...results.map((result) => result.usage), spent].reduce(addUsage, NO_USAGE);
      if (usage.byAttempt !== undefined) usage.byAttempt = usage.byAttempt.slice(-200);
      await change(
        workspaceId,
        reportId,
        ofRun(run, (report, facts) => ({
          status: "incomplete",
          coverage: countClaims(report.coverage ?? [], found.claims, found.heldBack),
          facts: {
            counts: { ...facts.counts, claims: found.counts, heldBack: found.heldBack.length },
            failure: failureOf(code),
            usage,
          },
        })),
      );
    },
    async putHeldBack(workspaceId, reportId, run, items) {
      if (items.length === 0) return;
      const rows = new Map(
        items.map((item) => [item.id, { workspaceId, reportId, heldBackId: item.id, run, item: JSON.stringify(item) }]),
      );
      await wholeBatch(() => db.heldBack.put([...rows.values()]).go({ concurrent: 4 }));
    },
  } satisfies Partial<PipelineStore>;

  return {
    ...pipeline,
    ...candidateStore(change),
    heldBack,
    changedAt: async (workspaceId: WorkspaceId) => {
      const { data } = await db.report.query.byWorkspace({ workspaceId }).go({ pages: "all", consistent: true });
      return data.map((row) => ({ report: reportFrom(row), changedAt: row.changedAt }));
    },
    /** @returns the report that has this id already, or `undefined` when this one was made. */
    async createReport(report: StoredReport): Promise<StoredReport | undefined> {
      const { id, workspaceId, status, run: _run, progress, coverage: _coverage, ...facts } = report;
      const made = await unlessRefused(
        db.report
          .create({
            workspaceId,
            reportId: id,
            status,
            facts: JSON.stringify(facts),
            batches: progress.total,
            revision: 0,
            changedAt: now().toISOString(),
          })
          .go(),
      );
      if (made === undefined) return pipeline.report(workspaceId, id);
      await raise(db, workspaceId, "reports");
      return undefined;
    },
    /** Metadata as a person writes it; no later reading changes it. `undefined` takes a value away. */
    editReport: (
      workspaceId: WorkspaceId,
      reportId: ReportId,
      metadata: { [Field in "title" | "publisher" | "year" | "kind" | "supersedes"]?: Report[Field] | undefined },
    ) =>
      change(workspaceId, reportId, (_, facts) => ({
        facts: {
          ...(metadata as Partial<Facts>),
          edited: [...new Set([...(facts.edited ?? []), ...Object.keys(metadata)])],
        },
      })),
    /** Says that an upload has been asked for again or a re-read will begin. */
    queueReport: (workspaceId: WorkspaceId, reportId: ReportId, status: "queued" | "awaiting-upload") =>
      change(workspaceId, reportId, () => ({ status, facts: { failure: undefined as never } })),
    /** Somebody has looked at a gap and knows of it; with the last one the report is ready. */
    acknowledgePage: (workspaceId: WorkspaceId, reportId: ReportId, page: number, by: string) =>
      change(workspaceId, reportId, (report) => {
        const coverage = (report.coverage ?? []).map((row) =>
          row.page === page && row.acknowledgedBy === undefined ? { ...row, acknowledgedBy: by } : row,
        );
        const whole =
          report.status === "incomplete" && report.failure?.code === "unread-pages" && !coverage.some(isGap);
        return whole ? { coverage, status: "ready", facts: { failure: undefined as never } } : { coverage };
      }),
    async deleteReport(workspaceId: WorkspaceId, reportId: ReportId) {
      await db.report.delete({ workspaceId, reportId }).go();
      await raise(db, workspaceId, "reports");
      const held = await db.heldBack.query.byReport({ workspaceId, reportId }).go({ pages: "all", consistent: true });
      const batches = await db.batch.query.byRun({ workspaceId, reportId }).go({ pages: "all", consistent: true });
      if (held.data.length > 0) await wholeBatch(() => db.heldBack.delete(held.data).go({ concurrent: 4 }));
      if (batches.data.length > 0) await wholeBatch(() => db.batch.delete(batches.data).go({ concurrent: 4 }));
      await claims.deleteClaims(workspaceId, reportId);
    },
  };
}
