import { type Engine, EngineError } from "../engines/engine.ts";
import { cutBatches } from "../evidence/batches.ts";
import type { Claim } from "../evidence/claim.ts";
import { countClaims, coverageOf, isGap } from "../evidence/coverage.ts";
import type { HeldBack } from "../evidence/held-back.ts";
import type { ReportId } from "../evidence/ids.ts";
import type { Reading } from "../evidence/reading.ts";
import type { Coverage } from "../evidence/report.ts";
import type { ThemeDefinition } from "../evidence/theme.ts";
import { addUsage, NO_USAGE, type Usage } from "../evidence/usage.ts";
import { type BatchOutcome, claimsOfBatch } from "./claims-of-batch.ts";

export interface Extraction {
  claims: Claim[];
  heldBack: HeldBack[];
  coverage: Coverage[];
  usage: Usage;
  /** Passages the engine could not answer for. */
  unanswered: BatchOutcome["unanswered"];
  /** True when every page was read and every passage answered for. */
  whole: boolean;
  /** Set when the engine gave up on the way; what it had made until then is kept. */
  failure?: EngineError;
}

export interface ExtractionOptions {
  reportId: ReportId;
  themes: readonly ThemeDefinition[];
  /** Batches asked for at once. */
  concurrency?: number;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number, claims: number) => void;
}

/** A whole report's claims, without server or store: what the extract command and the evaluations run. */
export async function claimsFrom(engine: Engine, reading: Reading, options: ExtractionOptions): Promise<Extraction> {
  const batches = cutBatches(reading.passages, engine.batchSize);
  const outcomes = new Array<BatchOutcome | undefined>(batches.length);
  let next = 0;
  let done = 0;
  let found = 0;
  let failure: EngineError | undefined;
  const work = async () => {
    for (let i = next++; i < batches.length && failure === undefined; i = next++) {
      try {
        const outcome = await claimsOfBatch(engine, { reading, batch: batches[i]!, ...options }, options.signal);
        outcomes[i] = outcome;
        found += outcome.claims.length;
        options.onProgress?.(++done, batches.length, found);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        failure = error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.concurrency ?? 2, batches.length) }, work));

  const made = outcomes.filter((outcome) => outcome !== undefined);
  const claims = made.flatMap((outcome) => outcome.claims);
  const heldBack = made.flatMap((outcome) => outcome.heldBack);
  const unanswered = made.flatMap((outcome) => outcome.unanswered);
  const coverage = markUnanswered(countClaims(coverageOf(reading), claims, heldBack), reading, unanswered);
  return {
    claims,
    heldBack,
    coverage,
    unanswered,
    usage: [...made.map(({ usage }) => usage), ...(failure ? [failure.usage] : [])].reduce(addUsage, NO_USAGE),
    whole: failure === undefined && !coverage.some(isGap),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** A page with passages that the engine could not answer for was read in part only. */
function markUnanswered(coverage: Coverage[], reading: Reading, unanswered: Extraction["unanswered"]): Coverage[] {
  const ids = new Set(unanswered.flatMap(({ passageIds }) => passageIds));
  const pages = new Set(reading.passages.filter(({ id }) => ids.has(id)).map(({ page }) => page));
  return coverage.map((page) => (pages.has(page.page) ? { ...page, state: "failed" as const } : page));
}
