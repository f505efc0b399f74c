import { describe, expect, it } from "vitest";
import { attributionOf } from "../../functions/evidence/attribution-of.ts";
import type { Reading } from "../../functions/evidence/reading.ts";
import { sourcesOf } from "../../functions/evidence/sources.ts";
import { lines, markedLine, markedLines, type PageSpec, rule } from "./pdf-maker.ts";
import { readingOf } from "./reading-of.ts";

const FILLER = [
  "Denne tekst fylder siden, så brødteksten har en størrelse, der er rapportens egen.",
  "Den handler om en kommune, der har ordnet sine opgaver på en ny måde i flere år.",
  "Opgaverne er løst af de samme medarbejdere som før, og borgerne er spurgt undervejs.",
];

/** A page with running text at its top and small notes under a rule at its foot. */
const page = (body: readonly string[], notes: readonly string[]): PageSpec => ({
  content: [
    ...markedLines(70, 760, [...body, ...FILLER], 10, 14),
    ...(notes.length > 0 ? [rule(70, 132, 200, 132)] : []),
    ...markedLines(70, 120, notes, 7.5, 10),
  ],
});

/** Each note's mark and beginning, with the words before each of its marks. */
const tiesOf = ({ notes = [], text }: Reading) =>
  notes.map(({ mark, start, end, at }) => [
    mark,
    text.slice(start, end).slice(0, 24),
    ...at.map((span) => /\S*$/.exec(text.slice(0, span.start))![0] + text.slice(span.start, span.end)),
  ]);

describe("footnotes", () => {
  it("are tied to their marks, behind words, commas and full stops", async () => {
    const reading = await readingOf([
      page(
        ["Ventetiden^1^ er faldet i Nordby,^2^ men ikke i Sønderby.^3^"],
        ["^1^ Målt i kalenderdage fra henvisning.", "^2^ Uden ferieuger.", "^3^ Opgjort i foråret."],
      ),
    ]);
    expect(tiesOf(reading)).toEqual([
      ["1", "¹ Målt i kalenderdage fr", "Ventetiden¹"],
      ["2", "² Uden ferieuger.", "Nordby,²"],
      ["3", "³ Opgjort i foråret.", "Sønderby.³"],
    ]);
  });

  it("that follow each other without room are notes of their own, sentence by sentence", async () => {
    const reading = await readingOf([
      page(
        ["Andelen er steget.^1,2^"],
        ["^1^ Tallet er foreløbigt. Det kan blive rettet", "senere på året.", "^2^ Uden børn."],
      ),
    ]);
    expect(tiesOf(reading)).toEqual([
      ["1", "¹ Tallet er foreløbigt. ", "steget.¹"],
      ["2", "² Uden børn.", "steget.¹,²"],
    ]);
    const footnotes = reading.passages.filter(({ kind }) => kind === "footnote").map(({ text }) => text);
    expect(footnotes).toEqual(["¹ Tallet er foreløbigt.", "Det kan blive rettet senere på året.", "² Uden børn."]);
  });

  it("that start again on each page belong to the page's own marks", async () => {
    const reading = await readingOf([
      page(["Først faldt tallet.^1^"], ["^1^ I januar."]),
      page(["Siden steg tallet.^1^"], ["^1^ I juni."]),
    ]);
    expect(tiesOf(reading)).toEqual([
      ["1", "¹ I januar.", "tallet.¹"],
      ["1", "¹ I juni.", "tallet.¹"],
    ]);
    expect(reading.notes![1]!.at[0]!.start).toBeGreaterThan(reading.notes![0]!.start);
  });

  it("with numbers that run on, and without a raised number of their own, are found", async () => {
    const reading = await readingOf([
      page(
        ["Det gælder i hele landet.^11^ Det gælder ikke for børn.^12^"],
        ["11 Også på øerne.", "12 Under femten år."],
      ),
    ]);
    expect(tiesOf(reading)).toEqual([
      ["11", "11 Også på øerne.", "landet.¹¹"],
      ["12", "12 Under femten år.", "børn.¹²"],
    ]);
  });

  it("may be pointed to by a range", async () => {
    const reading = await readingOf([page(["Flere har set det.^1-3^"], ["^1^ Holm.", "^2^ Juhl.", "^3^ Madsen."])]);
    expect(reading.notes!.map(({ mark, at }) => [mark, at.length])).toEqual([
      ["1", 1],
      ["2", 1],
      ["3", 1],
    ]);
  });

  it("are not pointed to by square metres, exponents or names with a number in them", async () => {
    const reading = await readingOf([
      page(["Ambulatoriet er på 200 m^2^, og DANA^2^ viser 10^2^ besøg.^1^"], ["^1^ I alt.", "^2^ Uden mark."]),
      page(["Også her bruges DANA^2^ hver dag."], []),
    ]);
    expect(tiesOf(reading)).toEqual([
      ["1", "¹ I alt.", "besøg.¹"],
      ["2", "² Uden mark."],
    ]);
  });

  it("on years are notes, not powers", async () => {
    const reading = await readingOf([page(["Loven kom i 2016^1^ og blev ændret."], ["^1^ I kraft året efter."])]);
    expect(tiesOf(reading)).toEqual([["1", "¹ I kraft året efter.", "2016¹"]]);
  });

  it("at the end of the report are tied from every page", async () => {
    const reading = await readingOf([
      page(["Først faldt tallet.^1^"], []),
      page(["Siden steg tallet.^2^"], []),
      {
        content: [
          ...lines(70, 760, ["Noter"], 16, 20, "bold"),
          ...lines(70, 720, ["1. Registerforeningen, Ventetid i tal, 2021, s. 4.", "2. Ibid., s. 9."], 10, 20),
        ],
      },
    ]);
    expect(reading.notes!.map(({ mark, at }) => [mark, at.length])).toEqual([
      ["1", 1],
      ["2", 1],
    ]);
    expect(reading.mentions.map(({ label, pages }) => [label, pages])).toEqual([
      ["Registerforeningen 2021", ["4"]],
      ["Registerforeningen 2021", ["9"]],
    ]);
  });
});

