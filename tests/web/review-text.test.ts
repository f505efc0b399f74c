import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figuresMissing, tieFigures } from "../../web/src/review/figures-in-text.ts";
import { diffWords } from "../../web/src/text/word-diff.ts";

describe("numbers that stand in both texts", () => {
  const underlined = (text: string, other: string) =>
    tieFigures(text, other)
      .filter((run) => run.figure)
      .map((run) => run.text);

  it.each([
    ["41 pct. havde det i 2022", "I 2022 havde 41 pct. af dem det", ["41 pct.", "2022"]],
    ["41 pct. af dem", "41 % af dem", ["41 pct."]],
    ["1.234 forløb", "1 234 forløb", ["1.234"]],
    ["12,5 pct.", "12,6 pct.", []],
    ["4 procentpoint", "4 procent", []],
    ["i 2021-2023", "fra 2021 til 2023", ["2021", "2023"]],
    ["uden tal", "med 3", []],
  ] as const)("underlines in »%s« what »%s« has too", (text, other, found) => {
    expect(underlined(text, other)).toEqual(found);
  });

  it("loses no character of the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, other) => {
        expect(
          tieFigures(text, other)
            .map((run) => run.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });

  it("names the numbers that a rewording brings in from nowhere", () => {
    expect(figuresMissing("Faldet er 48 pct. siden 2019", "Det faldt med 48 pct. efter 2018")).toEqual(["2019"]);
  });

  it("is not slow on a long row of digits and dots", () => {
    const hostile = "1.".repeat(50_000);
    const before = performance.now();
    tieFigures(hostile, hostile);
    expect(performance.now() - before).toBeLessThan(1_500);
  });
});

describe("what changed, word by word", () => {
  it("keeps the common words and shows the others", () => {
    expect(diffWords("Ventetiden er halveret siden 2019", "Ventetiden er faldet med 48 pct. siden 2019")).toEqual([
      { kind: "same", text: "Ventetiden er " },
      { kind: "out", text: "halveret " },
      { kind: "in", text: "faldet med 48 pct. " },
      { kind: "same", text: "siden 2019" },
    ]);
  });

  it("gives both texts back", () => {
    const words = fc.array(fc.constantFrom("ventetid", "faldt", "ikke", "12", "dage"), { maxLength: 12 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [before, after] = [a.join(" "), b.join(" ")];
        const runs = diffWords(before, after);
        const squeeze = (kinds: readonly string[]) =>
          runs
            .filter((run) => kinds.includes(run.kind))
            .map((run) => run.text)
            .join("")
            .split(/\s+/)
            .filter(Boolean)
            .join(" ");
        expect(squeeze(["same", "out"])).toBe(before);
        expect(squeeze(["same", "in"])).toBe(after);
      }),
    );
  });
});
