import { fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { DocumentFailure } from "../evidence/sentence.ts";
import { type Bounds, DEFAULT_BOUNDS } from "./bounds.ts";
import type { ReadOptions, ReadResult } from "./read-pdf.ts";

export { READER_VERSION } from "./reader-version.ts";

export interface ReadReportOptions extends ReadOptions {
  signal?: AbortSignal;
  /** The file that the child runs, where the bundler has put it elsewhere. */
  childEntry?: string;
  /** Environment of the child; empty unless given, so that no credential is in the process that parses. */
  childEnv?: Record<string, string>;
  /** Told the child's resident memory in bytes, every few milliseconds. */
  onMemory?: (resident: number) => void;
}

/** From parent to child, once. */
export interface ChildTask {
  options: Omit<ReadOptions, "onProgress" | "onScan">;
  bytes: Uint8Array;
}

/** From child to parent. */
export type ChildNews =
  | { type: "progress"; done: number; total: number }
  /** Pages are read from their pictures from now on, for so long at most. */
  | { type: "scanning"; pages: number; milliseconds: number }
  | { type: "result"; result: ReadResult };

const POLL_MS = 10;
/** How often the child's processor time is looked at. */
const SLOW_POLL_MS = 500;

/**
 * Reads a PDF from anywhere: in a child process that is killed when it takes too much memory or time, because a file of a
 * kilobyte can inflate to gigabytes and nothing inside the process can stop that.
 * @returns the reading, or the named reason why there is none. Never throws for what is in the file.
 * @throws ReadingStoppedError when somebody stopped the reading process, and `signal.reason` when that was the caller.
 */
export async function readReport(bytes: Uint8Array, options: ReadReportOptions = {}): Promise<ReadResult> {
  const bounds = { ...DEFAULT_BOUNDS, ...options.bounds };
  const refused = refuseUnread(bytes, bounds);
  if (refused) return refused;
  return inChild(bytes, options, bounds);
}

/** What the first look at the bytes already decides. */
function refuseUnread(
  bytes: Uint8Array,
  bounds: Bounds,
): { ok: false; code: DocumentFailure; detail?: string } | undefined {
  if (bytes.length === 0) return { ok: false, code: "empty-file" };
  if (bytes.length > bounds.bytes) return { ok: false, code: "too-large", detail: `${bytes.length}` };
  // ISO 32000 readers accept the header anywhere in the first kilobyte
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString("latin1");
  return head.includes("%PDF") ? undefined : { ok: false, code: "not-a-pdf" };
}

function inChild(bytes: Uint8Array, options: ReadReportOptions, bounds: Bounds): Promise<ReadResult> {
  const { signal, childEntry, childEnv, onProgress, onScan, onMemory, ...rest } = options;
  const entry = childEntry ?? fileURLToPath(new URL("./read-child.ts", import.meta.url));
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const child = fork(entry, [], {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv: ["--expose-gc", "--max-old-space-size=340", "--max-semi-space-size=8", "--stack-size=900"],
      env: childEnv ?? {},
    });
    let complaint = "";
    let settled = false;
    const once = (tell: () => void) => {
      if (settled) return;
      settled = true;
      clearInterval(watch);
      clearInterval(slowWatch);
      clearTimeout(clock);
      signal?.removeEventListener("abort", abort);
      child.kill("SIGKILL");
      tell();
    };
    const settle = (result: ReadResult) => once(() => resolve(result));
    const abort = () => once(() => reject(signal?.reason));
    const ring = () => settle({ ok: false, code: "timeout" });
    let clock = setTimeout(ring, bounds.milliseconds);
    const watch = setInterval(() => {
      void residentBytes(child.pid).then((resident) => {
        onMemory?.(resident);
        if (resident > bounds.memoryBytes)
          settle({ ok: false, code: "too-complex", detail: `${resident} bytes of memory` });
      });
    }, POLL_MS);
    /** Processor time when the last page was done; after the last one the whole is put together, which has no pages. */
    let page: { done: number; since: number } | undefined = { done: 0, since: 0 };
    const slowWatch = setInterval(() => {
      void processorMilliseconds(child.pid).then((used) => {
        if (page && used - page.since > bounds.processorMillisecondsPerPage)
          settle({ ok: false, code: "too-complex", detail: `page ${page.done + 1}` });
      });
    }, SLOW_POLL_MS);
    signal?.addEventListener("abort", abort, { once: true });
    child.stderr?.on("data", (chunk: Buffer) => {
      if (complaint.length < 4000) complaint += chunk.toString();
    });
    child.on("message", (news: ChildNews) => {
      if (news.type === "result") return settle(news.result);
      if (news.type === "scanning") {
        onScan?.(news.pages, news.milliseconds);
        clearTimeout(clock);
        // the page that has begun is finished, and then the whole is put together
        clock = setTimeout(ring, news.milliseconds + bounds.milliseconds);
        return;
      }
      if (news.done === news.total) page = undefined;
      else
        void processorMilliseconds(child.pid).then((since) => {
          if (page) page = { done: news.done, since };
        });
      onProgress?.(news.done, news.total);
    });
    child.on("error", (error) => settle({ ok: false, code: "damaged", detail: error.message }));
    child.on("exit", (_code, killedBy) => {
      // somebody stops this machine or this process: that says nothing about the file
      if (killedBy === "SIGINT" || killedBy === "SIGTERM")
        return once(() => reject(new ReadingStoppedError(`the reader was stopped (${killedBy})`)));
      // the system's own killer takes the biggest process when memory runs out
      const heap = killedBy === "SIGKILL" || /heap out of memory|allocation failed|Maximum call stack/i.test(complaint);
      settle({ ok: false, code: heap ? "too-complex" : "damaged", detail: complaint.slice(0, 300) });
    });
    child.send({ options: rest, bytes } satisfies ChildTask, (error) => {
      if (error) settle({ ok: false, code: "damaged", detail: error.message });
    });
  });
}

/** Reading was cut off from outside; the same file may be read another time. */
export class ReadingStoppedError extends Error {
  override name = "ReadingStoppedError";
}

/** Processor time as Linux reports it, in hundredths of a second; 0 where it cannot be read. */
async function processorMilliseconds(pid: number | undefined): Promise<number> {
  if (pid === undefined) return 0;
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // the name in brackets may hold spaces; user and system time are the 12th and 13th field after it
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return 10 * (Number(fields[11] ?? 0) + Number(fields[12] ?? 0));
}

/** Resident memory as Linux reports it; 0 where it cannot be read (another system, or the process has ended). */
async function residentBytes(pid: number | undefined): Promise<number> {
  if (pid === undefined) return 0;
  const statm = await readFile(`/proc/${pid}/statm`, "utf8").catch(() => "");
  return Number(statm.split(" ")[1] ?? 0) * 4096;
}
