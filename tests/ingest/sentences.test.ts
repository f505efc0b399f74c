import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitSentences } from "../../functions/ingest/sentences.ts";
import { boundaryScore, DDT, type TreebankFile } from "./treebank.ts";

const cut = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe("splitSentences", () => {
  it.each([
    [
      "abbreviations in mid-sentence",
      ["Det gælder bl.a. Region Nord, jf. Aftale om økonomi.", "Derefter ventes svar."],
    ],
    ["ordinals and dates", ["Mødet blev holdt den 3. april og igen 31. marts.", "Næste møde følger."]],
    ["decimal and thousands points", ["Der blev brugt 2.350,5 mio. kr. i 2022.", "Det er 4.7 pct. mere."]],
    ["initials", ["Kapitlet er skrevet af H. C. Madsen og P. Juhl.", "Det er kort."]],
    ["an abbreviation that ends its sentence", ["De talte om ventetid, transport m.m.", "Flere ønskede hjemmebesøg."]],
    ["closing quotation marks", ["Hun sagde: »Vi venter stadig.«", "Så gik hun."]],
    ["question and exclamation marks", ["Hvem har ansvaret?", "Det ved ingen!", "Sådan er det."]],
    ["a footnote mark after the stop", ["Forløbet er ændret.²", "Nu måles det."]],
    ["numbers that open a heading or an item", ["1. Indledning og formål."]],
    ["English abbreviations", ["See Smith et al. 2019, e.g. on waiting times.", "It fell by 4.5 per cent."]],
    ["ellipses", ["Man kunne måske …", "Nej, det gik ikke."]],
    ["semicolons and colons that go on", ["To ting mangler: tid; og penge."]],
  ])("keeps %s together", (_, sentences) => {
    expect(cut(sentences.join(" "))).toEqual(sentences);
  });

  it("loses no character but white space, whatever the text", () => {
    const piece = fc.constantFrom(
      "Hun",
      "gik",
      "bl.a.",
      "3.",
      "(kl.",
      "12)",
      "»Ja.«",
      "…",
      ".",
      "?!",
      "m.m.",
      "H.",
      "\n",
      "  ",
      "å",
      "2,5",
      "•",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join(" ");
        const spans = splitSentences(text);
        let last = 0;
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(last, start).trim()).toBe("");
          last = end;
        }
        expect(text.slice(last).trim()).toBe("");
      }),
    );
  });

  it("cuts 100 kB of hostile marks without slowing down", () => {
    const started = performance.now();
    for (const unit of [".", ". ", "a.", "1. ", '" . ', "((((", "A. "])
      splitSentences(unit.repeat(100_000 / unit.length));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

const there = existsSync(DDT);
if (!there) console.log(`not measured: sentence boundaries (${DDT} is not there)`);

describe.runIf(there)("splitSentences on the Danish treebank", () => {
  it("finds the boundaries with F1 of 0.955 or more and precision of 0.99 or more", () => {
    const score = boundaryScore(JSON.parse(readFileSync(DDT, "utf8")) as TreebankFile, splitSentences);
    expect(score.precision).toBeGreaterThanOrEqual(0.99);
    expect(score.f1).toBeGreaterThanOrEqual(0.955);
  });
});
