import { describe, expect, it } from "vitest";
import type { Reading } from "../../functions/evidence/reading.ts";
import { line, lines, makePdf, type PageSpec, rule } from "./pdf-maker.ts";
import { measurePlaces } from "./places.ts";
import { readingOf, textsOf } from "./reading-of.ts";

const BODY = [
  "Kommunerne har fået flere opgaver de seneste år, og antallet af",
  "henvisninger er steget. Det stiller krav til samarbejdet mellem",
  "sygehus og kommune, som ikke alle steder er på plads endnu.",
];

/** Each row of a reading's tables as `column: cell` pairs. */
const cellsOf = (reading: Reading) =>
  reading.passages
    .filter((passage) => passage.cells)
    .map((passage) =>
      passage.cells!.map(
        (cell) => `${cell.header ? `${cell.header}: ` : ""}${reading.text.slice(cell.start, cell.end)}`,
      ),
    );

const EDGES = [70, 90, 225, 320, 400, 500];
/** A rule in as many pieces as the table has columns, as browsers print a row's lower border. */
const pieces = (y: number) => EDGES.slice(1).map((edge, i) => rule(EDGES[i]!, y, edge, y));
/** Cells of one row; a cell of several lines is given as a list. */
const row = (y: number, cells: (string | string[])[], font: "plain" | "bold" = "plain") =>
  cells.flatMap((cell, k) => lines(EDGES[k]! + 1, y, [cell].flat(), 9, 11, font));

const HEAD = [
  ...row(600, ["", "", "Afsatte midler i", "Forbrug i"], "bold"),
  ...row(589, ["Nr.", "Indsats", "2021 (mio. kr.)", "2021", "Tidsplan"], "bold"),
];

describe("a table with rules under its rows", () => {
  const table = [
    ...HEAD,
    ...pieces(584),
    ...row(572, ["1", "Flere pladser på hospice", "160", "141", ["følges", "delvist"]]),
    ...pieces(556),
    ...row(544, ["2", ["Hurtigere svar til egen", "læge og borger"], "24", "24", "følges"]),
    ...pieces(528),
    ...row(516, ["3", "Oplæring af personale nu", "48", "39", "følges"]),
    ...pieces(511),
  ];

  it("has the columns its rules are drawn in, however near each other, and names over several lines", async () => {
    const reading = await readingOf([{ content: [...lines(70, 700, BODY), ...table] }]);
    expect(cellsOf(reading)).toEqual([
      ["Nr.", "Indsats", "Afsatte midler i 2021 (mio. kr.)", "Forbrug i 2021", "Tidsplan"],
      [
        "Nr.: 1",
        "Indsats: Flere pladser på hospice",
        "Afsatte midler i 2021 (mio. kr.): 160",
        "Forbrug i 2021: 141",
        "Tidsplan: følges delvist",
      ],
      [
        "Nr.: 2",
        "Indsats: Hurtigere svar til egen læge og borger",
        "Afsatte midler i 2021 (mio. kr.): 24",
        "Forbrug i 2021: 24",
        "Tidsplan: følges",
      ],
      [
        "Nr.: 3",
        "Indsats: Oplæring af personale nu",
        "Afsatte midler i 2021 (mio. kr.): 48",
        "Forbrug i 2021: 39",
        "Tidsplan: følges",
      ],
    ]);
  });

  it("keeps its column names on the next page, also where they are printed again", async () => {
    const next = [...pieces(760), ...row(748, ["4", "Ny vejledning", "12", "9", "følges"]), ...pieces(743)];
    const reading = await readingOf([
      { content: [...table, ...lines(70, 700, BODY)] },
      { content: [...next, ...row(730, ["5", "Opfølgning", "7", "7", "nået"]), ...pieces(725)] },
    ]);
    expect(cellsOf(reading).at(-1)).toEqual([
      "Nr.: 5",
      "Indsats: Opfølgning",
      "Afsatte midler i 2021 (mio. kr.): 7",
      "Forbrug i 2021: 7",
      "Tidsplan: nået",
    ]);
  });

  it("has rectangles that hold each row's words and no others", async () => {
    const pages: PageSpec[] = [{ content: table }];
    const reading = await readingOf(pages);
    const places = await measurePlaces(reading, makePdf(pages));
    expect(places).toMatchObject({ missing: 0, foreign: 0, wordsFound: places.words });
  });
});

