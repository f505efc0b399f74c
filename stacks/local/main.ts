import { createServer } from "node:net";
import { type Code, type Language, languageOf, sentence } from "../../functions/evidence/sentence.ts";
import { terminalLanguage, wantsTraces } from "../../functions/runtime/settings.ts";
import { readArguments, type StartOptions, USAGE, UsageError } from "./arguments.ts";
import { DataLockError } from "./data-lock.ts";
import { sayer } from "./say.ts";

/** `npm start`: the whole of Belæg on this machine, until Ctrl-C. */
let options: StartOptions;
try {
  options = readArguments(process.argv.slice(2));
} catch (error) {
  fail(languageOf(terminalLanguage()), "usage", {
    detail: `${error instanceof UsageError ? error.message : ""} (${USAGE})`,
  });
}

const language = languageOf(terminalLanguage(options.language));
const say = sayer(language, process.stdout);

if (!(await canListen(options.host, options.port))) fail(language, "port-in-use", { port: options.port });

const stopping = new AbortController();
let stop = async () => {};
let asked = 0;
const onSignal = () => {
  asked++;
  // a second Ctrl-C does not wait: what is cut off is delivered again at the next start
  if (asked > 1) process.exit(130);
  say.stopping();
  stopping.abort(new Error("stopped"));
};
process.on("SIGINT", onSignal);
process.on("SIGTERM", onSignal);
stopWithParent(onSignal);

try {
  const { buildWeb, webIsStale } = await import("./web-build.ts");
  if (await webIsStale()) await say.during("building", buildWeb());
  if (!stopping.signal.aborted) {
    const { startLocal } = await import("./compose.ts");
    const local = await say.during("starting", startLocal({ ...options, environment: process.env }));
    stop = local.stop;
    await loadSampleOnce(local.origin);
    if (!stopping.signal.aborted) say.ready(local.origin);
    await aborted(stopping.signal);
  }
  await stop();
  say.stopped();
  process.exit(0);
} catch (error) {
  await stop().catch(() => {});
  if (stopping.signal.aborted) process.exit(0);
  if (wantsTraces()) console.error(error);
  if (error instanceof DataLockError) fail(language, error.code, error.details);
  if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") fail(language, "port-in-use", { port: options.port });
  fail(language, "start-failed", { detail: error instanceof Error ? error.message : String(error) });
}

async function loadSampleOnce(origin: string): Promise<void> {
  if (options.empty) return;
  const { markSampleLoaded, sampleIsLoaded, loadSample } = await import("./sample.ts");
  if (await sampleIsLoaded(options.data)) return;
  const bar = say.progress();
  try {
    await loadSample(origin, bar.step, stopping.signal);
    await markSampleLoaded(options.data);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    bar.end();
  }
}

function fail(language: Language, code: Code, details: Record<string, string | number>): never {
  console.error(`belaeg: ${code}: ${sentence(code, language, details)}`);
  process.exit(1);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve());
  });
}

/** Somebody who kills `npm start` means this process, too; npm itself cannot pass that on. */
function stopWithParent(then: () => void): void {
  if (process.env.npm_lifecycle_event !== "start") return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, 500);
  watch.unref();
}

/** Asked before anything is built, so that the answer comes at once. */
function canListen(host: string, port: number): Promise<boolean> {
  if (port === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
