import { readSettings, type Settings } from "../functions/runtime/settings.ts";
import { lockData } from "../stacks/local/data-lock.ts";
import { startEmulators } from "../stacks/local/emulators.ts";
import { runningOn } from "../stacks/local/running.ts";
import { Stops } from "../stacks/local/stops.ts";

/** A command that is not written right. */
export class UsageError extends Error {
  override name = "UsageError";
}

/**
 * Gives `work` the settings of an installation. With `data` it is the one on this machine: the running one, or its data
 * with the embedded services around them for as long as the work takes. Without, it is what the environment names: on AWS,
 * the variables of the deployed functions.
 */
export async function withInstallation<T>(
  data: string | undefined,
  work: (settings: Settings) => Promise<T>,
): Promise<T> {
  if (data === undefined) {
    if (process.env.BELAEG_TABLE === undefined)
      throw new UsageError(
        "name the data with --data DIR, or set BELAEG_TABLE and its like as the functions have them",
      );
    return work(readSettings());
  }
  const running = await runningOn(data);
  if (running !== undefined) return work(readSettings(running));
  const stops = new Stops();
  try {
    stops.add(await lockData(data));
    const { env } = await startEmulators({ data, environment: {} }, stops);
    return await work(readSettings(env));
  } finally {
    await stops.run();
  }
}

/** Runs a command: what it returns is its exit code; 2 for a wrong command, 1 for anything that went wrong. */
export async function command(usage: string, run: () => Promise<number>): Promise<void> {
  process.exitCode = await run().catch((error: unknown) => {
    const { code, message } = error as { code?: string; message: string };
    const wrong = error instanceof UsageError || code?.startsWith("ERR_PARSE_ARGS");
    if (wrong) console.error(`belaeg: usage: ${usage}${error instanceof UsageError ? ` (${message})` : ""}`);
    else console.error(`belaeg: ${error instanceof Error ? `${error.name}: ${message}` : String(error)}`);
    return wrong ? 2 : 1;
  });
}