describe("a table with rules all around its cells", () => {
  const box = (x: number, y: number, width: number, height: number) => `q 0.5 w ${x} ${y} ${width} ${height} re S Q`;
  const upwards = (x: number, y: number, text: string) => `BT /bold 8 Tf 0 1 -1 0 ${x} ${y} Tm (${text}) Tj ET`;
  const LONG = [
    "Tilsynet bemærker, at planerne mangler",
    "i halvdelen af hjemmene, og at ingen",
    "har set efter dem siden januar i år.",
  ];
  const ADVICE = [
    "Tilsynet anbefaler, at planerne skrives",
    "på ny, og at alle ser efter dem hver",
    "måned, til de er på plads i hjemmene.",
  ];
  const prose = (top: number) => [
    box(70, top - 120, 220, 120),
    box(290, top - 120, 220, 120),
    ...lines(76, top - 14, [...LONG, ...LONG, ...LONG], 9, 12),
    ...lines(296, top - 14, [...ADVICE, ...ADVICE, ...ADVICE], 9, 12),
  ];

  it("has names that run upwards over its narrow columns", async () => {
    const names = ["Godkendt", "Mangler"];
    const cells = [0, 1, 2].flatMap((i) => [
      box(70, 560 - i * 20, 200, 20),
      box(270, 560 - i * 20, 24, 20),
      box(294, 560 - i * 20, 24, 20),
    ]);
    const reading = await readingOf([
      {
        content: [
          ...lines(70, 760, BODY),
          box(70, 580, 200, 60),
          box(270, 580, 24, 60),
          box(294, 580, 24, 60),
          line(76, 600, "Mål", 9, "bold"),
          ...names.map((name, i) => upwards(285 + i * 24, 586, name)),
          ...cells,
          ...["Sammenhæng i hjælpen", "Kontakt til personalet", "Ro om måltidet"].map((text, i) =>
            line(76, 566 - i * 20, text, 9),
          ),
          line(279, 566, "x", 9),
          line(303, 546, "x", 9),
          line(279, 526, "x", 9),
        ],
      },
    ]);
    expect(cellsOf(reading)).toEqual([
      // each runs its own way, and so is a passage of its own
      ["Godkendt"],
      ["Mangler"],
      ["Mål"],
      ["Mål: Sammenhæng i hjælpen", "Godkendt: x"],
      ["Mål: Kontakt til personalet", "Mangler: x"],
      ["Mål: Ro om måltidet", "Godkendt: x"],
    ]);
  });

  it("gives running text in its cells the column's name, also on the next page", async () => {
    const head = [
      box(70, 640, 220, 20),
      box(290, 640, 220, 20),
      line(76, 646, "Bemærkninger", 9, "bold"),
      line(296, 646, "Anbefalinger", 9, "bold"),
    ];
    const reading = await readingOf([
      { content: [...lines(70, 760, BODY), ...head, ...[0, 1, 2].flatMap((i) => prose(640 - i * 120))] },
      { content: [...prose(780), ...lines(70, 600, BODY)] },
    ]);
    const last = reading.passages.filter((passage) => passage.text.startsWith("Tilsynet anbefaler")).at(-1)!;
    expect(last).toMatchObject({ page: 2, section: ["Anbefalinger"] });
  });
});

describe("words that run up the margin", () => {
  it("are in no passage, and the sentence beside them goes on over the page", async () => {
    const reading = await readingOf([
      {
        content: [
          ...lines(70, 84, [
            "Regionerne melder om længere svartider for de patienter, som",
            "venter på en tid til undersøgelse, og det har fået flere til at",
          ]),
          `BT /plain 8 Tf 0 1 -1 0 30 300 Tm (Foto: Regionens fotograf) Tj ET`,
        ],
      },
      { content: lines(70, 760, ["søge andre steder hen."]) },
    ]);
    expect(textsOf(reading)).toEqual([
      "Regionerne melder om længere svartider for de patienter, som venter på en tid til undersøgelse, og det har fået flere til at søge andre steder hen.",
    ]);
    expect(reading.text).toContain("Foto: Regionens fotograf");
  });
});

describe("a table with a rule above and below its head and at its foot", () => {
  const whole = (y: number) => rule(70, y, 420, y);
  it("is cut where no word stands from top to bottom, also between columns a hair apart", async () => {
    const reading = await readingOf([
      {
        content: [
          ...lines(70, 760, BODY),
          whole(640),
          line(72, 628, "Enhed", 9, "bold"),
          line(136, 628, "Formål", 9, "bold"),
          line(300, 628, "Andel", 9, "bold"),
          whole(622),
          ...[
            ["Nordklinikken", "Behandling af senfølger", "62 pct."],
            ["Sydklinikken", "Smerter og træthed", "58 pct."],
            ["Vestklinikken", "Tidlig opsporing", "71 pct."],
          ].flatMap(([a, b, c], i) => [
            line(72, 610 - i * 13, a!, 9),
            line(136, 610 - i * 13, b!, 9),
            line(300, 610 - i * 13, c!, 9),
          ]),
          whole(578),
        ],
      },
    ]);
    expect(cellsOf(reading)).toEqual([
      ["Enhed", "Formål", "Andel"],
      ["Enhed: Nordklinikken", "Formål: Behandling af senfølger", "Andel: 62 pct."],
      ["Enhed: Sydklinikken", "Formål: Smerter og træthed", "Andel: 58 pct."],
      ["Enhed: Vestklinikken", "Formål: Tidlig opsporing", "Andel: 71 pct."],
    ]);
  });

  it("is not seen in running text between two rules", async () => {
    const reading = await readingOf([{ content: [whole(720), ...lines(72, 700, BODY), whole(660)] }]);
    expect(reading.passages.map((passage) => passage.kind)).toEqual(["body", "body"]);
  });

  it("is not seen in two columns of text between two rules", async () => {
    const left = [
      "Venstre spalte begynder her og går",
      "ned ad siden, før den højre bliver",
      "læst som det næste stykke tekst.",
    ];
    const right = [
      "Højre spalte følger efter og har",
      "sine egne ord, som ikke må blive",
      "blandet ind i den venstre spalte.",
    ];
    const reading = await readingOf([
      {
        content: [rule(60, 720, 500, 720), ...lines(62, 700, left), ...lines(320, 700, right), rule(60, 660, 500, 660)],
      },
    ]);
    expect(textsOf(reading)).toEqual([left.join(" "), right.join(" ")]);
  });
});

