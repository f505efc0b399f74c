import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Claim } from "../../functions/evidence/claim.ts";
import { HeldBack } from "../../functions/evidence/held-back.ts";
import { Passage } from "../../functions/evidence/passage.ts";
import { Coverage } from "../../functions/evidence/report.ts";
import { Source } from "../../functions/evidence/source.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import { Usage } from "../../functions/evidence/usage.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SAMPLE = join(ROOT, "evals/reports/screening.pdf");
const CORPUS = join(ROOT, "../shared/corpus/vive-notat-del1.pdf");

/** The shape that other programs rely on. */
const Extract = z.object({
  report: z.object({ title: z.string(), pageCount: z.int(), language: z.string(), sha256: z.string().length(64) }),
  text: z.string(),
  pages: z.array(z.object({ page: z.int(), start: z.int(), end: z.int() })),
  passages: z.array(Passage),
  claims: z.array(Claim),
  sources: z.array(Source),
  heldBack: z.array(HeldBack),
  coverage: z.array(Coverage),
  engine: z.object({ name: z.enum(["local", "openai"]) }),
  usage: Usage,
  timings: z.object({ readMs: z.number(), extractMs: z.number() }),
});

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}
const run = (...args: string[]) =>
  new Promise<Ended>((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, "scripts/extract.ts"), ...args],
      { env: { PATH: process.env.PATH }, maxBuffer: 100_000_000 },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr }),
    );
  });

let folder: string;
const file = async (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "belaeg-extract-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the extract command", () => {
  it("prints a table of claims with page, kind and theme, and ends with 0", async () => {
    const { code, stdout, stderr } = await run(SAMPLE);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ *Side {2}Type +Tema +Udsagn$/m);
    expect(stdout).toMatch(/^\d+ udsagn · \d+ holdt tilbage · læst på/m);
  });

  it("writes JSON of the published shape, in which every citation is what stands at its place", async () => {
    const { code, stdout } = await run(SAMPLE, "--json", "-");
    expect(code).toBe(0);
    const extract = Extract.parse(JSON.parse(stdout));
    expect(extract.claims.length).toBeGreaterThan(30);
    for (const { citations } of extract.claims)
      for (const { exact, start, end } of citations) expect(extract.text.slice(start, end)).toBe(exact);
    expect(extract.pages[0]?.start).toBe(0);
    for (const [i, page] of extract.pages.entries()) expect(page.start).toBe(extract.pages[i - 1]?.end ?? 0);
    expect(extract.pages.at(-1)?.end).toBe(extract.text.length);
  });

  it("writes the same to a file, with the table on the terminal", async () => {
    const out = join(folder, "out.json");
    const { stdout } = await run(SAMPLE, "--json", out, "--lang", "en");
    expect(stdout).toMatch(/^ *Page {2}Kind +Theme +Claim$/m);
    expect(Extract.parse(JSON.parse(await readFile(out, "utf8"))).claims.length).toBeGreaterThan(30);
  });

  it("sorts by the themes of a file", async () => {
    const themes = [{ ...DEFAULT_THEMES[1], id: "only-this" }];
    const { stdout } = await run(
      SAMPLE,
      "--json",
      "-",
      "--themes",
      await file("themes.json", JSON.stringify({ themes })),
    );
    const { claims } = Extract.parse(JSON.parse(stdout));
    expect(new Set(claims.flatMap(({ themes }) => themes))).toEqual(new Set(["only-this"]));
  });

  it.each([
    ["a file that is missing", () => ["none.pdf"], 2, "file-missing"],
    ["no file", () => [], 2, "usage"],
    ["two files", () => [SAMPLE, SAMPLE], 2, "usage"],
    ["an option nobody knows", () => [SAMPLE, "--fast"], 2, "usage"],
    ["an engine nobody knows", () => [SAMPLE, "--engine", "magic"], 2, "usage"],
    [
      "themes of another shape",
      async () => [SAMPLE, "--themes", await file("t.json", '{"themes":[]}')],
      2,
      "themes-malformed",
    ],
    ["a text file", async () => [await file("text.pdf", "Bare tekst.")], 3, "not-a-pdf"],
    ["an empty file", async () => [await file("empty.pdf", "")], 3, "empty-file"],
    ["half a PDF", async () => [await file("half.pdf", (await readFile(SAMPLE)).subarray(0, 2000))], 3, "damaged"],
    ["the model engine without a key", () => [SAMPLE, "--engine", "openai"], 4, "engine-no-key"],
  ])("says what is wrong with %s", async (_, args, code, named) => {
    const ended = await run(...(await args()));
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(new RegExp(`^belaeg: ${named}: .+`, "m"));
    expect(ended.stderr).not.toContain("    at ");
    expect(ended.stdout).toBe("");
  });

  it.skipIf(!existsSync(CORPUS))(
    "reads a research note of 26 pages within ten seconds, with 120 claims (skipped without the corpus)",
    async () => {
      const begun = performance.now();
      const { code, stdout } = await run(CORPUS, "--json", "-");
      expect(performance.now() - begun).toBeLessThan(10_000);
      expect(code).toBe(0);
      expect(Extract.parse(JSON.parse(stdout)).claims.length).toBeGreaterThanOrEqual(120);
    },
  );
});
