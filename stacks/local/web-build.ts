import { spawn } from "node:child_process";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const WEB = join(ROOT, "web");
export const WEB_DIST = join(WEB, "dist");

/** What the built UI is made from. */
const SOURCES = [
  "web/src",
  "web/public",
  "web/index.html",
  "web/vite.config.ts",
  "web/package.json",
  "functions/evidence",
];

/** Milliseconds since 1970 of the newest file under `path`; 0 where there is none. */
async function newest(path: string): Promise<number> {
  const entry = await stat(path).catch(() => undefined);
  if (entry === undefined) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  const children = await readdir(path, { recursive: true, withFileTypes: true });
  const times = await Promise.all(
    children
      .filter((child) => child.isFile())
      .map(async (child) => (await stat(join(child.parentPath, child.name))).mtimeMs),
  );
  return Math.max(0, ...times);
}

/** True when there is no built UI, or one older than what it is made from. */
export async function webIsStale(): Promise<boolean> {
  const built = await newest(join(WEB_DIST, "index.html"));
  if (built === 0) return true;
  const sources = await Promise.all(SOURCES.map((source) => newest(join(ROOT, source))));
  return sources.some((changed) => changed > built);
}

/**
 * Builds the UI with Vite in a process of its own, beside the one that may be served just now, and puts it in its place
 * when it is whole. @throws with Vite's own words when it fails.
 */
export async function buildWeb(): Promise<void> {
  const made = join(ROOT, "node_modules/.cache", `belaeg-web-${process.pid}`);
  const former = `${made}.former`;
  try {
    await runVite(made);
    await rename(WEB_DIST, former).catch(unlessMissing);
    await rename(made, WEB_DIST).catch(async (error: NodeJS.ErrnoException) => {
      // somebody else was faster with the same pages
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await Promise.all([made, former].map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}

async function runVite(outDir: string): Promise<void> {
  const vite = join(dirname(createRequire(join(WEB, "package.json")).resolve("vite/package.json")), "bin/vite.js");
  const child = spawn(process.execPath, [vite, "build", "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"], {
    cwd: WEB,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const listen = (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-2000);
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Error(`vite build: ${said}`);
}
