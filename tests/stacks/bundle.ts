import { cp, mkdir, readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { build } from "esbuild";
import { BESIDE_READER, bundleReadChild } from "../../stacks/read-child.ts";
import { weightsBeside } from "../../stacks/weights.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export const HANDLERS = {
  review: "functions/review/handler",
  read: "functions/ingest/handler",
  extract: "functions/extract/handler",
  draft: "functions/synthesize/handler",
} as const;
export type Place = keyof typeof HANDLERS;

export interface Bundle {
  /** The module that Lambda would import. */
  entry: string;
  /** Every source in it, relative to the checkout. */
  sources: string[];
}

const BANNER =
  'import { createRequire as topLevelCreateRequire } from "module"; const require = topLevelCreateRequire(import.meta.url); import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"; const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url));';

/** One module with all it imports, as SST's settings for ES modules make it: minified, names kept, no source map. */
export async function bundleModule(
  source: { entryPoints: [string] } | { contents: string },
  entry: string,
  { external = [], splitting = false }: { external?: readonly string[]; splitting?: boolean } = {},
): Promise<Bundle> {
  const { metafile } = await build({
    ...("contents" in source ? { stdin: { contents: source.contents, resolveDir: ROOT } } : source),
    absWorkingDir: ROOT,
    entryNames: basename(entry, ".mjs"),
    outdir: dirname(entry),
    outExtension: { ".js": ".mjs" },
    splitting,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    minify: true,
    keepNames: true,
    metafile: true,
    external: external.flatMap((name) => [name, `${name}/*`]),
    banner: { js: BANNER },
    logLevel: "error",
  });
  return { entry, sources: Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)) };
}

/** A function's bundle in `folder`, with everything that lies beside it on AWS except installed packages. */
export async function bundleAsDeployed(place: Place, folder: string): Promise<Bundle> {
  const handler = HANDLERS[place];
  const beside = place === "read" ? BESIDE_READER : [];
  const entry = join(folder, `${handler}.mjs`);
  const bundle = await bundleModule({ entryPoints: [`${handler}.ts`] }, entry, {
    external: beside,
    splitting: place === "review",
  });
  if (place === "review") return bundle;
  for (const { from, to } of weightsBeside(handler)) {
    await mkdir(dirname(join(folder, to)), { recursive: true });
    await cp(join(ROOT, from), join(folder, to));
  }
  await cp(join(ROOT, "prompts"), join(folder, "prompts"), { recursive: true });
  if (place === "read") await bundleReadChild(folder);
  return bundle;
}

/** Bytes of a zip's entry beside its packed content and twice its name: two headers. */
const ENTRY = 76;

/** What a folder weighs as a zip, the way uploads to Lambda are counted. */
export async function zippedBytes(folder: string): Promise<number> {
  let bytes = 22;
  for (const file of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    bytes += deflateRawSync(await readFile(path)).length + ENTRY + 2 * (path.length - folder.length);
  }
  return bytes;
}
