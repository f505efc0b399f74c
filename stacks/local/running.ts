import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What an instance tells commands on the same machine: where its embedded services listen. No key of anybody's. */
const TOLD =
  /^(AWS_(REGION|ACCESS_KEY_ID|SECRET_ACCESS_KEY|ENDPOINT_URL_\w+)|BELAEG_(TABLE|BUCKET|DIGEST_BUCKET|\w+_QUEUE))$/;

const fileIn = (data: string) => join(data, "running.json");

/** Says that an instance runs on this data, until what is returned is called. */
export async function announceRunning(
  data: string,
  env: Readonly<Record<string, string>>,
): Promise<() => Promise<void>> {
  const told = Object.fromEntries(Object.entries(env).filter(([name]) => TOLD.test(name)));
  await writeFile(fileIn(data), JSON.stringify({ pid: process.pid, env: told }), { mode: 0o600 });
  return () => rm(fileIn(data), { force: true });
}

/** The surroundings of the instance that runs on this data, if one does. */
export async function runningOn(data: string): Promise<Record<string, string> | undefined> {
  try {
    const { pid, env } = JSON.parse(await readFile(fileIn(data), "utf8")) as {
      pid: number;
      env: Record<string, string>;
    };
    process.kill(pid, 0);
    return env;
  } catch {
    // no file, half a file, or a process that is gone
    return undefined;
  }
}
