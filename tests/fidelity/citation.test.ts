import { describe, expect, it } from "vitest";
import { Citation } from "../../functions/evidence/citation.ts";
import type { ReportId } from "../../functions/evidence/ids.ts";
import { anchorQuote } from "../../functions/fidelity/anchor-quote.ts";
import { citationFor } from "../../functions/fidelity/citation.ts";
import { reAnchor, reanchorCitation } from "../../functions/fidelity/re-anchor.ts";
import { aReading } from "./a-reading.ts";

const REPORT = "rep_0123456789abcdef0123" as ReportId;
const PAGES = [
  "Kapaciteten er presset i hele landet. Ventetiden steg til 41 dage i 2022.\n",
  "Kommunerne tilbyder rygestop til alle borgere. Der er få data om effekten.\n",
];

function cite(pages: readonly string[], quote: string) {
  const reading = aReading(pages);
  const anchor = anchorQuote(reading.text, quote);
  if (!anchor.found) throw new Error(`no such words: ${quote}`);
  return { reading, citation: citationFor(reading, REPORT, anchor) };
}

describe("a citation", () => {
  it("holds the source's own words, their surroundings, page and rectangles", () => {
    const { reading, citation } = cite(PAGES, "kommunerne  tilbyder rygestop til alle borgere.");
    expect(Citation.parse(citation)).toEqual(citation);
    expect(citation).toMatchObject({
      page: 2,
      fidelity: "normalised",
      exact: "Kommunerne tilbyder rygestop til alle borgere.",
    });
    expect(reading.text.slice(citation.start, citation.end)).toBe(citation.exact);
    expect(reading.text.slice(0, citation.start).endsWith(citation.prefix)).toBe(true);
    expect(reading.text.slice(citation.end).startsWith(citation.suffix)).toBe(true);
    expect(citation.rects).toHaveLength(1);
    expect(citation.rects[0]).toMatchObject({ page: 2 });
  });

  it("begins on its first page and has rectangles on both when it crosses", () => {
    const { citation } = cite(
      ["Det gælder både for kvinder ", "og for mænd over 60 år."],
      "Det gælder både for kvinder og for mænd over 60 år.",
    );
    expect(citation.page).toBe(1);
    expect(citation.rects.map(({ page }) => page)).toEqual([1, 2]);
  });

  it("cuts no character in two where its surroundings end", () => {
    const { citation } = cite(
      [`${"😀".repeat(20)}x Kapaciteten er presset. ${"😀".repeat(20)}`],
      "Kapaciteten er presset.",
    );
    expect(citation.prefix.length).toBeLessThanOrEqual(32);
    expect(citation.prefix.isWellFormed()).toBe(true);
    expect(citation.suffix.isWellFormed()).toBe(true);
  });
});

describe("a citation in another reading of its report", () => {
  const { citation } = cite(PAGES, "Ventetiden steg til 41 dage i 2022.");
  const claim = { citations: [citation], flags: [] };

  it("stays as it is when nothing changed", () => {
    expect(reAnchor(claim, aReading(PAGES))).toBeUndefined();
  });

  it("shifts with the text before it", () => {
    const reading = aReading([`Et nyt forord. ${PAGES[0]}`, PAGES[1]!]);
    const after = reAnchor(claim, reading)!;
    expect(after.flags).toEqual([]);
    expect(after.citations[0]!.start).toBe(citation.start + 15);
    expect(reading.text.slice(after.citations[0]!.start, after.citations[0]!.end)).toBe(citation.exact);
  });

  it("says so when it stands on another page", () => {
    const reading = aReading(["Et helt nyt kapitel om noget andet.\n", ...PAGES]);
    expect(reanchorCitation(citation, reading)).toMatchObject({ state: "moved", citation: { page: 2 } });
    expect(reAnchor(claim, reading)!.flags).toEqual(["moved"]);
  });

  it("shows the words as they are now when they were reworded", () => {
    const reading = aReading([PAGES[0]!.replace("Ventetiden steg til", "Ventetiden steg igen til"), PAGES[1]!]);
    expect(reanchorCitation(citation, reading)).toMatchObject({
      state: "changed",
      citation: { fidelity: "differs", exact: "Ventetiden steg igen til 41 dage i 2022." },
    });
    expect(reAnchor(claim, reading)!.flags).toEqual(["moved", "wording-differs"]);
  });

  it.each([
    ["its number changed", PAGES[0]!.replace("41", "14")],
    ["it was struck out", "Kapaciteten er presset i hele landet.\n"],
  ])("has vanished when %s, and keeps what it said", (_, page) => {
    const reading = aReading([page, PAGES[1]!]);
    expect(reanchorCitation(citation, reading)).toMatchObject({ state: "vanished" });
    expect(reAnchor(claim, reading)).toEqual({ citations: [citation], flags: ["vanished"] });
  });

  it("is found again after it had vanished", () => {
    expect(reAnchor({ citations: [citation], flags: ["vanished"] }, aReading(PAGES))).toEqual({
      citations: [citation],
      flags: [],
    });
  });

  it("keeps to its own page when the sentence stands on several", () => {
    const twice = ["Der mangler data. Kapitel 1.\n", "Der mangler data. Kapitel 2.\n"];
    const reading = aReading(twice);
    const second = reading.text.lastIndexOf("Der mangler data.");
    const own = citationFor(reading, REPORT, {
      found: true,
      start: second,
      end: second + 17,
      fidelity: "verbatim",
      edits: [],
      score: 1,
    });
    expect(reAnchor({ citations: [own], flags: [] }, reading)).toBeUndefined();
  });
});
