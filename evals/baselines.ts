import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Run } from "./fingerprint.ts";

const FOLDER = path.join(import.meta.dirname, "baselines");
const fileOf = (suite: string, engine: string) => path.join(FOLDER, `${suite}.${engine}.json`);

/** What was blessed last: per-document counts and the fingerprint they belong to. */
export function readBaseline(suite: string, engine: string): (Run & { note?: string }) | undefined {
  const file = fileOf(suite, engine);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Run) : undefined;
}

/** Byte for byte the same for the same run: sorted keys, no time of day. */
export function bless(run: Run, note: string): string {
  mkdirSync(FOLDER, { recursive: true });
  const file = fileOf(run.fingerprint.suite, run.fingerprint.engine);
  writeFileSync(file, `${stableJson({ ...run, note })}\n`);
  return file;
}

/** JSON with sorted keys, one document a line: a reader of the diff sees which documents moved. */
export function stableJson(value: unknown, depth = 0): string {
  const pad = " ".repeat(depth);
  if (Array.isArray(value)) {
    if (value.length === 0 || depth > 1) return `[${value.map((item) => stableJson(item, 9)).join(", ")}]`;
    return `[\n${value.map((item) => `${pad} ${stableJson(item, depth + 1)}`).join(",\n")}\n${pad}]`;
  }
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (depth > 0)
      return `{${entries.map(([k, v]) => `${JSON.stringify(k)}: ${stableJson(v, depth + 2)}`).join(", ")}}`;
    return `{\n${entries.map(([k, v]) => ` ${JSON.stringify(k)}: ${stableJson(v, depth + 1)}`).join(",\n")}\n}`;
  }
  return JSON.stringify(value);
}
