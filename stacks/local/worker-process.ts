import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { WAIT_SECONDS } from "./poller.ts";

export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Lets running batches end, for at most `graceMs`; what is cut off is delivered again at the next start. */
  stop(graceMs: number): Promise<void>;
}

/**
 * How soon after a crash the next worker starts, in milliseconds; doubles while crashes follow each other. Longer than a
 * receive call waits: one that the dead worker left open may still be handed a message.
 */
const FIRST_PAUSE = WAIT_SECONDS * 1000 + 500;
const LONGEST_PAUSE = 20_000;

/**
 * Starts the worker and keeps one running: after a crash `onCrash` gives back what the dead one held, and another is
 * started.
 */
export async function startWorker(options: {
  env: Record<string, string>;
  onCrash: () => void;
  entry?: URL;
}): Promise<WorkerProcess> {
  const entry = fileURLToPath(options.entry ?? new URL("./worker.ts", import.meta.url));
  let child: ChildProcess;
  let stopping = false;
  let pause = FIRST_PAUSE;
  let timer: NodeJS.Timeout | undefined;

  const start = () =>
    new Promise<void>((ready, failed) => {
      const born = Date.now();
      const mine = fork(entry, [], {
        env: options.env,
        stdio: ["ignore", "inherit", "inherit", "ipc"],
        execArgv: [],
      });
      child = mine;
      mine.once("message", () => ready());
      mine.once("error", failed);
      mine.once("exit", (code, signal) => {
        failed(new Error(`the worker ended (${signal ?? code}) before it was ready`));
        if (stopping) return;
        if (Date.now() - born > 60_000) pause = FIRST_PAUSE;
        timer = setTimeout(() => {
          options.onCrash();
          void start().catch(() => {});
        }, pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      });
    });

  try {
    await start();
  } catch (error) {
    stopping = true;
    clearTimeout(timer);
    throw error;
  }
  return {
    get pid() {
      return child.pid;
    },
    async stop(graceMs) {
      stopping = true;
      clearTimeout(timer);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      if (child.connected) child.send("drain");
      const kill = setTimeout(() => child.kill("SIGKILL"), graceMs);
      await gone;
      clearTimeout(kill);
    },
  };
}
