import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Its loader's peer dependencies and ours exclude each other, so they are never installed side by side. */
const PACKAGES: Readonly<Record<string, string>> = {
  "@langchain/community": "1.1.29",
  "@langchain/core": "1.4.0",
  "@langchain/textsplitters": "1.0.2",
  "pdf-parse": "2.4.5",
};
const FOLDER = fileURLToPath(new URL("../../node_modules/.cache/belaeg-langchain/", import.meta.url));

/** Has npm put LangChain's PDF loader and splitter into a folder of their own. @returns the folder. */
export async function langchainFolder(): Promise<string> {
  const manifest = `${JSON.stringify({ private: true, dependencies: PACKAGES }, undefined, 2)}\n`;
  const file = path.join(FOLDER, "package.json");
  const there = existsSync(path.join(FOLDER, "node_modules/@langchain/community/package.json"));
  if (there && (await readFile(file, "utf8").catch(() => "")) === manifest) return FOLDER;
  console.log("npm install of LangChain's loader and splitter in a folder of its own …");
  await mkdir(FOLDER, { recursive: true });
  await writeFile(file, manifest);
  // the loader's optional peers are thirty other services
  await promisify(execFile)("npm", ["install", "--legacy-peer-deps", "--no-audit", "--no-fund", "--ignore-scripts"], {
    cwd: FOLDER,
    timeout: 10 * 60_000,
  });
  return FOLDER;
}
