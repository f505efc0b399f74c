import { describe, expect, it } from "vitest";
import type { ReviewCase } from "../../evals/datasets/review-case.ts";
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
  it("takes a withdrawn vote for none, and a settlement for the last word", () => {
    const rejected = about(second, { verdict: "reject", reviewer: "b" });
    const withdrawn = about(second, { verdict: "reopen", reviewer: "b", at: "2026-01-02T10:00:00Z" });
    const standing = (cases: ReviewCase[]) => [...standings(cases, text).values()][0]?.verdict;
    expect(standing([rejected, withdrawn])).toBe("withdrawn");
    expect(standing([about(second), rejected, withdrawn])).toBe("accept");
    const settled = about(second, { verdict: "reject", settles: true, reviewer: "c", at: "2026-01-03T10:00:00Z" });
    expect(standing([about(second), rejected, settled])).toBe("reject");
  });
  it("lets contested and stale cases gate nothing", () => {
    const { start, end } = about(second).span;
    const predicted = [{ start, end, exact: second, text: second, kind: "finding" as const, themes: [] }];
    const contested = [
      about(second),
      about(second, { verdict: "reject", reviewer: "b" }),
      about(second, { verdict: "pin" }),
    ];
    const stale = about("Ventetiden er steget.", {
      verdict: "reject",
      span: { start: 3, end: 9, exact: "findes ikke" },
    });
    expect(scoreReviewCases({ reading: { text } as never }, predicted, [...contested, stale])).toMatchObject({
      accepted: 0,
      rejected: 0,
      pinned: 0,
      contested: 1,
      stale: 1,
    });
  });
  it("counts a pinned rejection that comes back, but not under the kind it was missing", () => {
    const { start, end } = about(second).span;
    const as = (kind: "finding" | "challenge") => [{ start, end, exact: second, text: second, kind, themes: [] }];
    const cases = [
      about(second, { verdict: "reject", reason: "wrong-kind-or-theme" }),
      about(second, { verdict: "pin" }),
    ];
    const score = (kind: "finding" | "challenge") => scoreReviewCases({ reading: { text } as never }, as(kind), cases);
    expect(score("finding")).toMatchObject({ pinned: 1, pinnedReturned: 1 });
    expect(score("challenge")).toMatchObject({ pinned: 1, pinnedReturned: 0, returned: 0 });
  });
  it("does not mind that one of two duplicates comes back", () => {
    const { start, end } = about(second).span;
    const predicted = [{ start, end, exact: second, text: second, kind: "finding" as const, themes: [] }];
    const cases = [about(second, { verdict: "reject", reason: "duplicate" })];
    expect(scoreReviewCases({ reading: { text } as never }, predicted, cases)).toMatchObject({
      rejected: 0,
      returned: 0,
    });
  });
});
