import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { canBeEvidence } from "../../evidence/passage.ts";
import { NO_USAGE, type Usage } from "../../evidence/usage.ts";
import { type ClaimRequest, EngineError } from "../engine.ts";
import { type Question, recordOf } from "./ask.ts";
import { type BatchService, batchService, type ServiceAddress } from "./batch-service.ts";
import { extractQuestions } from "./extract-question.ts";
import { providerOf } from "./langchain-chat.ts";
import { Ledger } from "./ledger.ts";
import { LISTED_PRICES, type Price, type PriceTable, priceOf } from "./prices.ts";
import { readPrompts } from "./prompt-files.ts";
import { readReply } from "./read-reply.ts";
import type { ReplyCache } from "./reply-cache.ts";
import type { RepliedClaim } from "./reply-schema.ts";
import { completionOutcome } from "./wire-record.ts";

export interface BatchRunOptions extends ServiceAddress {
  model: string;
  /** Where the replies are put. An engine with this cache then reads the reports for nothing. */
  cache: ReplyCache;
  prices?: PriceTable;
  /** Milliseconds between two looks at how far the provider is. */
  pollEveryMs?: number;
  onProgress?: (done: number, total: number) => void;
}

export interface BatchRun {
  /** Requests sent to the provider now, found answered before, and answered so that the engine need not ask again. */
  sent: number;
  known: number;
  answered: number;
  usage: Usage;
}

/** What providers take off for answers that may come within a day. */
const HALF = 0.5;

type Asked = { question: Question<{ claims: RepliedClaim[] }>; passages: number };

/**
 * Asks about whole reports through the provider's Batch API: half the price, within a day. The replies land in the
 * cache under the keys the engine asks by, so the usual run afterwards finds them; what is missing there (refused,
 * malformed, expired) it asks for itself. Started again after a crash, it finds the job that is under way.
 * @throws EngineError when the service cannot be had
 */
export async function askInBatch(
  options: BatchRunOptions,
  requests: readonly ClaimRequest[],
  signal?: AbortSignal,
): Promise<BatchRun> {
  if (providerOf(options.model) !== "openai")
    throw new EngineError("engine-failed", `${options.model} has no Batch API here`, NO_USAGE);
  const prompts = readPrompts();
  const ledger = new Ledger(halved(priceOf(options.prices ?? LISTED_PRICES, options.model)));
  const asked = new Map<string, Asked>();
  let known = 0;
  for (const request of requests) {
    const passages = request.passages.filter(canBeEvidence);
    if (passages.length === 0) continue;
    const { question } = extractQuestions(prompts.extract, request)(passages);
    const { key } = recordOf(question, options.model, prompts.repair);
    const about = { promptVersion: prompts.extract.version, promptFile: prompts.extract.file, model: options.model };
    if ((await options.cache.get(key, about)) !== undefined) known++;
    else asked.set(key, { question, passages: passages.length });
  }
  if (asked.size === 0) return { sent: 0, known, answered: 0, usage: ledger.usage() };

  const service = await batchService(options);
  const lines = [...asked].map(([key, { question }]) => JSON.stringify(requestLine(key, options.model, question)));
  const output = await outputOf(service, lines, options, signal);
  let answered = 0;
  for (const line of output) {
    const { custom_id: key, response } = line;
    const one = asked.get(key);
    const outcome = completionOutcome(response?.body);
    if (one === undefined || outcome === undefined) continue;
    const { request } = recordOf(one.question, options.model, prompts.repair);
    const entry = { promptVersion: prompts.extract.version, model: options.model, request, usage: outcome.tokens };
    const fits = outcome.kind === "answered" && readReply(one.question.schema, outcome.text).fits;
    if (outcome.kind === "answered" && fits) {
      await options.cache.put(key, { ...entry, outcome: "answered", text: outcome.text });
      answered++;
    }
    if (outcome.kind === "cut-off" && one.passages > 1)
      await options.cache.put(key, { ...entry, outcome: "cut-off", text: "" });
    const how = outcome.kind === "cut-off" || outcome.kind === "refused" ? outcome.kind : fits ? "ok" : "malformed";
    ledger.add({ outcome: how, ...outcome.tokens, milliseconds: 0 });
  }
  return { sent: asked.size, known, answered, usage: ledger.usage() };
}

const halved = (price: Price | undefined): Price | undefined =>
  price && { input: price.input * HALF, cachedInput: price.cachedInput * HALF, output: price.output * HALF };

function requestLine(key: string, model: string, { prompt, messages, schema, maxOutputTokens }: Asked["question"]) {
  return {
    custom_id: key,
    method: "POST",
    url: "/v1/chat/completions",
    body: {
      model: model.replace(/^openai:/, ""),
      messages: messages.map(({ role, text }) => ({ role, content: text })),
      // reasoning models take neither, and a line with them would come back unanswered
      ...(/^(openai:)?(o\d|gpt-5)/.test(model)
        ? {}
        : { temperature: prompt.parameters.temperature, seed: prompt.parameters.seed }),
      max_completion_tokens: maxOutputTokens,
      response_format: { type: "json_schema", json_schema: { name: schema.name, strict: true, schema: schema.json } },
    },
  };
}

const OutputLine = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.number(), body: z.unknown() }).nullish(),
});

/** The lines of all jobs' answers, when all have ended; a job that already runs on the same lines is taken up. */
async function outputOf(
  service: BatchService,
  lines: readonly string[],
  { pollEveryMs = 60_000, onProgress }: BatchRunOptions,
  signal: AbortSignal | undefined,
) {
  const output: z.infer<typeof OutputLine>[] = [];
  let done = 0;
  for (const part of parts(lines)) {
    const content = `${part.join("\n")}\n`;
    const job = createHash("sha256").update(content).digest("hex").slice(0, 32);
    const id = (await service.find(job, signal)) ?? (await service.start(job, content, signal));
    for (;;) {
      const state = await service.look(id, signal);
      onProgress?.(done + state.completed, lines.length);
      if (state.ended) {
        const text = state.outputFile === undefined ? "" : await service.download(state.outputFile, signal);
        output.push(...linesOf(text));
        break;
      }
      await sleep(pollEveryMs, undefined, signal === undefined ? {} : { signal });
    }
    done += part.length;
  }
  return output;
}

/** A line that cannot be read is a request unanswered: the engine asks for it. */
const linesOf = (text: string) =>
  text.split("\n").flatMap((line) => {
    try {
      const read = OutputLine.safeParse(JSON.parse(line));
      return read.success ? [read.data] : [];
    } catch {
      return [];
    }
  });

/** A job's file may hold 200 MB. */
const MOST_BYTES = 90_000_000;
const MOST_LINES = 20_000;

function parts(lines: readonly string[]): string[][] {
  const all: string[][] = [[]];
  let bytes = 0;
  for (const line of lines) {
    const size = Buffer.byteLength(line) + 1;
    if (bytes + size > MOST_BYTES || all.at(-1)!.length >= MOST_LINES) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)!.push(line);
    bytes += size;
  }
  return all;
}
