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
});

it.each([
  ["Holm, A.", "Holm"],
  ["Holm, A. B., & Juhl, C.", "Holm & Juhl"],
  ["Holm, A., Juhl, C., & Madsen, P.", "Holm et al."],
  ["Indenrigs- og Velfærdsministeriet", "Indenrigs- og Velfærdsministeriet"],
])("names the authors %s as %s", (authors, short) => {
  expect(shortAuthor(authors)).toBe(short);
});
