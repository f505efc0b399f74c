import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readBaseline } from "../../evals/baselines.ts";
import { chooseEngine } from "../../evals/choose-engine.ts";
import { differingFields, fingerprintOf, type Run } from "../../evals/fingerprint.ts";
import { judgeRun } from "../../evals/judge-run.ts";
import { headline } from "../../evals/print.ts";
import { SUITES } from "../../evals/suites.ts";
import { evaluate } from "./command.ts";
import { dataset } from "./perfect-answers.ts";

const written = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${path.relative(folder, file)}\n${readFileSync(file, "utf8")}`)
    .join("\n");

describe.each(["local", "openai"])("the gate for the %s engine", (engine) => {
  it("passes all suites against what was blessed, asking nobody, the same bytes twice, in under ten seconds", async () => {
    const once = async () => {
      const out = mkdtempSync(path.join(tmpdir(), "belaeg-gate-"));
      const ended = await evaluate(["all", "--engine", engine, "--out", out], {}, true);
      return { ...ended, files: written(out), said: ended.out.replaceAll(path.relative(process.cwd(), out), "OUT") };
    };
    const first = await once();
    expect(first.err).toBe("");
    expect(first.said).not.toMatch(/INGEN GODKENDT/);
    expect(first.code, first.out).toBe(0);
    const second = await once();
    expect(second.said).toBe(first.said);
    expect(second.files === first.files).toBe(true);
    if (engine === "openai") expect(first.said).toMatch(/Optagelser: [1-9]\d* brugt · 0 nye · 0 som ingen/);
    expect(first.worked).toBeLessThan(10);
  }, 120_000);

  it("has a blessed run for each suite, of these very cases", async () => {
    const chosen = await chooseEngine({ engine: engine as "local" | "openai", mode: "replay" });
    for (const suite of Object.values(SUITES)) {
      const blessed = readBaseline(suite.name, suite.usesEngine ? engine : "none");
      expect(blessed, suite.name).toBeDefined();
      expect(differingFields(fingerprintOf(suite, dataset, chosen, blessed!.documents), blessed!.fingerprint)).toEqual(
        [],
      );
    }
  });
});

describe("what a changed prompt is told", () => {
  const blessed = readBaseline("claims", "local")!;
  /** The blessed run with so many of a document's found claims lost, or gained where the number is negative. */
  const changed = (lose: (index: number) => number): Run => ({
    ...blessed,
    documents: blessed.documents.map((document, i) => {
      const { tp = 0, fn = 0, ...counts } = document.counts;
      const lost = Math.max(-fn, Math.min(tp, lose(i)));
      return { ...document, counts: { ...counts, tp: tp - lost, fn: fn + lost } };
    }),
  });
  const judged = (run: Run) => judgeRun(SUITES.claims, run, blessed);

  it("passes a change that is neutral: one report a little better, one a little worse", () => {
    const judgement = judged(changed((i) => (i === 3 ? 1 : i === 4 ? -1 : 0)));
    expect(judgement.outcome).toBe(0);
    expect(judgement.metrics[0]!.comparison.verdict).toBe("same");
    expect(headline(judgement, "da")).toMatch(/^KAN GODKENDES/);
  });
  it("refuses one that loses a claim in four out of five reports", () => {
    const judgement = judged(changed((i) => (i % 5 === 0 ? 0 : 2)));
    expect(judgement.outcome).toBe(1);
    expect(headline(judgement, "da")).toMatch(/målbart dårligere/);
  });
  it("says of one that loses much in few reports that it cannot be told, and how many reports it would take", () => {
    const judgement = judged(changed((i) => (i % 12 === 0 ? 8 : 0)));
    expect(judgement.outcome).toBe(2);
    expect(headline(judgement, "da")).toBe(`KAN IKKE AFGØRES med ${blessed.documents.length} dokumenter`);
    const { documentsNeeded, collapsed } = judgement.metrics[0]!.comparison;
    expect((documentsNeeded ?? 0) > blessed.documents.length || collapsed > 0).toBe(true);
  });
});
