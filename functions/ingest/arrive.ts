import { type Batch, cutBatches } from "../evidence/batches.ts";
import { coverageOf } from "../evidence/coverage.ts";
import type { CandidateId, ReportId, WorkspaceId } from "../evidence/ids.ts";
import type { PassagesReady, RereadRequested } from "../evidence/message.ts";
import type { Reading } from "../evidence/reading.ts";
import type { DocumentFailure } from "../evidence/sentence.ts";
import { reAnchor } from "../fidelity/re-anchor.ts";
import type { ObjectStore, Outbox, PipelineStore, StoredReport } from "../store/store.ts";
import { type Arrival, isUploadRun, runOf } from "./arrival.ts";

/** What reading a report's bytes ends with. */
export type ReadOutcome = { ok: true; reading: Reading } | { ok: false; code: DocumentFailure };

export interface ReadingDeps {
  store: PipelineStore;
  objects: ObjectStore;
  outbox: Outbox;
  /** Reads a PDF within bounds, in a process of its own. */
  read(bytes: Uint8Array, options: { password?: string; ocr?: boolean }): Promise<ReadOutcome>;
  /** How many passages the engine takes at once. */
  batchSize(engine: "local" | "openai"): number;
  /** Bytes. */
  maxBytes: number;
}

/** One reading of one report: of which run, and how. */
interface Wish {
  run: string;
  engine: "local" | "openai";
  password?: string;
  ocr?: boolean;
}

/** Being worked on. A report interrupted by a fault of ours goes on when its message is redriven. */
export const isUnderWay = (report: StoredReport) =>
  report.status === "reading" ||
  report.status === "extracting" ||
  (report.status === "incomplete" && report.failure?.code === "internal");

/**
 * An upload arrived: read it, once in effect, however often and in whatever order S3 says so.
 * @returns the run that was worked on; `undefined` when there was nothing to do.
 */
export async function arrive(deps: ReadingDeps, arrival: Arrival): Promise<string | undefined> {
  const report = await deps.store.report(arrival.workspaceId, arrival.reportId);
  // deleted meanwhile, or an object that no one announced
  if (report === undefined || report.uploadKey !== arrival.key) return undefined;
  const run = uploadRun(report, arrival);
  if (run === undefined) return undefined;
  const engine = (await deps.store.settings(report.workspaceId))?.engine ?? "local";
  await readUnder(deps, report, { run, engine });
  return run;
}

function uploadRun(report: StoredReport, { key, at }: Arrival): string | undefined {
  const run = runOf(at, "upload", key);
  if (report.run === undefined) return run;
  // an upload that failed (other bytes than announced) may be sent again under the same key
  if (report.status === "failed" || report.status === "awaiting-upload") return run > report.run ? run : undefined;
  // delivered again while a run is under way: go on with an upload's, stay out of a re-read's
  return isUploadRun(report.run) && isUnderWay(report) ? report.run : undefined;
}

/** An editor asked for a re-read: other engine, password, OCR, a better reader. Decisions stay; citations move along. */
export async function reread(deps: ReadingDeps, request: RereadRequested, sentAt: number, messageId: string) {
  const report = await deps.store.report(request.workspaceId, request.reportId);
  if (report === undefined) return undefined;
  const run = runOf(sentAt, "reread", messageId);
  // a newer wish has begun, or this one is done: the message came late, or twice
  if (report.run !== undefined && (run < report.run || (run === report.run && !isUnderWay(report)))) return undefined;
  const password = request.passwordKey === undefined ? undefined : await deps.objects.takeSecret(request.passwordKey);
  const engine = request.engine ?? (await deps.store.settings(report.workspaceId))?.engine ?? "local";
  await readUnder(deps, report, {
    run,
    engine,
    ...(password === undefined ? {} : { password }),
    ...(request.ocr === undefined ? {} : { ocr: request.ocr }),
  });
  return run;
}

