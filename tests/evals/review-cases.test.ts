import { describe, expect, it } from "vitest";
import type { ReviewCase } from "../../evals/harvest.ts";
import { scoreReviewCases, standings } from "../../evals/scorers/review-cases.ts";

const text = "Ventetiden er steget. Flere patienter klarer sig selv. Ventetiden er steget.";
const about = (exact: string, more: Partial<ReviewCase> = {}): ReviewCase => {
  const start = text.indexOf(exact);
  return {
    id: `dec_${exact.length}${JSON.stringify(more)}`,
    document: "doc",
    claimId: `clm_${exact}`,
    span: { start, end: start + exact.length, exact },
    verdict: "accept",
    kind: "finding",
    themes: ["treatment"],
    reviewer: "a",
    proposedBy: { engine: "local" },
    at: "2026-01-01T10:00:00Z",
    ...more,
  };
};
const second = "Flere patienter klarer sig selv.";

describe("decisions as cases", () => {
  it("takes the latest vote of each reviewer", () => {
    const cases = [about(second), about(second, { verdict: "reject", at: "2026-01-02T10:00:00Z" })];
    expect([...standings(cases, text).values()][0]?.verdict).toBe("reject");
  });
  it("sets a claim apart on which two reviewers disagree", () => {
    const cases = [about(second), about(second, { verdict: "reject", reviewer: "b" })];
    expect([...standings(cases, text).values()][0]?.verdict).toBe("contested");
  });
  it("finds words that moved, once, and calls them stale when they are gone or ambiguous", () => {
    const moved = `Nyt forord. ${text}`;
    expect([...standings([about(second)], moved).values()][0]).toMatchObject({ verdict: "accept", start: 34 });
    const twice = about("Ventetiden er steget.");
    expect([...standings([twice], moved).values()][0]?.verdict).toBe("stale");
    expect([...standings([about(second)], "Andet.").values()][0]?.verdict).toBe("stale");
  });
  it("counts what came back and never counts the unjudged as wrong", () => {
    const { start, end } = about(second).span;
    const predicted = [
      { start, end, exact: second, text: second, kind: "finding" as const, themes: [] },
      { start: 0, end: 21, exact: text.slice(0, 21), text: "", kind: "finding" as const, themes: [] },
    ];
    const counts = scoreReviewCases({ reading: { text } as never }, predicted, [about(second, { verdict: "reject" })]);
    expect(counts).toMatchObject({ rejected: 1, returned: 1, accepted: 0, unjudged: 1 });
  });
});
