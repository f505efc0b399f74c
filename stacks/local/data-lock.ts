import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Somebody else works on the data, or nobody may. */
export class DataLockError extends Error {
  override name = "DataLockError";
  readonly code: "already-running" | "data-unwritable";
  readonly details: Record<string, string | number>;
  constructor(code: DataLockError["code"], details: Record<string, string | number>, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.details = details;
  }
}

/** A process by number and by when it began: numbers are given out again. */
interface Holder {
  pid: number;
  born: string;
}

/** @returns undefined when there is no such process. */
async function holderOf(pid: number): Promise<Holder | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat === undefined) return undefined;
  return { pid, born: stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "" };
}

/**
 * Claims `folder` for this process; a claim whose process is gone (a kill, a power cut) is taken over.
 * @returns what gives the folder back.
 * @throws DataLockError
 */
export async function lockData(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, "belaeg.lock");
  const claim = `${file}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(claim, JSON.stringify(await holderOf(process.pid)));
    for (let attempt = 0; attempt < 5; attempt++) {
      // linked into place, so that nobody ever reads a lock half written
      if (await linked(claim, file)) return () => rm(file, { force: true });
      const holder = parseHolder(await readFile(file, "utf8").catch(() => ""));
      const now = holder && (await holderOf(holder.pid));
      if (holder !== undefined && now?.born === holder.born)
        throw new DataLockError("already-running", { folder, pid: holder.pid });
      await rm(file, { force: true });
    }
  } catch (cause) {
    if (cause instanceof DataLockError) throw cause;
    throw new DataLockError("data-unwritable", { folder }, { cause });
  } finally {
    await rm(claim, { force: true }).catch(() => {});
  }
  throw new DataLockError("data-unwritable", { folder });
}

async function linked(claim: string, file: string): Promise<boolean> {
  try {
    await link(claim, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, born } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>;
    return typeof pid === "number" && typeof born === "string" ? { pid, born } : undefined;
  } catch {
    return undefined;
  }
}
