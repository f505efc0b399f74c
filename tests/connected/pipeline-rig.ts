import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { BATCH_SIZES } from "../../functions/engines/batch-sizes.ts";
import type { Engine } from "../../functions/engines/engine.ts";
import { type ReportId, reportIdOf, type WorkspaceId } from "../../functions/evidence/ids.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import type { ExtractionDeps } from "../../functions/extract/extract-batch.ts";
import type { ThemingDeps } from "../../functions/extract/retheme.ts";
import type { ReadingDeps } from "../../functions/ingest/arrive.ts";
import type { ReadResult } from "../../functions/ingest/read-pdf.ts";
import { readReport } from "../../functions/ingest/read-report.ts";
import { connect } from "../../functions/runtime/connect.ts";
import { enginesWith } from "../../functions/runtime/engines.ts";
import { readSettings } from "../../functions/runtime/settings.ts";
import { rankThemes } from "../../functions/runtime/theme-ranking.ts";
import type { SynthesisDeps } from "../../functions/synthesize/write-draft.ts";
import { type Emulators, startEmulators } from "../../stacks/local/emulators.ts";
import { Stops } from "../../stacks/local/stops.ts";
import { aPersonId, aReport, aWorkspaceId } from "../evidence-builders.ts";

export const SAMPLE = new URL("../../evals/reports/screening.pdf", import.meta.url);

export interface StageDeps {
  reading: ReadingDeps;
  extraction: ExtractionDeps & ThemingDeps;
  synthesis: SynthesisDeps;
}

export type Rig = Awaited<ReturnType<typeof pipelineRig>>;

/** The stages' own parts on real emulators in a folder of their own; nobody polls yet. */
export async function pipelineRig(
  options: {
    visibilitySeconds?: number;
    batchSize?: number;
    /** Passages read of a report, for quick runs. */
    passages?: number;
  } = {},
) {
  const data = await mkdtemp(join(tmpdir(), "belaeg-rig-"));
  const stops = new Stops();
  stops.add(() => rm(data, { recursive: true, force: true }));
  const emulators: Emulators = await startEmulators({ data, environment: {}, ...options }, stops);
  const settings = readSettings(emulators.env);
  const { store, objects, outbox } = connect(settings);
  const s3 = new S3Client({
    region: settings.region,
    forcePathStyle: true,
    ...(settings.endpoints.s3 === undefined ? {} : { endpoint: settings.endpoints.s3 }),
    ...(settings.credentials === undefined ? {} : { credentials: settings.credentials }),
  });
  const readings = new Map<string, Promise<ReadResult>>();
  const batchSize = options.batchSize;
  const engines = enginesWith({});
  const engine = async (name: "local" | "openai"): Promise<Engine> => ({
    ...(await engines(name)),
    ...(batchSize === undefined ? {} : { batchSize }),
  });

  const deps: StageDeps = {
    reading: {
      store,
      objects,
      outbox,
      maxBytes: settings.limits.maxBytes,
      batchSize: (name) => batchSize ?? BATCH_SIZES[name],
      // the same bytes read once: reading has tests of its own
      read(bytes) {
        const sha256 = createHash("sha256").update(bytes).digest("hex");
        const known = readings.get(sha256) ?? readReport(bytes).then((outcome) => shortened(outcome, options.passages));
        readings.set(sha256, known);
        return known;
      },
    },
    extraction: { store, objects, engine, rankThemes },
    synthesis: { store, engine },
  };

  const put = async (workspaceId: WorkspaceId, reportId: ReportId, bytes: Uint8Array): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: settings.bucket, Key: keyOf(workspaceId, reportId), Body: bytes }));
  };

  /** Announces a file as the API does. */
  async function announceReport(
    workspaceId: WorkspaceId,
    bytes: Uint8Array,
    fileName = "rapport.pdf",
  ): Promise<ReportId> {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const id = reportIdOf(workspaceId, sha256);
    await store.createReport(
      aReport(workspaceId, { id, sha256, byteSize: bytes.byteLength, fileName, uploadKey: keyOf(workspaceId, id) }),
    );
    return id;
  }

  async function workspace(): Promise<WorkspaceId> {
    const id = aWorkspaceId();
    const made = { id, name: "Prøve", settings: { reviewersPerClaim: 1 as const, engine: "local" as const } };
    await store.createWorkspace(made, aPersonId("Ejer"), DEFAULT_THEMES);
    return id;
  }

  return {
    deps,
    store,
    objects,
    outbox,
    emulators,
    settings,
    workspace,
    announceReport,
    put,
    /** A report that lies uploaded in a workspace of its own; nobody has been told yet. */
    async uploaded(bytes: Uint8Array): Promise<[WorkspaceId, ReportId]> {
      const workspaceId = await workspace();
      const id = await announceReport(workspaceId, bytes);
      await put(workspaceId, id, bytes);
      return [workspaceId, id];
    },
    /** What S3 holds of a workspace. */
    async keysOf(workspaceId: WorkspaceId): Promise<string[]> {
      const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: settings.bucket }));
      return (Contents ?? []).flatMap(({ Key }) => (Key?.includes(workspaceId) ? [Key] : []));
    },
    stop: () => stops.run(),
  };
}

/** The first passages of a reading, as if the report ended there. */
function shortened(outcome: ReadResult, passages: number | undefined): ReadResult {
  if (!outcome.ok || passages === undefined) return outcome;
  const { reading } = outcome;
  const kept = reading.passages.slice(0, passages);
  const end = kept.at(-1)?.end ?? 0;
  const pages = reading.pages
    .filter(({ start }) => start < end)
    .map((page) => ({ ...page, end: Math.min(page.end, end) }));
  return {
    ok: true,
    reading: {
      ...reading,
      pageCount: pages.length,
      text: reading.text.slice(0, end),
      pages,
      passages: kept,
      words: reading.words.filter(([, to]) => to <= end),
      mentions: reading.mentions.filter((mention) => mention.end <= end),
      speakers: reading.speakers.filter((speaking) => speaking.end <= end),
    },
  };
}

export const keyOf = (workspaceId: WorkspaceId, reportId: ReportId) => `reports/${workspaceId}/${reportId}.pdf`;

export const sampleBytes = async (): Promise<Uint8Array> => new Uint8Array(await readFile(SAMPLE));

/** Asks until the answer satisfies, and returns it. @throws when it never does. */
export async function until<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean, seconds = 30): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${JSON.stringify(answer)?.slice(0, 400)}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

/** What is kept of a report that does not depend on when or how often it was made. */
export async function digestOf(rig: Rig, workspaceId: WorkspaceId, reportId: ReportId) {
  const report = await rig.store.report(workspaceId, reportId);
  const claims = await rig.store.claimsOfReport(workspaceId, reportId);
  const heldBack = await rig.store.heldBack(workspaceId, reportId);
  return {
    status: report?.status,
    failure: report?.failure?.code,
    counts: report?.counts,
    coverage: report?.coverage,
    progress: report?.progress,
    usage: report?.usage,
    claims: [...claims].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ decisions: _, ...claim }) => claim),
    heldBack: heldBack.map(({ id }) => id).sort(),
  };
}
