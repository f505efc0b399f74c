import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { differingFields, type Run } from "./fingerprint.ts";

/** Two runs that must not be compared, with the reason in words. */
export class Incomparable extends Error {
  override name = "Incomparable";
}

/** @throws Incomparable naming every field but the prompt that differs. */
export function isComparable(run: Run, baseline: Run): void {
  const fields = differingFields(run.fingerprint, baseline.fingerprint);
  if (fields.length > 0)
    throw new Incomparable(
      `not comparable with the blessed run: ${fields.join(", ")} differ${fields.length === 1 ? "s" : ""}. Bless anew when that is meant.`,
    );
}

/** The same suite with the code and prompts of another revision, run there. */
export async function otherRevision(ref: string, suite: string, engine: string): Promise<Run> {
  const root = path.resolve(import.meta.dirname, "..");
  const tree = mkdtempSync(path.join(tmpdir(), "belaeg-eval-"));
  const git = (...args: string[]) => execFileSync("git", ["-C", root, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  try {
    git("worktree", "add", "--detach", "--force", tree, ref);
    symlinkSync(path.join(root, "node_modules"), path.join(tree, "node_modules"));
    if (!existsSync(path.join(tree, "evals", "main.ts"))) throw new Incomparable(`${ref} has no evaluations`);
    const out = execFileSync(process.execPath, ["evals/main.ts", suite, "--engine", engine, "--json"], {
      cwd: tree,
      encoding: "utf8",
      maxBuffer: 256 * 1024 * 1024,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return (JSON.parse(out) as { run: Run }).run;
  } catch (error) {
    // a broken rule there is exit 1 with its run all the same
    const out = (error as { stdout?: string }).stdout;
    if (out?.startsWith("{")) return (JSON.parse(out) as { run: Run }).run;
    throw error instanceof Incomparable ? error : new Incomparable(`cannot run ${ref}: ${(error as Error).message}`);
  } finally {
    rmSync(tree, { recursive: true, force: true });
    git("worktree", "prune");
  }
}
