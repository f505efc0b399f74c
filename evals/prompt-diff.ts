import { execFileSync } from "node:child_process";
import path from "node:path";
import type { Run } from "./fingerprint.ts";

/** What changed in prompts/ since the last commit, as a unified diff; empty outside a checkout or without a change. */
export function promptDiff(baseline: Run | undefined): string {
  if (baseline === undefined || Object.keys(baseline.prompts).length === 0) return "";
  try {
    const root = path.resolve(import.meta.dirname, "..");
    return execFileSync("git", ["-C", root, "diff", "--no-color", "HEAD", "--", "prompts"], {
      encoding: "utf8",
    }).trim();
  } catch {
    return "";
  }
}
