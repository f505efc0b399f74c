import { describe, expect, it } from "vitest";
import type { DraftRequest, ProposedStatement } from "../../functions/engines/engine.ts";
import type { DraftId, ReportId } from "../../functions/evidence/ids.ts";
import { reportIdOf } from "../../functions/evidence/ids.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import { draftOf, usable } from "../../functions/synthesize/write-draft.ts";
import { aClaim } from "../evidence-builders.ts";
import { anEngine } from "../extract/an-engine.ts";

const report: ReportId = reportIdOf("wsp_test", "f".repeat(64));
const draftId = "dra_test" as DraftId;
const few = aClaim(report, { exact: "48 procent af borgerne deltog i forløbet i 2022.", start: 0 });
const lack = aClaim(report, {
  exact: "Der mangler viden om forløbets virkning.",
  start: 100,
  kind: "knowledge-gap",
  attribution: { by: "source", sources: [{ label: "Prøverådet 2021", author: "Prøverådet", year: "2021" }] },
});
const request: DraftRequest = {
  theme: DEFAULT_THEMES[0]!,
  claims: [few, lack],
  reports: [
    { id: report, title: "Status på forløb", publisher: "Øvestyrelsen", year: 2023, language: "da", pageCount: 3 },
  ],
  language: "da",
};
const says = (text: string, section: ProposedStatement["section"], ...claims: { id: string }[]): ProposedStatement => ({
  text,
  section,
  claimIds: claims.map(({ id }) => id),
});

describe("a draft", () => {
  it("holds sentences with the citations of the claims they name, section by section", async () => {
    const engine = anEngine({
      draft: () => [says(lack.text, "knowledge-gaps", lack), says(few.text, "status", few)],
    });
    const { statements, dropped } = await draftOf(engine, draftId, request);
    expect(statements.map(({ section, text }) => [section, text])).toEqual([
      ["status", few.text],
      ["knowledge-gaps", lack.text],
    ]);
    expect(statements[0]).toMatchObject({
      claimIds: [few.id],
      citations: few.citations,
      status: "pending",
      version: 0,
    });
    expect(dropped).toEqual([]);
  });

  it("sends a refused sentence back once, with the reason, and takes the revision", async () => {
    const asked: DraftRequest[] = [];
    const engine = anEngine({
      draft: (again) => {
        asked.push(again);
        return again.refused === undefined
          ? [says("58 procent af borgerne deltog i forløbet.", "status", few), says(lack.text, "knowledge-gaps", lack)]
          : [says("48 procent af borgerne deltog i forløbet.", "status", few)];
      },
    });
    const { statements, usage, dropped } = await draftOf(engine, draftId, request);
    expect(asked[1]?.refused?.map(({ why }) => why)).toEqual([expect.stringContaining("58 procent")]);
    expect(statements.map(({ text }) => text)).toEqual(["48 procent af borgerne deltog i forløbet.", lack.text]);
    expect(usage.requests).toBe(2);
    expect(dropped).toEqual([]);
  });

  it("leaves out what fails twice", async () => {
    const engine = anEngine({ draft: () => [says("58 procent deltog i forløbet.", "status", few)] });
    const { statements, dropped } = await draftOf(engine, draftId, request);
    expect(statements).toEqual([]);
    expect(dropped).toEqual([
      { text: "58 procent deltog i forløbet.", why: expect.stringContaining("figure-not-in-source") },
    ]);
  });

  it("does not repeat a sentence when the engine answers with the whole draft again", async () => {
    const engine = anEngine({
      draft: () => [says(few.text, "status", few), says("Alle ved alt om 77 forløb.", "status", lack)],
    });
    expect((await draftOf(engine, draftId, request)).statements.map(({ text }) => text)).toEqual([few.text]);
  });

  it.each([
    ["no claim", [] as { id: string }[]],
    ["a claim that was not given", [few, { id: "clm_unknown" }]],
  ])("takes no sentence that names %s", async (_, claims) => {
    const engine = anEngine({ draft: () => [says(few.text, "status", ...claims)] });
    expect((await draftOf(engine, draftId, request)).statements).toEqual([]);
  });

  it("may say whose words they are, years included", async () => {
    const sentences = [
      "Ifølge Prøverådet (2021) mangler der viden om forløbets virkning.",
      "Øvestyrelsen (2023) peger på, at der mangler viden om forløbets virkning.",
    ];
    const engine = anEngine({ draft: () => sentences.map((text) => says(text, "knowledge-gaps", lack)) });
    expect((await draftOf(engine, draftId, request)).statements.map(({ text }) => text)).toEqual(sentences);
  });

  it("gives a sentence the same id when it is written again", async () => {
    const engine = anEngine({ draft: () => [says(few.text, "status", few)] });
    const ids = async () => (await draftOf(engine, draftId, request)).statements.map(({ id }) => id);
    expect(await ids()).toEqual(await ids());
  });
});

describe("the claims a draft may rest on", () => {
  it("are accepted ones first, then pending ones, never rejected ones or ones in conflict", () => {
    const at = (start: number, status: "pending" | "accepted" | "rejected" | "conflict") =>
      aClaim(report, { start, status });
    const claims = [at(1, "pending"), at(2, "rejected"), at(3, "accepted"), at(4, "conflict"), at(5, "accepted")];
    expect(usable(claims).map(({ citations }) => citations[0]!.start)).toEqual([3, 5, 1]);
  });
});
