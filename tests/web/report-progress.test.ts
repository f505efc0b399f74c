import { describe, expect, it } from "vitest";
import { ranges } from "../../web/src/overview/gaps.ts";
import { markedParts } from "../../web/src/reports/marked-parts.ts";
import { pageGaps, rangeOf } from "../../web/src/reports/page-gaps.ts";
import { stepOf } from "../../web/src/reports/report-steps.ts";
import { minutesLeft } from "../../web/src/reports/time-left.ts";

const page = (number: number, state: "text" | "no-text" | "failed" | "blank", acknowledgedBy?: string) => ({
  page: number,
  state,
  passages: 0,
  claims: 0,
  heldBack: 0,
  ...(acknowledgedBy === undefined ? {} : { acknowledgedBy }),
});

describe("gaps in a report", () => {
  it("are stretches of pages that failed for the same reason and that nobody has marked", () => {
    const gaps = pageGaps([
      page(1, "text"),
      page(2, "no-text"),
      page(3, "no-text"),
      page(4, "failed"),
      page(5, "blank"),
      page(6, "no-text", "Redaktør"),
      page(7, "no-text"),
    ]);
    expect(gaps.map((gap) => [rangeOf(gap), gap.state, gap.acknowledged])).toEqual([
      ["2–3", "no-text", false],
      ["4", "failed", false],
      ["6", "no-text", true],
      ["7", "no-text", false],
    ]);
  });

  it("are said as ranges", () => {
    expect(ranges([3, 4, 5, 9, 11, 12])).toBe("3–5, 9, 11–12");
    expect(ranges([])).toBe("");
  });
});

describe("a report's step", () => {
  it.each([
    ["awaiting-upload", 0, 0, undefined, "received"],
    ["queued", 0, 0, undefined, "received"],
    ["reading", 0, 0, undefined, "checked"],
    ["reading", 0, 0, 26, "text"],
    ["extracting", 3, 9, 26, "claims"],
    ["extracting", 9, 9, 26, "verified"],
    ["ready", 9, 9, 26, "verified"],
  ] as const)("with %s and %i of %i parts, %s pages, is %s", (status, done, total, pages, step) => {
    expect(stepOf({ status, progress: { done, total }, ...(pages === undefined ? {} : { pageCount: pages }) })).toBe(
      step,
    );
  });
});

describe("time left", () => {
  it("is said in whole minutes at the pace seen so far", () => {
    expect(minutesLeft({ at: 0, done: 10 }, { at: 60_000, done: 20 }, 40)).toBe(2);
    expect(minutesLeft({ at: 0, done: 0 }, { at: 10_000, done: 90 }, 100)).toBe(0);
  });

  it("is not said while it would be a guess", () => {
    expect(minutesLeft({ at: 0, done: 0 }, { at: 2_000, done: 5 }, 10)).toBeUndefined();
    expect(minutesLeft({ at: 0, done: 5 }, { at: 60_000, done: 5 }, 10)).toBeUndefined();
  });
});

describe("words that differ", () => {
  it("are marked in order, each once, and the text stays whole", () => {
    const parts = markedParts("fra 12 til 12 pct. i 2023", ["12", "2023"]);
    expect(parts.filter((part) => part.marked).map((part) => part.at)).toEqual([4, 21]);
    expect(parts.map((part) => part.text).join("")).toBe("fra 12 til 12 pct. i 2023");
  });

  it("are left alone where they do not stand", () => {
    expect(markedParts("uden tal", ["12", ""])).toEqual([{ at: 0, text: "uden tal", marked: false }]);
  });
});
