import { describe, expect, it } from "vitest";
import { type ReportId, reportIdOf } from "../../functions/evidence/ids.ts";
import { sourcesOf } from "../../functions/evidence/sources.ts";
import { aCitation, aClaim } from "../evidence-builders.ts";

const report: ReportId = reportIdOf("wsp_test", "c".repeat(64));
const mention = (start: number, label: string, pages: string[] = []) => {
  const [author, year] = label.split(" ") as [string, string];
  return { start, end: start + 20, label, author, year, pages };
};

describe("the sources of a report", () => {
  const reading = {
    mentions: [
      mention(10, "Prøverådet 2020", ["12"]),
      mention(200, "Øvelsen 2018"),
      mention(400, "Prøverådet 2020", ["3", "12"]),
    ],
    references: [{ label: "Øvelsen 2018", entry: "Øvelsen (2018). En lang nok titel om noget bestemt. Aarhus." }],
  };
  it("are counted by label, the most cited first, pages in order", () => {
    expect(sourcesOf(reading, [])).toEqual([
      { label: "Prøverådet 2020", author: "Prøverådet", year: "2020", pages: ["3", "12"], mentions: 2, claimIds: [] },
      {
        label: "Øvelsen 2018",
        author: "Øvelsen",
        year: "2018",
        pages: [],
        mentions: 1,
        claimIds: [],
        reference: "Øvelsen (2018). En lang nok titel om noget bestemt. Aarhus.",
      },
    ]);
  });
  it("carry each claim once that overlaps a mention or names the label", () => {
    const overlapping = aClaim(report, { citations: [aCitation(report, { start: 0, exact: "x".repeat(420) })] });
    const naming = aClaim(report, {
      citations: [aCitation(report, { start: 600 })],
      attribution: { by: "source", sources: [{ label: "Øvelsen 2018", author: "Øvelsen", year: "2018" }] },
    });
    const [first, second] = sourcesOf(reading, [overlapping, naming]);
    expect(first?.claimIds).toEqual([overlapping.id]);
    expect(second?.claimIds).toEqual([overlapping.id, naming.id]);
  });
  it("are reports of the workspace by title in the reference list, or by publisher and year without one", () => {
    const known = [
      { id: reportIdOf("w", "1"), title: "En lang nok titel om noget bestemt" },
      { id: reportIdOf("w", "2"), title: "Noget helt andet", publisher: "PRØVERÅDET", year: 2020 },
    ];
    expect(sourcesOf(reading, [], known).map(({ reportId }) => reportId)).toEqual([known[1]!.id, known[0]!.id]);
  });
  it("are not another work of the same publisher and year when the reference list names this one", () => {
    const other = [
      { id: reportIdOf("w", "3"), title: "En ganske anden titel, også lang", publisher: "Øvelsen", year: 2018 },
    ];
    expect(sourcesOf(reading, [], other).every(({ reportId }) => reportId === undefined)).toBe(true);
  });
});
