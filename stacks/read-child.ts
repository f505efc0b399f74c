import { join } from "node:path";
import { build } from "esbuild";

/** Where Lambda lays out a function's bundle. */
const TASK_FOLDER = "/var/task";
const FILE = "read-child.mjs";

/** What `BELAEG_READ_CHILD` says on AWS. */
export const READ_CHILD = `${TASK_FOLDER}/${FILE}`;

/** Packages that go beside the bundle, for the function and its child alike. */
export const BESIDE_READER = ["pdfjs-dist", "pdf-parse"];

/**
 * Puts the program that reads one PDF beside the function that starts it. It is a process of its own, because only a
 * process can be killed for its memory; so a bundler that follows imports does not find it.
 */
export async function bundleReadChild(folder: string): Promise<void> {
  await build({
    entryPoints: ["functions/ingest/read-child.ts"],
    outfile: join(folder, FILE),
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    external: BESIDE_READER.flatMap((name) => [name, `${name}/*`]),
    logLevel: "warning",
  });
}
