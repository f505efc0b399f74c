import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const STAGES = ["ingest", "extract", "synthesize", "review"];

/** What each folder of `functions/` may import besides itself; the others hold no such rule. */
const MAY_IMPORT = new Map<string, readonly string[]>([
  ["evidence", []],
  ["fidelity", ["evidence"]],
  ["engines", ["evidence"]],
  ["store", ["evidence"]],
]);

interface Module {
  /** From the repository's root: `functions/extract/gate.ts`. */
  path: string;
  folder: string;
  text: string;
  /** Paths from the root of the modules of ours that it imports, types among them. */
  imports: string[];
}

const modules: Module[] = readdirSync(join(root, "functions"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => {
    const path = join("functions", name);
    const text = readFileSync(join(root, path), "utf8");
    const specifiers = [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)"(\.[^"]+)"/g)].map(
      ([, specifier]) => specifier!,
    );
    const imports = specifiers.map((specifier) => relative(root, join(root, dirname(path), specifier)));
    return { path, folder: folderOf(path), text, imports };
  });

function folderOf(path: string): string {
  const [top, folder] = path.split("/");
  return top === "functions" ? folder! : top!;
}

/** Imports that leave their own folder and that `allowed` does not let pass, as `who → what`. */
const straying = (allowed: (from: Module, folder: string) => boolean) =>
  modules.flatMap((from) =>
    from.imports
      .filter((path) => folderOf(path) !== from.folder && !allowed(from, folderOf(path)))
      .map((path) => `${from.path} → ${path}`),
  );

describe("the direction of imports", () => {
  it("is read from the modules as they are", () => {
    const seen = new Set(modules.map(({ folder }) => folder));
    expect([...seen]).toEqual(expect.arrayContaining([...STAGES, ...MAY_IMPORT.keys(), "runtime"]));
    const gate = modules.find(({ path }) => path === "functions/extract/gate.ts");
    expect(gate?.imports).toContain("functions/evidence/claim.ts");
  });

  it.each([...MAY_IMPORT])("lets %s import nothing of ours but %j", (folder, allowed) => {
    expect(straying((from, to) => from.folder !== folder || allowed.includes(to))).toEqual([]);
  });

  it("lets no stage import another", () => {
    expect(straying((from, to) => !STAGES.includes(from.folder) || !STAGES.includes(to))).toEqual([]);
  });

  it("shows the stages an engine's interface, never an engine", () => {
    const engines = modules
      .filter(({ folder }) => STAGES.includes(folder))
      .flatMap(({ path, imports }) => imports.map((imported) => ({ path, imported })))
      .filter(({ imported }) => imported.startsWith("functions/engines/"));
    expect(engines.length).toBeGreaterThan(0);
    expect(engines.filter(({ imported }) => imported !== "functions/engines/engine.ts")).toEqual([]);
  });

  it("leads from functions to nothing outside but the prompts", () => {
    expect(
      modules.flatMap(({ path, imports }) =>
        imports.filter((to) => !to.startsWith("functions/")).map((to) => `${path} → ${to}`),
      ),
    ).toEqual([]);
  });
});

describe("the environment", () => {
  it("is read in runtime alone", () => {
    // no-tracing.ts reads nothing: it deletes what would make a library of others send texts away
    const readers = modules
      .filter(({ text }) => /\bprocess\.env\b/.test(text.replace("Reflect.deleteProperty(process.env, name)", "")))
      .filter(({ folder }) => folder !== "runtime");
    expect(readers.map(({ path }) => path)).toEqual([]);
  });
});
