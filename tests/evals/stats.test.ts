import { describe, expect, it } from "vitest";
import { lettersCovered } from "../../evals/scorers/spans.ts";
import { compare, holm, noneOf, type Pair, signFlip, wilson } from "../../evals/stats/compare.ts";
import { f1, kappa, macroF1, pool, share } from "../../evals/stats/metric.ts";
import { randomFrom } from "../../evals/stats/random.ts";
import { coverage, drawPairs, falseAlarms } from "../../evals/stats/simulation.ts";
import { studentT, studentTQuantile } from "../../evals/stats/student-t.ts";

const found = share("hit", "all");
const pair = (before: number, after: number, all = 10): Pair => ({
  before: { hit: before, all },
  after: { hit: after, all },
});

describe("Student's t", () => {
  it.each([
    [1, 12.7062],
    [4, 2.7764],
    [7, 2.3646],
    [19, 2.093],
    [39, 2.0227],
  ])("has its 97.5 %% point with %i degrees of freedom at %f", (df, expected) => {
    expect(studentTQuantile(0.975, df)).toBeCloseTo(expected, 3);
    expect(studentT(expected, df)).toBeCloseTo(0.975, 4);
  });
});

describe("metrics from pooled counts", () => {
  it("weighs documents by what they hold", () => {
    expect(
      found(
        pool([
          { hit: 1, all: 1 },
          { hit: 0, all: 9 },
        ]),
      ),
    ).toBeCloseTo(0.1);
  });
  it("has no value where there is nothing to count", () => {
    expect(found(pool([]))).toBeNull();
    expect(f1({})).toBeNull();
    expect(kappa({})).toBeNull();
  });
  it("gives a class that is only predicted a zero, and leaves out one that nobody names", () => {
    expect(macroF1({ "tp:a": 4, "fp:b": 1, "tp:c": 0 })).toBeCloseTo(0.5);
  });
  it("finds kappa as computed by hand", () => {
    expect(kappa({ tp: 20, fp: 5, fn: 10, tn: 15 })).toBeCloseTo(0.4, 10);
  });
});

describe("characters covered", () => {
  it("count letters and digits once, however many predictions cover them", () => {
    const text = "Ventetiden er faldet. Nyt.";
    const [whole, half] = [
      { start: 0, end: 21 },
      { start: 0, end: 10 },
    ];
    expect(lettersCovered(text, [half, half], [whole])).toEqual({ predicted: 10, gold: 18, both: 10 });
    expect(lettersCovered(text, [{ start: 22, end: 26 }], [whole])).toEqual({ predicted: 3, gold: 18, both: 0 });
  });
});

describe("comparing two prompts", () => {
  it("says better when all documents gained", () => {
    const pairs = [3, 4, 5, 6, 4, 5, 3, 6, 5, 4].map((n, i) => pair(n, n + 2 + (i % 2)));
    expect(compare(pairs, found, { margin: 0.05, seed: "gain" })).toMatchObject({ verdict: "better", tooFew: false });
  });
  it("says worse when lower is better and the number rose", () => {
    const pairs = [3, 4, 5, 6, 4, 5, 3, 6, 5, 4].map((n, i) => pair(n, n + 2 + (i % 2)));
    expect(compare(pairs, found, { margin: 0.05, lowerIsBetter: true, seed: "gain" }).verdict).toBe("worse");
  });
  it("says the same when nothing changed", () => {
    const pairs = [3, 4, 5, 6, 4, 5, 3].map((n) => pair(n, n));
    expect(compare(pairs, found, { margin: 0.05, seed: "same" }).verdict).toBe("same");
  });
  it("cannot tell from five documents, however large the difference", () => {
    const verdict = compare(
      [1, 1, 1, 1, 1].map((n) => pair(n, n + 8)),
      found,
      { margin: 0.05, seed: "few" },
    );
    expect(verdict).toMatchObject({ verdict: "undecided", tooFew: true });
  });
  it("cannot tell when two documents lost everything and ten lost nothing, and says how many it would take", () => {
    const pairs = [...[8, 9].map((n) => pair(n, 0)), ...[5, 6, 7, 8, 6, 7, 8, 5, 6, 7].map((n) => pair(n, n))];
    const verdict = compare(pairs, found, { margin: 0.05, seed: "clustered" });
    expect(["undecided", "worse"]).toContain(verdict.verdict);
    expect(verdict.documentsNeeded ?? 13).toBeGreaterThan(12);
  });
  it("never passes an equal change in every document by its interval alone", () => {
    const four = [1, 1, 1, 1].map((n) => pair(n, n + 3));
    const eight = [...four, ...four];
    expect(compare(four, found, { margin: 0.5, seed: "sd0" }).verdict).toBe("undecided");
    expect(compare(eight, found, { margin: 0.5, seed: "sd0" }).verdict).toBe("better");
  });
  it("gives the same bytes for the same seed", () => {
    const pairs = drawPairs({ documents: 12, claimsPerDocument: 8, effect: 0.05, promptNoise: 0.06 }, randomFrom("x"));
    const once = compare(pairs, found, { margin: 0.05, seed: "s" });
    expect(JSON.stringify(compare(pairs, found, { margin: 0.05, seed: "s" }))).toBe(JSON.stringify(once));
  });
});

describe("the pieces of a verdict", () => {
  it("cannot reach 0.05 by sign flips of five documents", () => {
    const p = signFlip(
      [1, 2, 1, 2, 1].map((n) => pair(n, n + 5)),
      found,
      100,
      randomFrom("p"),
    );
    expect(p).toBeCloseTo(0.0625, 10);
  });
  it("adjusts several p-values as Holm did", () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  });
  it("bounds a share and a zero", () => {
    expect(wilson(8, 10).low).toBeCloseTo(0.4902, 3);
    expect(wilson(8, 10).high).toBeCloseTo(0.9433, 3);
    expect(noneOf(300)).toBeCloseTo(0.00994, 4);
  });
});

describe("false alarms", () => {
  it("calls the same prompt different in at most 5 of 100 noisy re-runs", () => {
    const random = randomFrom("a/a");
    let called = 0;
    for (let i = 0; i < 200; i++) {
      const pairs = drawPairs({ documents: 30, claimsPerDocument: 8, effect: 0, promptNoise: 0.06 }, random);
      const { verdict } = compare(pairs, found, { margin: 0.01, draws: 600, seed: `a/a ${i}` });
      if (verdict === "better" || verdict === "worse") called++;
    }
    expect(called / 200).toBeLessThanOrEqual(0.05);
  });
  it.each([12, 30])(
    "McNemar over claims alarms falsely with %i documents where prompts act on whole ones; ours does not",
    (k) => {
      const { byClaims, byDocuments } = falseAlarms(k, 0.15, 1000);
      expect(byClaims).toBeGreaterThan(0.08);
      expect(byDocuments).toBeLessThanOrEqual(0.05);
    },
  );
  it.each([8, 12, 20, 40])("holds the truth in at least 93 of 100 intervals with %i documents", (documents) => {
    const { plain, widened } = coverage(documents, 1500);
    expect(widened).toBeGreaterThanOrEqual(0.93);
    if (documents <= 12) expect(plain).toBeLessThan(0.93);
  });
});
