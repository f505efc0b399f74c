import { describe, expect, it } from "vitest";
import { shortAuthor } from "../../functions/ingest/references.ts";
import { lines } from "./pdf-maker.ts";
import { readingOf } from "./reading-of.ts";

const readLines = (...texts: string[]) => readingOf([{ content: lines(60, 700, texts, 9) }]);

describe("in-text citations", () => {
  it.each([
    ["(Nordby Kommune, 2021, s. 23)", [{ author: "Nordby Kommune", year: "2021", pages: ["23"] }]],
    ["(se fx Holm et al., 2018, s. 45-47)", [{ author: "Holm et al.", year: "2018", pages: ["45-47"] }]],
    [
      "(Holm & Juhl, 2020; Sundhedsrådet, 2019)",
      [
        { author: "Holm & Juhl", year: "2020" },
        { author: "Sundhedsrådet", year: "2019" },
      ],
    ],
    ["(Indenrigs- og Velfærdsministeriet, 2023b)", [{ author: "Indenrigs- og Velfærdsministeriet", year: "2023b" }]],
    [
      "(Ministeriet for Børn, Velfærd og Ligestilling, 2019)",
      [{ author: "Ministeriet for Børn, Velfærd og Ligestilling", year: "2019" }],
    ],
    ["(Holm & Juhl, 2020, s. 4&22)", [{ author: "Holm & Juhl", pages: ["4", "22"] }]],
    ["(jf. bl.a. Holm, 2018, 2020b, s. 7)", [{ year: "2018" }, { year: "2020b", pages: ["7"] }]],
    ["(Velfærdsstyrelsen, Plan for nære tilbud, 2018)", [{ author: "Velfærdsstyrelsen", year: "2018" }]],
    ["(Kilde: Danmarks Statistik, januar 2021)", [{ author: "Danmarks Statistik", year: "2021" }]],
    ["(interview med Karen Holm; rapport fra Center for Tal, 2022)", [{ author: "Center for Tal", year: "2022" }]],
    ["(Holm et al. 2019: 23)", [{ author: "Holm et al.", year: "2019", pages: ["23"] }]],
  ])("%s", async (citation, expected) => {
    const { mentions, text } = await readLines(`Andelen er steget siden da ${citation}.`);
    expect(mentions).toMatchObject(expected);
    for (const mention of mentions) expect(text.slice(mention.start, mention.end)).toContain(mention.author);
  });

  it("is not taken in by the word that names a source", async () => {
    const { mentions } = await readLines("Ifølge Registerforeningen (2018, s. 6) er det samme sket.");
    expect(mentions).toMatchObject([{ author: "Registerforeningen", year: "2018", pages: ["6"] }]);
  });

  it("with the year alone in the bracket belong to the name before it", async () => {
    const { mentions, text } = await readLines("Holm et al. (2018) fandt det samme.");
    expect(mentions).toMatchObject([{ author: "Holm et al.", year: "2018" }]);
    expect(text.slice(mentions[0]!.start, mentions[0]!.end)).toBe("Holm et al. (2018)");
  });

  it.each([
    ["En rapport udgivet af Dansk Selskab for Sikre Tilbud (2021) viser det.", "Dansk Selskab for Sikre Tilbud 2021"],
    ["Det er målt med Holm et al (2018)’s metode.", "Holm et al. 2018"],
    ["Ifølge Danske Kommuner er det for dyrt.", "Danske Kommuner"],
    ["En opgørelse fra Registerforeningen viser et fald.", "Registerforeningen"],
    ["Ifølge tal fra Danmarks Statistik er der flere ældre.", "Danmarks Statistik"],
  ])("are names in the sentence, too: %s", async (text, label) => {
    expect((await readLines(text)).mentions.map((mention) => mention.label)).toEqual([label]);
  });

  it("repeat the work cited nearby when a body is named without its year", async () => {
    const { mentions } = await readLines(
      "Der er flere tider end før (Velfærdsministeriet, 2021, s. 4).",
      "De er ifølge Velfærdsministeriet fordelt ligeligt.",
    );
    expect(mentions.map(({ label }) => label)).toEqual(["Velfærdsministeriet 2021", "Velfærdsministeriet 2021"]);
  });

  it("by number are the entries of a numbered list", async () => {
    const entries = [
      "1. Holm A, Juhl B. Ventetid i tal. Nordisk Tidsskrift 2019;21:1-9.",
      "2. Registerforeningen. Årets tal. Nordby; 2020.",
      "3. Madsen C, Lund D, Bang E. Nære tilbud. Nordisk Tidsskrift 2021;23:4.",
    ];
    const content = (said: readonly string[]) => [
      ...lines(60, 780, said, 10, 14),
      ...lines(60, 700, ["Litteratur"], 14, 18, "bold"),
      ...lines(60, 670, entries, 10, 22),
    ];
    const square = await readingOf([{ content: content(["Tallet faldt [1-2], og så steg det [3]."]) }]);
    expect(square.mentions.map(({ label }) => label)).toEqual([
      "Holm & Juhl 2019",
      "Registerforeningen 2020",
      "Madsen et al. 2021",
    ]);
    const round = await readingOf([{ content: content(["Tallet faldt (1,2), og i punkt (3) steg det (3)."]) }]);
    expect(round.mentions.map(({ label }) => label)).toEqual([
      "Holm & Juhl 2019",
      "Registerforeningen 2020",
      "Madsen et al. 2021",
    ]);
    const none = await readingOf([{ content: content(["Der er tre trin: (1) spørge, (2) svare og så videre."]) }]);
    expect(none.mentions).toEqual([]);
  });

  it("ibid. means the one before, with its own pages", async () => {
    const { mentions } = await readLines("Det er dyrt (Holm, 2018, s. 4).", "Det er også svært (ibid., s. 9).");
    expect(mentions.map(({ label, pages }) => [label, pages])).toEqual([
      ["Holm 2018", ["4"]],
      ["Holm 2018", ["9"]],
    ]);
  });

  it.each([
    "Det begyndte i foråret (marts 2021).",
    "Se figur (Figur 2, 2019).",
    "Der var 14 (ud af 2010) svar.",
    "Et punkt (jf. punkt 1).",
    "Regionerne (som siden 2016 har haft ansvaret) er enige.",
    "Regionerne (Nordby og Sønderby har siden 2016 været fælles) er enige.",
    "Planen (Plan for nære tilbud 2016-2020) er slut.",
    "Reglerne (LBK nr. 1011 af 17. juni 2023) gælder.",
    "Reglerne (bekendtgørelse nr. 584 af 28. maj 2018) gælder.",
    "Kravet (velfærdslovens § 86, 2019) gælder.",
    "Tilbuddet blev ændret (Aug 23, 2015).",
    "Tallet er nyt (Opdateret 2021).",
    "Copyright Karen Holm (2007), Bo Juhl (2009).",
    "Ifølge velfærdsloven skal kommunen svare.",
  ])("are not seen where nobody is cited: %s", async (text) => {
    expect((await readLines(text)).mentions).toEqual([]);
  });

  it("take the label of the reference list where there is one", async () => {
    const reading = await readingOf([
      {
        content: [
          ...lines(60, 760, ["Tallet er faldet (Holm og Juhl, 2020)."], 10),
          ...lines(60, 700, ["Litteratur"], 14, 18, "bold"),
          ...lines(60, 670, ["Holm, A., & Juhl, B. (2020). Ventetid i Nordby. Forlaget Nord."], 10),
        ],
      },
    ]);
    expect(reading.references).toEqual([
      { label: "Holm & Juhl 2020", entry: "Holm, A., & Juhl, B. (2020). Ventetid i Nordby. Forlaget Nord." },
    ]);
    expect(reading.mentions[0]!.label).toBe("Holm & Juhl 2020");
    expect(reading.passages.at(-1)!.kind).toBe("reference");
  });
});