describe("the marks of a list", () => {
  it("are no column, between rules across the page and far from their words", async () => {
    const items = ["Medicin og bivirkninger", "Søvn og hvile", "Hjælp fra pårørende"];
    const reading = await readingOf([
      {
        content: [
          rule(60, 730, 530, 730),
          ...items.flatMap((text, i) => [line(80, 700 - i * 14, "*"), line(98, 700 - i * 14, text)]),
          rule(60, 640, 530, 640),
        ],
      },
    ]);
    expect(reading.passages.map((passage) => `${passage.kind}: ${passage.text}`)).toEqual(
      items.map((text) => `list-item: * ${text}`),
    );
  });
});

describe("cells that begin alike at the top of page after page", () => {
  it("are no running heads where their sentence goes on below", async () => {
    const goals = ["flere med til samtaler", "færre til at ryge", "unge til at søge hjælp", "ældre til at gå ture"];
    const reading = await readingOf(
      goals.map((goal) => ({
        content: [...lines(70, 780, ["Målet er at få", goal], 9, 11), ...lines(70, 600, BODY)],
      })),
    );
    const texts = textsOf(reading);
    expect(texts.filter((text) => text.startsWith("Målet"))).toEqual(goals.map((goal) => `Målet er at få ${goal}`));
  });
});

describe("a table of contents with dots", () => {
  it("is contents, entry by entry, with numbers far from their words and entries without dots", async () => {
    const reading = await readingOf([
      {
        content: [
          line(70, 760, "Oversigt over rapporten", 16, "bold"),
          ...[
            "Sammenfatning . . . . . . . . . . . .",
            "2.1 Formål og metode . . . . . . . . . .",
            "2.2 Datagrundlag . . . . . . . . . . .",
          ].map((text, i) => line(70, 700 - i * 18, text)),
          line(70, 646, "3 Resultater", 10, "bold"),
          line(70, 628, "3.1 En meget lang overskrift, der fylder mere end"),
          line(70, 614, "en linje . . . . . . . . . . . ."),
          ...["4", "7", "9", "12"].map((text, i) => line(400, 700 - i * 18, text)),
          line(400, 614, "14"),
        ],
      },
    ]);
    const entries = reading.passages.filter((passage) => passage.kind === "contents").map((passage) => passage.text);
    expect(entries).toHaveLength(5);
    expect(entries[0]).toMatch(/^Sammenfatning .* 4$/);
    expect(entries[3]).toBe("3 Resultater 12");
    expect(entries[4]).toMatch(/^3\.1 En meget lang overskrift, der fylder mere end en linje .* 14$/);
  });

  it("is contents without dots, too, under its own heading, part by part", async () => {
    const entries = ["1. Meddelelser", "2. Budget for næste år", "3. Samarbejde med regionen"];
    const reading = await readingOf([
      {
        content: [
          line(70, 760, "Indholdsfortegnelse", 14, "bold"),
          line(70, 730, "Åbent referat", 11, "bold"),
          ...entries.flatMap((text, i) => [line(70, 710 - i * 14, text), line(480, 710 - i * 14, String(3 + i))]),
        ],
      },
      { content: [line(70, 760, "1. Meddelelser", 14, "bold"), ...lines(70, 730, BODY)] },
    ]);
    expect(reading.passages.filter((passage) => passage.kind === "contents")).toHaveLength(3);
    expect(reading.passages.filter((passage) => passage.kind === "body")).toHaveLength(2);
  });

  it("is not seen in a form's lines to fill in", async () => {
    const reading = await readingOf([
      {
        content: lines(70, 700, [
          "Navn . . . . . . . . . . . .",
          "Adresse . . . . . . . . . .",
          "Dato . . . . . . . . . . .",
        ]),
      },
    ]);
    expect(reading.text).toContain("Navn");
  });
});
