import { describe, expect, it } from "vitest";
import { kappaOf, votePairs } from "../../functions/review/agreement.ts";
import { aDecision } from "../evidence-builders.ts";

const pairs = (yesYes: number, yesNo: number, noYes: number, noNo: number): [string, string][] => [
  ...Array.from({ length: yesYes }, (): [string, string] => ["accept", "accept"]),
  ...Array.from({ length: yesNo }, (): [string, string] => ["accept", "reject"]),
  ...Array.from({ length: noYes }, (): [string, string] => ["reject", "accept"]),
  ...Array.from({ length: noNo }, (): [string, string] => ["reject", "reject"]),
];

describe("agreement of two reviewers", () => {
  // by hand: raw (a+d)/n; chance from the margins; kappa (raw - chance)/(1 - chance); error sqrt(raw(1-raw)/n)/(1-chance)
  it.each([
    [[20, 5, 10, 15], { n: 50, raw: 0.7, kappa: 0.4, error: 0.12961 }],
    [[45, 15, 25, 15], { n: 100, raw: 0.6, kappa: 0.1304, error: 0.1065 }],
    [[25, 35, 5, 35], { n: 100, raw: 0.6, kappa: 0.2593, error: 0.09072 }],
    [[10, 0, 0, 10], { n: 20, raw: 1, kappa: 1, error: 0 }],
    [[0, 10, 10, 0], { n: 20, raw: 0, kappa: -1, error: 0 }],
  ] as const)("of %j is as computed by hand", (table, expected) => {
    const found = kappaOf(pairs(...(table as unknown as [number, number, number, number])));
    expect(found.n).toBe(expected.n);
    expect(found.raw).toBeCloseTo(expected.raw, 4);
    expect(found.kappa).toBeCloseTo(expected.kappa, 3);
    expect(found.high! - found.kappa!).toBeCloseTo(Math.min(1.96 * expected.error, 1 - expected.kappa), 3);
  });

  it("has no kappa where both always say the same one thing, and nothing at all without pairs", () => {
    expect(kappaOf(pairs(12, 0, 0, 0))).toEqual({ n: 12, raw: 1 });
    expect(kappaOf([])).toEqual({ n: 0 });
  });

  it("pairs the first two voters of each thing, reword counting as accept", () => {
    expect(
      votePairs([
        [aDecision("A", "accept")],
        [aDecision("A", "reword"), aDecision("B", "accept")],
        [aDecision("B", "reject"), aDecision("A", "reject"), aDecision("C", "accept")],
      ]),
    ).toEqual([
      ["accept", "accept"],
      ["reject", "reject"],
    ]);
  });
});
