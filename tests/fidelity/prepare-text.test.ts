import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anchorQuote } from "../../functions/fidelity/anchor-quote.ts";
import { decimalMarkOf, prepareText } from "../../functions/fidelity/prepare-text.ts";
import { scanTokens } from "../../functions/fidelity/tokens.ts";

/** Text with everything in it that the scanner minds. */
const aText = () =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "kræft",
          "ikke-\nvestlig",
          "1.284",
          "12,5",
          "82 %",
          "procentpoint",
          "%-point",
          "…",
          "[3]",
          "ﬁnde",
          "søge\u00adord",
          "hoved- og",
          "😀",
          "A\u030angstrøm",
          "samlet12",
          "“citat”",
          "–",
          "\n\n",
          "\t",
          "3²",
          "CO₂",
          "mia.",
          "\f",
          "x",
          "(…)",
        ),
        fc.string({ unit: "grapheme", maxLength: 6 }),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(" "));

describe("the normalised copy", () => {
  it("maps each token back to a stretch of the text that says the same by itself", () => {
    fc.assert(
      fc.property(aText(), (text) => {
        const { starts, ends, keys } = scanTokens(text, ",");
        let last = 0;
        for (let i = 0; i < keys.length; i++) {
          expect(starts[i]).toBeGreaterThanOrEqual(last);
          expect(ends[i]).toBeGreaterThan(starts[i]!);
          expect(keys[i]!.length).toBeGreaterThan(0);
          last = ends[i]!;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  it("finds any run of its tokens again where it stands", () => {
    fc.assert(
      fc.property(aText(), fc.nat(), fc.nat(), (text, a, b) => {
        const prepared = prepareText(text);
        const { starts, ends } = prepared.tokens;
        if (starts.length === 0) return;
        const from = a % starts.length;
        const to = from + (b % (starts.length - from));
        const quote = text.slice(starts[from], ends[to]);
        const anchor = anchorQuote(prepared, quote, { span: { start: starts[from]!, end: ends[to]! } });
        if (!anchor.found || anchor.fidelity !== "verbatim") return;
        expect(text.slice(anchor.start, anchor.end)).toBe(quote.trim());
      }),
      { numRuns: 1000 },
    );
  });

  it("knows where every token occurs", () => {
    const { index, tokens } = prepareText("Det er godt, at det er sådan, og det er alt.");
    expect([...index.positionsOf(index.idOf("det"))].map((i) => tokens.keys[i])).toEqual(["det", "det", "det"]);
    expect(index.positionsOf(index.idOf("aldrig"))).toHaveLength(0);
  });
});

it("tells by its words which mark parts the decimals of a text", () => {
  expect(decimalMarkOf("Der er 1.284 af dem, og det er mange.")).toBe(",");
  expect(decimalMarkOf("There are 1,284 of them, and that is a lot to be had.")).toBe(".");
});
