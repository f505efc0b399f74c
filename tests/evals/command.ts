import { execFile } from "node:child_process";
import path from "node:path";

export interface Ended {
  code: number;
  out: string;
  err: string;
  /** Processor time; only of an offline run. */
  worked: number;
}

const WORKED = /worked ([\d.]+) s\n/;
const NO_NETWORK = path.join(import.meta.dirname, "no-network.ts");

/** Runs the command as a prompt author would; `offline` lets it ask nobody. */
export const evaluate = (args: string[], env: Record<string, string> = {}, offline = false) =>
  new Promise<Ended>((resolve) => {
    const options = { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    const argv = [...(offline ? ["--import", NO_NETWORK] : []), "evals/main.ts", ...args];
    const child = execFile(process.execPath, argv, options, (_error, out, err) =>
      resolve({
        code: child.exitCode ?? -1,
        out,
        err: err.replace(WORKED, ""),
        worked: Number(WORKED.exec(err)?.[1] ?? Number.NaN),
      }),
    );
  });
