import { setTimeout as sleep } from "node:timers/promises";
import { NO_USAGE } from "../../evidence/usage.ts";
import { EngineError } from "../engine.ts";
import { failureOf } from "./failure-of.ts";
import { delayBefore, RETRY_RULE, type RetryRule } from "./retry-rule.ts";
import { retryAfter } from "./wire-record.ts";

export interface ServiceAddress {
  apiKey?: string;
  baseUrl?: string;
  timeoutMs?: number;
  retry?: Partial<RetryRule>;
}

/** A provider's Batch API, as far as it is used. `job` names the work, so that the same work is not ordered twice. */
export interface BatchService {
  find(job: string, signal?: AbortSignal): Promise<string | undefined>;
  start(job: string, content: string, signal?: AbortSignal): Promise<string>;
  look(id: string, signal?: AbortSignal): Promise<{ ended: boolean; completed: number; outputFile?: string }>;
  download(file: string, signal?: AbortSignal): Promise<string>;
}

const ENDED = new Set(["completed", "failed", "expired", "cancelled"]);

/** How many of the latest jobs are looked through for one that is already ours. */
const LATEST = 100;

export async function batchService(address: ServiceAddress): Promise<BatchService> {
  const { OpenAI, toFile } = await import("openai");
  const client = new OpenAI({
    apiKey: address.apiKey ?? "none",
    baseURL: address.baseUrl ?? "https://api.openai.com/v1",
    timeout: address.timeoutMs ?? 120_000,
    maxRetries: 0,
  });
  const rule = { ...RETRY_RULE, ...address.retry };
  const call = <T>(once: () => Promise<T>, signal?: AbortSignal) => persistently(once, rule, signal);
  const options = (signal?: AbortSignal) => (signal === undefined ? {} : { signal });

  const find: BatchService["find"] = (job, signal) =>
    call(async () => {
      const { data } = await client.batches.list({ limit: LATEST }, options(signal));
      const alive = (status: string) => !ENDED.has(status) || status === "completed";
      return data.find((batch) => batch.metadata?.belaeg === job && alive(batch.status))?.id;
    }, signal);

  return {
    find,
    async start(job, content, signal) {
      const file = await call(
        async () =>
          client.files.create(
            { file: await toFile(Buffer.from(content), `${job}.jsonl`), purpose: "batch" },
            options(signal),
          ),
        signal,
      );
      return call(async () => {
        // a lost reply may have been to an order that was taken
        const taken = await find(job, signal);
        if (taken !== undefined) return taken;
        const batch = await client.batches.create(
          {
            input_file_id: file.id,
            endpoint: "/v1/chat/completions",
            completion_window: "24h",
            metadata: { belaeg: job },
          },
          options(signal),
        );
        return batch.id;
      }, signal);
    },
    look: (id, signal) =>
      call(async () => {
        const batch = await client.batches.retrieve(id, options(signal));
        return {
          ended: ENDED.has(batch.status),
          completed: batch.request_counts?.completed ?? 0,
          ...(batch.output_file_id ? { outputFile: batch.output_file_id } : {}),
        };
      }, signal),
    download: (file, signal) => call(async () => (await client.files.content(file, options(signal))).text(), signal),
  };
}

/** @throws EngineError when it stays impossible; the signal's reason when aborted */
async function persistently<T>(once: () => Promise<T>, rule: RetryRule, signal?: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await once();
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof EngineError) throw error;
      const headers = (error as { headers?: unknown }).headers;
      const outcome = failureOf(error, false, retryAfter(headers instanceof Headers ? headers : undefined));
      const why = "why" in outcome ? outcome.why : outcome.kind;
      const delay = outcome.kind === "passing" ? delayBefore(rule, outcome, attempt, "7fff7fff7fff7fff") : "give-up";
      const code = outcome.kind === "rejected" && outcome.access ? "engine-key-refused" : "engine-failed";
      if (delay === "give-up") throw new EngineError(code, why, NO_USAGE, { cause: error });
      await sleep(delay, undefined, signal === undefined ? {} : { signal });
    }
  }
}
