import { describe, expect, it } from "vitest";
import { type ReportId, reportIdOf } from "../../functions/evidence/ids.ts";
import { occurrenceOf } from "../../functions/evidence/occurrence.ts";
import { settleIdentity } from "../../functions/extract/same-claim.ts";
import { aCitation, aClaim } from "../evidence-builders.ts";

const report: ReportId = reportIdOf("wsp_test", "b".repeat(64));
const at = (start: number, end: number) => [aCitation(report, { start, exact: "x".repeat(end - start) })];

describe("the occurrence of a quote", () => {
  const text = "Flere får hjælp. Noget andet. Flere får hjælp. Og flere får  hjælp!";
  it.each([
    ["its first place", 0, 0],
    ["its second place", 30, 1],
    ["its third, with other spacing, case and mark", text.lastIndexOf("flere"), 2],
  ])("is counted from 0: %s", (_, start, expected) => {
    expect(occurrenceOf({ text }, "Flere får hjælp.", start)).toBe(expected);
  });
  it("is 0 for words that hold no letter or digit", () => {
    expect(occurrenceOf({ text }, "…", 5)).toBe(0);
  });
  it("does not count half letters of a surrogate pair as places of their own", () => {
    const with𝒜 = "𝒜 her. Flere får hjælp.";
    expect(occurrenceOf({ text: with𝒜 }, "Flere får hjælp.", with𝒜.indexOf("Flere"))).toBe(0);
  });
});

describe("claims proposed again", () => {
  const known = aClaim(report, { citations: at(100, 200) });
  it("take the id of an existing claim that covers nearly the same words", () => {
    const [settled] = settleIdentity([aClaim(report, { citations: at(105, 203) })], [known]);
    expect(settled?.id).toBe(known.id);
  });
  it("do not take the id of a claim whose words are gone: its offsets are of another text", () => {
    const gone = aClaim(report, { citations: at(100, 200), flags: ["vanished"] });
    const proposed = aClaim(report, { citations: at(105, 203) });
    expect(settleIdentity([proposed], [gone])[0]?.id).toBe(proposed.id);
  });
  it("keep their own id when the overlap is under 0.8", () => {
    const proposed = aClaim(report, { citations: at(130, 210) });
    expect(settleIdentity([proposed], [known])[0]?.id).toBe(proposed.id);
  });
  it("match on 0.8 exactly", () => {
    expect(settleIdentity([aClaim(report, { citations: at(100, 180) })], [known])[0]?.id).toBe(known.id);
  });
  it("give an existing id to one of them only", () => {
    const twice = [aClaim(report, { citations: at(100, 200) }), aClaim(report, { citations: at(102, 201) })];
    expect(settleIdentity(twice, [known]).map(({ id }) => id)).toEqual([known.id]);
  });
  it("are one claim when two of a batch cover the same words", () => {
    const twice = [aClaim(report, { citations: at(500, 600) }), aClaim(report, { citations: at(504, 600) })];
    expect(settleIdentity(twice, [])).toEqual([twice[0]]);
  });
  it("leave what a person marked herself alone", () => {
    const marked = aClaim(report, { citations: at(100, 200), origin: { engine: "person" } });
    expect(settleIdentity([aClaim(report, { citations: at(100, 200) })], [marked])).toEqual([]);
  });
});
