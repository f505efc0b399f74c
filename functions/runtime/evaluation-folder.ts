import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { Evaluation, type KeptEvaluation } from "../evidence/evaluation.ts";

const MOST = 50;

/**
 * The runs that `npm run eval` left in a folder, newest first. No folder is no runs, and a file that is none is passed over:
 * an older version may have written it.
 */
export function evaluationFolder(folder: string): () => Promise<KeptEvaluation[]> {
  return async () => {
    const names = await readdir(folder).catch(() => []);
    const files = await Promise.all(
      names.filter((name) => name.endsWith(".json")).map(async (name) => ({ name, at: await when(folder, name) })),
    );
    const newest = files.sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : a.name < b.name ? -1 : 1)).slice(0, MOST);
    const kept = await Promise.all(newest.map(({ name, at }) => readKept(path.join(folder, name), name, at)));
    return kept.filter((run) => run !== undefined);
  };
}

const when = async (folder: string, name: string) => (await stat(path.join(folder, name))).mtime.toISOString();

async function readKept(file: string, name: string, at: string): Promise<KeptEvaluation | undefined> {
  try {
    const run = Evaluation.safeParse(JSON.parse(await readFile(file, "utf8")));
    return run.success ? { ...run.data, id: name.replace(/\.json$/, ""), at } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