async function readUnder(deps: ReadingDeps, report: StoredReport, wish: Wish): Promise<void> {
  const { store } = deps;
  const { workspaceId, id } = report;
  if (!(await store.startRun(workspaceId, id, wish.run, report.run, wish.engine))) return;
  const outcome = await readUpload(deps, report, wish);
  if (!outcome.ok) return store.failReport(workspaceId, id, wish.run, outcome.code);
  const { reading } = outcome;
  await handOver(deps, report, wish, reading, await deps.objects.putReading(workspaceId, id, reading));
}

/** What the uploaded file says, if it is the one that was announced. */
export async function readUpload(
  deps: ReadingDeps,
  report: StoredReport,
  { password, ocr }: Pick<Wish, "password" | "ocr">,
): Promise<ReadOutcome> {
  const upload = await deps.objects.readUpload(report.uploadKey, deps.maxBytes);
  if (upload === "too-large") return { ok: false, code: "too-large" };
  if (upload === "missing" || upload.bytes.byteLength !== report.byteSize || upload.sha256 !== report.sha256)
    return { ok: false, code: "upload-mismatch" };
  return deps.read(upload.bytes, {
    ...(password === undefined ? {} : { password }),
    ...(ocr === undefined ? {} : { ocr }),
  });
}

/**
 * The report is what `reading` says from now on; its claims move along, and its passages go to the engine.
 * @param answered the candidate whose answers are taken instead of asking an engine
 */
export async function handOver(
  deps: ReadingDeps,
  report: StoredReport,
  { run, engine }: Pick<Wish, "run" | "engine">,
  reading: Reading,
  readingKey: string,
  answered?: CandidateId,
): Promise<void> {
  const { store } = deps;
  const { workspaceId, id } = report;
  const batches = batchesOf(deps, reading, engine);
  const recorded = await store.recordReading(workspaceId, id, run, {
    ...factsOf(reading),
    readingKey,
    passages: reading.passages.length,
    batches: batches.length,
    coverage: coverageOf(reading),
  });
  if (!recorded) {
    // deleted while it was read: what was just written must go, too
    const gone = (await store.report(workspaceId, id)) === undefined;
    if (gone) await deps.objects.removeReport({ ...report, readingKeys: [readingKey] });
    return;
  }
  const again = await moveAlong(store, workspaceId, id, reading);
  const more = { run, again, ...(answered === undefined ? {} : { answered }) };
  if (batches.length === 0) await store.finishReport(workspaceId, id, run);
  else await deps.outbox.toExtract(announced(report, batches, readingKey, more));
}

export const batchesOf = (deps: ReadingDeps, reading: Reading, engine: Wish["engine"]): Batch[] =>
  cutBatches(reading.passages, deps.batchSize(engine));

/** One message a batch. */
export const announced = (
  { workspaceId, id: reportId }: StoredReport,
  batches: readonly Batch[],
  readingKey: string,
  more: Pick<PassagesReady, "run" | "again" | "answered" | "candidate">,
): PassagesReady[] =>
  batches.map(({ from, to }, batch) => ({
    type: "passages-ready",
    workspaceId,
    reportId,
    batch,
    from,
    to,
    readingKey,
    ...more,
  }));

/** Claims of an earlier reading get their places in this one. @returns whether there were any. */
async function moveAlong(store: PipelineStore, workspaceId: WorkspaceId, reportId: ReportId, reading: Reading) {
  const claims = await store.claimsOfReport(workspaceId, reportId);
  const moved = claims.flatMap((claim) => {
    const after = reAnchor(claim, reading);
    return after === undefined ? [] : [{ claimId: claim.id, ...after }];
  });
  if (moved.length > 0) await store.moveCitations(workspaceId, moved);
  return claims.length > 0;
}

const factsOf = (reading: Reading) => ({
  title: reading.title,
  language: reading.language,
  pageCount: reading.pageCount,
  readerVersion: reading.readerVersion,
  ...(reading.publisher === undefined ? {} : { publisher: reading.publisher }),
  ...(reading.year === undefined ? {} : { year: reading.year }),
  ...(reading.kind === undefined ? {} : { kind: reading.kind }),
});