describe("speakers", () => {
  it("are the persons whose interview a sentence gives", async () => {
    const reading = await readLines(
      "Kapaciteten er for lille, lyder det i interview med ledende overlæge Karen Holm.",
      "Ventetiden er lang.",
    );
    expect(reading.speakers).toMatchObject([{ name: "Karen Holm", role: "ledende overlæge" }]);
    expect(reading.text.slice(reading.speakers[0]!.start, reading.speakers[0]!.end)).toMatch(/^Kapaciteten .* Holm\.$/);
  });

  it.each([
    ["Det er svært, fortæller Karen Holm og Bo Juhl.", [{ name: "Karen Holm" }, { name: "Bo Juhl" }]],
    [
      "Det bekræftes i interview med Karen Holm, projektchef for Registerforeningen, og i tallene.",
      [{ name: "Karen Holm", role: "projektchef for Registerforeningen" }],
    ],
    ["Ifølge professor Karen Holm er der brug for mere viden.", [{ name: "Karen Holm", role: "professor" }]],
    ["Ifølge Karen Holm, der er overlæge, er det for sent.", [{ name: "Karen Holm", role: "overlæge" }]],
  ])("are told by name, with what they are: %s", async (text, expected) => {
    const { speakers, mentions } = await readLines(text);
    expect(speakers.map(({ start: _s, end: _e, ...person }) => person)).toEqual(expected);
    expect(mentions).toEqual([]);
  });

  it("are known again when only their name is given, and a body is no speaker", async () => {
    const { speakers, mentions } = await readLines(
      "Det er svært, siger overlæge Karen Holm.",
      "Ifølge Karen Holm er det for sent.",
      "Ifølge Danske Kommuner er det tidligt nok.",
    );
    expect(speakers.map(({ name }) => name)).toEqual(["Karen Holm", "Karen Holm"]);
    expect(mentions.map(({ label }) => label)).toEqual(["Danske Kommuner"]);
  });
});

it.each([
  ["Holm, A.", "Holm"],
  ["Holm, A. B., & Juhl, C.", "Holm & Juhl"],
  ["Holm, A., Juhl, C., & Madsen, P.", "Holm et al."],
  ["Indenrigs- og Velfærdsministeriet", "Indenrigs- og Velfærdsministeriet"],
])("names the authors %s as %s", (authors, short) => {
  expect(shortAuthor(authors)).toBe(short);
});
