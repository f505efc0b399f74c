import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { stableJson } from "../../evals/baselines.ts";
import { chooseEngine } from "../../evals/choose-engine.ts";
import { loadDataset } from "../../evals/datasets/dataset.ts";
import { judgeRun } from "../../evals/judge-run.ts";
import { htmlReport } from "../../evals/report/html.ts";
import { runSuite } from "../../evals/run-suite.ts";
import { SUITES } from "../../evals/suites.ts";
import { evaluate } from "./command.ts";

const replayed = async (promptFolder?: string) =>
  chooseEngine({ engine: "openai", mode: "replay", ...(promptFolder === undefined ? {} : { promptFolder }) });

describe("replaying recorded answers", () => {
  it("gives the same bytes twice, run and report, without a network", async () => {
    const once = async () => {
      const run = await runSuite(SUITES.claims, loadDataset(), await replayed());
      const judgement = judgeRun(SUITES.claims, run, undefined);
      return stableJson(run) + htmlReport({ judgement, documents: loadDataset().documents, promptDiff: "" });
    };
    expect(await once()).toBe(await once());
  });

  it("names the prompt file when it was changed and nothing was recorded for it", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "belaeg-prompts-"));
    cpSync("prompts", folder, { recursive: true });
    const file = path.join(folder, "extract.md");
    writeFileSync(file, `${readFileSync(file, "utf8").trimEnd()}\nSvar kort.\n`);
    const engine = await replayed(folder);
    await expect(runSuite(SUITES.claims, loadDataset(), engine)).rejects.toThrow(/extract\.md/);
  });
});

describe("the command", () => {
  it("gives no score and ends with 3 when the model cannot be reached", async () => {
    const { code, out, err } = await evaluate(
      ["claims", "--engine", "openai", "--live", "--case", "01-almen-praksis", "--attempts", "1"],
      {
        OPENAI_BASE_URL: "http://127.0.0.1:9/v1",
        OPENAI_API_KEY: "none",
        BELAEG_MODEL: "nobody-home",
      },
    );
    expect(code).toBe(3);
    expect(out).not.toMatch(/F1/);
    expect(err).toMatch(/^belaeg: /m);
  }, 120_000);

  it("ends with 3 on a suite it does not know", async () => {
    const { code, err } = await evaluate(["poetry"]);
    expect(code).toBe(3);
    expect(err).toMatch(/claims, themes, anchoring, drafts/);
  });

  it("calls nothing different when the same prompt runs twice", async () => {
    const { code, out } = await evaluate(["aa", "claims", "--engine", "openai"]);
    expect(out).toMatch(/^claims: 0 \//m);
    expect(code).toBe(0);
  });
});
