import { describe, expect, it } from "vitest";
import { filled, line, lines, type PageSpec, rule } from "./pdf-maker.ts";
import { readingOf, textsOf } from "./reading-of.ts";

const BODY = [
  "Kommunerne har fået flere opgaver de seneste år, og antallet af",
  "henvisninger er steget. Det stiller krav til samarbejdet mellem",
  "sygehus og kommune, som ikke alle steder er på plads endnu.",
];
const SAID = [
  "Kommunerne har fået flere opgaver de seneste år, og antallet af henvisninger er steget.",
  "Det stiller krav til samarbejdet mellem sygehus og kommune, som ikke alle steder er på plads endnu.",
];

const BARS = [
  ["18-34 år", 120, "41 pct."],
  ["35-49 år", 160, "55 pct."],
  ["50-64 år", 210, "71 pct."],
  ["65 år og ældre", 185, "63 pct."],
] as const;

const barChart = (top: number) =>
  BARS.flatMap(([name, length, value], i) => [
    filled(150, top - i * 24, length, 12, "0.3 0.45 0.6"),
    line(70, top + 3 - i * 24, name, 8),
    line(156 + length, top + 3 - i * 24, value, 8),
  ]);

const lineChart = (top: number) => [
  ...["0", "20", "40", "60", "80"].map((text, i) => line(76, top - 100 + i * 22, text, 7)),
  ...["2018", "2019", "2020", "2021"].map((text, i) => line(110 + i * 70, top - 114, text, 7)),
  ...[0, 1, 2, 3, 4].map((i) => rule(95, top - 98 + i * 22, 380, top - 98 + i * 22)),
  `q 1 w 100 ${top - 80} m 170 ${top - 60} l 240 ${top - 66} l 310 ${top - 20} l S Q`,
  // the name of the upright axis runs upwards
  `BT /plain 7 Tf 0 1 -1 0 68 ${top - 80} Tm (Pr. 1.000 borgere) Tj ET`,
];

const withText = (drawing: readonly string[], caption: string, y = 560): PageSpec[] => [
  { content: [...lines(70, 760, BODY), ...drawing, line(70, y, caption, 9, "bold"), ...lines(70, 520, BODY)] },
];

describe("the labels of a chart", () => {
  it.each([
    ["bars", barChart(680)],
    ["a curve between axes", lineChart(700)],
  ])("are in no passage, and its caption is: %s", async (_, drawing) => {
    const reading = await readingOf(withText(drawing, "Figur 1. Andel, der har fået en samtale, efter alder"));
    expect(textsOf(reading)).toEqual([...SAID, "Figur 1. Andel, der har fået en samtale, efter alder", ...SAID]);
  });

  it("stay in the text with their places, a bar's name beside its value", async () => {
    const reading = await readingOf(withText(barChart(680), "Figur 1. Andel efter alder"));
    expect(reading.text).toContain("18-34 år\t41 pct.\n35-49 år\t55 pct.");
    const at = reading.text.indexOf("71 pct.");
    expect(reading.words.some(([start, , page]) => start === at && page === 1)).toBe(true);
  });

  it("do not part a sentence that goes on below the chart", async () => {
    const reading = await readingOf([
      { content: [...lines(70, 760, BODY.slice(0, 1)), ...barChart(700), ...lines(70, 580, BODY.slice(1))] },
    ]);
    expect(textsOf(reading)).toEqual(SAID);
  });
});

describe("a drawing with a caption", () => {
  const boxes = ["Egen læge", "Sygehus", "Kommune"].flatMap((name, i) => [
    `q 0.5 w ${80 + i * 130} 640 90 30 re S Q`,
    line(90 + i * 130, 651, name, 9),
    ...(i < 2 ? [rule(170 + i * 130, 655, 210 + i * 130, 655)] : []),
  ]);

  it("has no passages in its boxes", async () => {
    const reading = await readingOf(withText(boxes, "Figur 2. Vejen fra henvisning til genoptræning", 615));
    expect(textsOf(reading)).toEqual([...SAID, "Figur 2. Vejen fra henvisning til genoptræning", ...SAID]);
  });

  it("keeps what is a sentence in its boxes", async () => {
    const sentence = [
      filled(80, 590, 380, 34, "0.9 0.95 1"),
      ...lines(
        90,
        610,
        ["Henvisningen sendes samme dag, og borgeren får besked", "om tid og sted i sin egen postkasse."],
        9,
        12,
      ),
    ];
    const reading = await readingOf(
      withText([...boxes, ...sentence], "Figur 2. Vejen fra henvisning til genoptræning"),
    );
    expect(reading.passages.map((passage) => passage.text)).toContain(
      "Henvisningen sendes samme dag, og borgeren får besked om tid og sted i sin egen postkasse.",
    );
  });
});

describe("what is no chart", () => {
  it("is a table with tinted rows of figures", async () => {
    const rows = [
      ["Nordby", "14", "82 pct."],
      ["Sydby", "21", "64 pct."],
      ["Østby", "9", "91 pct."],
      ["Vestby", "11", "88 pct."],
    ];
    const table = rows.flatMap((cells, i) => [
      ...(i % 2 === 0 ? [filled(70, 694 - i * 18, 400, 18)] : []),
      ...cells.map((cell, k) => line(76 + k * 140, 700 - i * 18, cell, 9)),
    ]);
    const reading = await readingOf(withText(table, "Tabel 1. Ventetid og andel til tiden"));
    expect(textsOf(reading)).toContain("Sydby\t21\t64 pct.");
  });

  it("is a sentence that begins with a figure's number", async () => {
    const reading = await readingOf([
      {
        content: lines(70, 700, [
          "Figur 3 viser, at andelen er steget i alle regioner siden 2018.",
          "Stigningen er størst i Nordby.",
        ]),
      },
    ]);
    expect(reading.passages.map((passage) => passage.kind)).toEqual(["body", "body"]);
  });

  it("are captions and articles at the same height on every page: they are numbered through, not running", async () => {
    const reading = await readingOf(
      [1, 2, 3, 4].map((n) => ({
        content: [line(70, 800, `Tabel ${n}`, 9, "bold"), ...lines(70, 700, BODY), line(300, 30, String(n), 8)],
      })),
    );
    expect(textsOf(reading).filter((text) => text.startsWith("Tabel"))).toEqual([
      "Tabel 1",
      "Tabel 2",
      "Tabel 3",
      "Tabel 4",
    ]);
  });
});
