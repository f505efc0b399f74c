import { rename, stat } from "node:fs/promises";
import { join } from "node:path";

/** Bytes after which a log is put aside at the next start; the one put aside before goes. */
const LONG_ENOUGH = 20_000_000;

/** Where this machine's log lines go: beside the data, so that the terminal is left to what people want to know. */
export async function openLog(data: string): Promise<string> {
  const log = join(data, "log.jsonl");
  const { size } = await stat(log).catch(() => ({ size: 0 }));
  if (size > LONG_ENOUGH) await rename(log, join(data, "log.1.jsonl"));
  return log;
}
