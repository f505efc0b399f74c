import { describe, expect, it } from "vitest";
import { lines, type PageSpec } from "./pdf-maker.ts";
import { readingOf } from "./reading-of.ts";

const BODY = [
  "Kommunen har i flere år arbejdet med at samle sine tilbud til borgere med langvarig sygdom,",
  "og borgerne er undervejs blevet spurgt om, hvad der er vigtigst for dem i hverdagen.",
  "I januar 2007 overtog kommunen opgaven, og siden er antallet af tilbud vokset støt.",
];

const report = async (cover: PageSpec["content"], info: Record<string, string> = {}) => {
  const pages = [{ content: cover }, { content: lines(70, 700, BODY, 10) }];
  const { title, publisher, year, kind, language } = await readingOf(pages, info);
  return { title, publisher, year, kind, language };
};

describe("what the cover shows", () => {
  it("is title, publisher, year and kind", async () => {
    expect(
      await report([
        ...lines(70, 600, ["Evaluering af nære tilbud"], 24),
        ...lines(70, 540, ["Oktober 2021"], 11),
        ...lines(70, 120, ["Nordby Kommune"], 11),
      ]),
    ).toEqual({
      title: "Evaluering af nære tilbud",
      publisher: "Nordby Kommune",
      year: 2021,
      kind: "research",
      language: "da",
    });
  });

  it("is the title without its line-end hyphen, and with the line it goes on in", async () => {
    const { title } = await report(lines(70, 600, ["Sammenhængende sundheds-", "tilbud i hele landet"], 24, 28));
    expect(title).toBe("Sammenhængende sundhedstilbud i hele landet");
    const open = await report([
      ...lines(70, 600, ["Tilsynsrapport for"], 18),
      ...lines(70, 540, ["Plejecentret Enghaven"], 18),
    ]);
    expect(open).toMatchObject({ title: "Tilsynsrapport for Plejecentret Enghaven", kind: "other" });
  });

  it.each([
    ["a template's title that no page bears out", "Årsmøde i klubben 2011", "Forebyggelse i nære miljøer"],
    ["a title that says the sort of paper only", "Notat - Nordby Kommune", "Forebyggelse i nære miljøer"],
    ["a title that a program wrote", "Microsoft Word - udkast3.docx", "Forebyggelse i nære miljøer"],
    ["the title the page shows in other words", "Om forebyggelse i nære miljøer", "Om forebyggelse i nære miljøer"],
  ])("or the document's own information: %s", async (_, written, expected) => {
    const { title } = await report(lines(70, 600, ["Forebyggelse i nære miljøer"], 24), { Title: written });
    expect(title).toBe(expected);
  });

  it("is what the minutes are of", async () => {
    expect(
      await report([
        ...lines(70, 600, ["Referat"], 24),
        ...lines(70, 560, ["Sundhedsudvalget den 4. december 2012, kl. 13:00 i lokale 32"], 12, 15, "bold"),
      ]),
    ).toMatchObject({ title: "Referat: Sundhedsudvalget den 4. december 2012", kind: "minutes", year: 2012 });
  });

  it.each([
    [["Udgivelsesdato: 31.01.2024"], 2024],
    [["Effective 3/17/04"], 2004],
    [["Version 12 - 2023-03-22"], 2023],
    [["Copyright 2004, 2010 Holm", "Copyright 2016 Juhl"], 2016],
    [["Dok.nr.: 2012-206127"], 2012],
    [["Nordisk Tidsskrift 2019;21(3):1-9"], 2019],
  ])("is dated by %s", async (dated, year) => {
    expect((await report([...lines(70, 600, ["Nære tilbud"], 24), ...lines(70, 300, dated, 9, 40)])).year).toBe(year);
  });
});

describe("what is not shown is not said", () => {
  it("no publisher, year or kind is made of what the text speaks of", async () => {
    expect(await report(lines(70, 600, ["Nære tilbud i tal"], 24))).toEqual({
      title: "Nære tilbud i tal",
      publisher: undefined,
      year: undefined,
      kind: undefined,
      language: "da",
    });
  });

  it("a date after the file was made is no date of publication", async () => {
    const cover = [...lines(70, 600, ["Nære tilbud"], 24), ...lines(70, 300, ["Januar 2030"], 9)];
    expect((await report(cover, { CreationDate: "D:20190312101500" })).year).toBe(2019);
  });

  it("a body's address in a sentence is no publisher", async () => {
    const cover = [
      ...lines(70, 600, ["Nære tilbud"], 24),
      ...lines(70, 300, ["Corresponding Author:", "University of Nordby"], 9, 30),
    ];
    expect((await report(cover)).publisher).toBeUndefined();
  });
});

it("a report that tells how it was made is research", async () => {
  const cover = [
    ...lines(70, 700, ["Nære tilbud i tal"], 24),
    ...lines(70, 600, ["Undersøgelsens metode"], 14, 18, "bold"),
    ...lines(70, 570, BODY, 10),
  ];
  expect((await report(cover)).kind).toBe("research");
});
