import { describe, expect, it } from "vitest";
import { loadDataset } from "../../evals/datasets/dataset.ts";
import { scoreTable, withScores } from "../../evals/scores.ts";
import { localEngine } from "../../functions/engines/local/local-engine.ts";

describe("the built-in engine's own scores", () => {
  it("stand with their intervals beside what takes no skill, from reports kept apart", async () => {
    const holdout = loadDataset("holdout");
    const table = await scoreTable(localEngine(), holdout);
    expect(table).toContain(`${holdout.documents.length} held-out reports`);
    const [, score, low, high, simplest] = /claims F1 \| ([\d.]+) \| ([\d.]+)–([\d.]+) \| ([\d.]+)/
      .exec(table)!
      .map(Number);
    expect(low!).toBeLessThanOrEqual(score!);
    expect(score!).toBeLessThanOrEqual(high!);
    expect(score!).toBeGreaterThan(simplest!);
    const [, kinds, ofSimplest] = /kind, macro-F1 \| ([\d.]+) \|[^|]*\| ([\d.]+)/.exec(table)!.map(Number);
    expect(kinds!).toBeGreaterThan(2 * ofSimplest!);
  });
});

describe("writing them down", () => {
  it("replaces what stands between the marks and touches nothing else", () => {
    const readme = "# A\n<!-- scores -->\nold\n<!-- /scores -->\n## B\n";
    expect(withScores(readme, "new")).toBe("# A\n<!-- scores -->\nnew\n<!-- /scores -->\n## B\n");
    expect(withScores(withScores(readme, "new"), "new")).toBe(withScores(readme, "new"));
  });
  it("adds the marks where there are none", () => {
    expect(withScores("# A\n", "new")).toMatch(/^# A\n\n## .+\n<!-- scores -->\nnew\n<!-- \/scores -->\n$/);
  });
});