describe("a footnote that names a source", () => {
  const works = async (...notes: string[]) => {
    const marks = notes.map((_, i) => `Punkt ${["et", "to", "tre", "fire"][i]} er sandt.^${i + 1}^`);
    const reading = await readingOf([
      page(
        marks,
        notes.map((note, i) => `^${i + 1}^ ${note}`),
      ),
    ]);
    return reading.mentions.map(({ label, pages }) => (pages.length > 0 ? `${label}, s. ${pages.join("+")}` : label));
  };

  it.each([
    ["Registerforeningen (2019). Ventetid i tal.", ["Registerforeningen 2019"]],
    ["Se Registerforeningen 2019, s. 14.", ["Registerforeningen 2019, s. 14"]],
    ["Velfærdsministeriet: Plan for nære tilbud, København 2018, s. 7-9.", ["Velfærdsministeriet 2018, s. 7-9"]],
    ["Holm A, Juhl BC, Madsen D. Ventetid og alvor. Nordisk Tidsskrift 2019;181:12-20.", ["Holm et al. 2019"]],
    ["Holm, A. & Juhl, B. (2020). Ventetid i Nordby. Forlaget Nord.", ["Holm & Juhl 2020"]],
    ["Holm et al., 2018; Danske Kommuners Råd, 2021.", ["Holm et al. 2018", "Danske Kommuners Råd 2021"]],
    ["Kilde: Danmarks Statistik.", ["Danmarks Statistik"]],
    ["www.registerforeningen.example/tal (besøgt 4. maj 2021).", ["registerforeningen.example"]],
    ["Antallet er opgjort pr. person (Holm, 2017, s. 3).", ["Holm 2017, s. 3"]],
    ["LBK nr. 1011 af 17. juni 2023.", []],
    ["Bekendtgørelse nr. 584 af 28. maj 2018 om tilbud.", []],
    ["Jf. velfærdslovens § 86 fra 2019.", []],
    ["Region Nordby har siden 2016 haft en anden praksis.", []],
    ["I 2019 var tallet lavere.", []],
  ])("%s", async (note, expected) => {
    expect(await works(note)).toEqual(expected);
  });

  it("by pointing back to an earlier note", async () => {
    expect(
      await works(
        "Registerforeningen (2019). Ventetid i tal.",
        "Ibid., s. 5.",
        "Holm, A. (2020). En anden bog.",
        "Registerforeningen, op.cit., s. 8.",
      ),
    ).toEqual([
      "Registerforeningen 2019",
      "Registerforeningen 2019, s. 5",
      "Holm 2020",
      "Registerforeningen 2019, s. 8",
    ]);
    expect(await works("Registerforeningen (2019). Ventetid i tal.", "Holm (2020).", "Se note 1, s. 3.")).toEqual([
      "Registerforeningen 2019",
      "Holm 2020",
      "Registerforeningen 2019",
    ]);
  });

  it("is whose statement the sentence is, and the note stands as the source's entry", async () => {
    const reading = await readingOf([
      page(
        ["Ventetiden er faldet med fire dage.^1^ Det glæder kommunen."],
        ["^1^ Registerforeningen (2019). Ventetid i tal."],
      ),
    ]);
    const [first, second] = reading.passages.filter(({ kind }) => kind === "body");
    const said = first!.text.replace("¹", "");
    // the engine's quote may leave the mark out
    const quoted = { start: first!.start, end: first!.start + said.length };
    expect(attributionOf(reading, [quoted])).toEqual({
      by: "source",
      sources: [{ label: "Registerforeningen 2019", author: "Registerforeningen", year: "2019" }],
    });
    expect(attributionOf(reading, [second!])).toEqual({ by: "report" });
    expect(sourcesOf(reading, [])).toMatchObject([
      {
        label: "Registerforeningen 2019",
        mentions: 1,
        reference: "Registerforeningen (2019). Ventetid i tal.",
      },
    ]);
    const note = reading.passages.find(({ kind }) => kind === "footnote")!;
    expect(attributionOf(reading, [note])).toMatchObject({ by: "source" });
  });

  it("an interview makes the sentence hers who was asked", async () => {
    const reading = await readingOf([
      page(["Kapaciteten er for lille.^1^"], ["^1^ Interview med ledende overlæge Karen Holm, 4. maj 2021."]),
    ]);
    const sentence = reading.passages.find(({ kind }) => kind === "body")!;
    expect(attributionOf(reading, [sentence])).toEqual({
      by: "speaker",
      speaker: { name: "Karen Holm", role: "ledende overlæge" },
    });
  });
});

it("table notes with letters are tied to the cells that carry them", async () => {
  const reading = await readingOf([
    {
      content: [
        ...lines(70, 760, FILLER, 10, 14),
        markedLine(70, 640, "Antal besøg^a^"),
        markedLine(70, 600, "^a^ Uden akutte besøg.", 7.5),
      ],
    },
  ]);
  expect(reading.notes!.map(({ mark, at }) => [mark, at.length])).toEqual([["a", 1]]);
});
