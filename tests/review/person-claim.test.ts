import { describe, expect, it } from "vitest";
import { reportIdOf } from "../../functions/evidence/ids.ts";
import { personClaim } from "../../functions/review/person-claim.ts";
import { aReading } from "../extract/a-reading.ts";

const reportId = reportIdOf("wsp_test", "e".repeat(64));
const SENTENCE = "Frafaldet er størst blandt de yngste deltagere.";
const reading = aReading([SENTENCE], { title: "Deltagelse i kommunale tilbud", publisher: "Nordkysten", year: 2021 });
const marked = (parts: { start?: number; end?: number; text?: string }) =>
  personClaim(reading, reportId, { start: 0, end: SENTENCE.length, kind: "finding", themes: [], ...parts });

describe("a claim that a person marks", () => {
  it("takes whole words, however the hand fell", () => {
    const [from, to] = [SENTENCE.indexOf("afaldet"), SENTENCE.indexOf("ngste")];
    expect(marked({ start: from, end: to })?.text).toBe("Frafaldet er størst blandt de yngste");
  });
  it("is nothing where no word is", () => {
    expect(marked({ start: SENTENCE.length, end: SENTENCE.length + 1 })).toBeUndefined();
  });
  it("may say whom it is from, with the year of the report", () => {
    const own = marked({ text: "Ifølge Nordkysten (2021) er frafaldet størst blandt de yngste deltagere." });
    expect(own).toMatchObject({ checks: { figures: "ok", polarity: "ok" }, figures: [] });
  });
  it("is told of a year that is not the report's", () => {
    const own = marked({ text: "Ifølge Nordkysten (2019) er frafaldet størst blandt de yngste deltagere." });
    expect(own?.checks.figures).toBe("missing");
  });
});
