import { describe, expect, it } from "vitest";
import { attributionOf } from "../../functions/evidence/attribution-of.ts";

const said = "Ventetiden er kortere end før (Testrådet, 2021, s. 7).";
const reading = {
  mentions: [
    { start: 30, end: 53, label: "Testrådet 2021", author: "Testrådet", year: "2021", pages: ["7", "9-10"] },
    { start: 200, end: 220, label: "Andre 2019", author: "Andre", year: "2019", pages: [] },
  ],
  speakers: [{ start: 300, end: 400, name: "Bodil Prøve", role: "overlæge" }],
};

describe("whose statement it is", () => {
  it("is a cited source's when the words hold its in-text citation", () => {
    expect(attributionOf(reading, [{ start: 0, end: said.length }])).toEqual({
      by: "source",
      sources: [{ label: "Testrådet 2021", author: "Testrådet", year: "2021", page: "7, 9-10" }],
    });
  });
  it("is a cited source's when the citation stands right behind the words", () => {
    expect(attributionOf(reading, [{ start: 0, end: 28 }]).by).toBe("source");
  });
  it("is the report's own when the citation stands in another sentence", () => {
    expect(attributionOf(reading, [{ start: 60, end: 190 }])).toEqual({ by: "report" });
  });
  it("is a named speaker's inside what she says, also where she mentions a source", () => {
    const mentions = [{ start: 320, end: 340, label: "Andre 2019", author: "Andre", pages: [] }];
    expect(attributionOf({ ...reading, mentions }, [{ start: 310, end: 350 }])).toEqual({
      by: "speaker",
      speaker: { name: "Bodil Prøve", role: "overlæge" },
    });
  });
  it("names each source once, whichever of several citations mentions it", () => {
    const spans = [
      { start: 0, end: 54 },
      { start: 25, end: 54 },
      { start: 190, end: 230 },
    ];
    expect(attributionOf(reading, spans).sources?.map(({ label }) => label)).toEqual(["Testrådet 2021", "Andre 2019"]);
  });
});
