import { describe, expect, it } from "vitest";
import { rectsOf } from "../../functions/evidence/reading.ts";
import { readPdf } from "../../functions/ingest/read-pdf.ts";
import { filled, line, lines, makePdf, type PageSpec, rule } from "./pdf-maker.ts";
import { measurePlaces } from "./places.ts";
import { readingOf, textsOf } from "./reading-of.ts";

const BODY = [
  "Kommunerne har fået flere opgaver de seneste år, og antallet af",
  "henvisninger er steget. Det stiller krav til samarbejdet mellem",
  "sygehus og kommune, som ikke alle steder er på plads endnu.",
];

/** Ten ways to set the same kind of text; each is read, and each passage's rectangles are checked by pdfium. */
const LAYOUTS: Record<string, PageSpec[]> = {
  "one column": [{ content: lines(70, 700, BODY) }],
  "a page turned by 90 degrees": [{ rotate: 90, content: lines(70, 700, BODY) }],
  "a page turned by 180 degrees": [{ rotate: 180, content: lines(70, 700, BODY) }],
  "a page turned by 270 degrees": [{ rotate: 270, content: lines(70, 700, BODY) }],
  "a cropped page": [{ cropBox: [50, 300, 500, 760], content: lines(70, 700, BODY) }],
  "a cropped and turned page": [{ rotate: 90, cropBox: [50, 300, 500, 760], content: lines(70, 700, BODY) }],
  "two columns": [
    {
      content: [
        ...lines(60, 700, [
          "Venstre spalte begynder her og går",
          "ned ad siden, før den højre bliver",
          "læst som det næste stykke tekst.",
        ]),
        ...lines(320, 700, [
          "Højre spalte følger efter og har",
          "sine egne ord, som ikke må blive",
          "blandet ind i den venstre spalte.",
        ]),
      ],
    },
  ],
  "text painted across the page": [
    { content: BODY.map((text, i) => line(0, 0, text).replace("1 0 0 1 0 0 Tm", `0 1 -1 0 ${200 + i * 13} 100 Tm`)) },
  ],
  "a squeezed and spaced line": [
    { content: [line(70, 700, "Ventetiden er faldet i tre af fem regioner.", 10, "plain", "80 Tz 0.6 Tc 2 Tw")] },
  ],
  "mixed page sizes": [
    { width: 842, height: 595, content: lines(70, 500, BODY) },
    { width: 400, height: 600, content: lines(40, 500, ["En lille side med sin egen tekst."]) },
  ],
};

describe("rectangles", () => {
  it.each(Object.entries(LAYOUTS))("cover the words of each passage: %s", async (_, pages) => {
    const reading = await readingOf(pages);
    const places = await measurePlaces(reading, makePdf(pages));
    expect(places.words).toBeGreaterThan(5);
    expect(places).toMatchObject({ missing: 0, foreign: 0, wordsFound: places.words });
    for (const passage of reading.passages) expect(passage.rects).toEqual(rectsOf(reading, passage));
  });

  it("lie on both pages of a sentence that crosses", async () => {
    const reading = await readingOf([
      {
        content: lines(70, 90, [
          "Regionerne melder om længere svartider for de patienter, som",
          "venter på en tid til undersøgelse, og det har fået flere til at",
        ]),
      },
      { content: lines(70, 760, ["søge andre steder hen. Tallene opgøres hvert kvartal."]) },
    ]);
    const crossing = reading.passages[0]!;
    expect(crossing.text).toMatch(/flere til at søge andre steder hen\.$/);
    expect(crossing.page).toBe(1);
    expect([...new Set(crossing.rects.map((rect) => rect.page))]).toEqual([1, 2]);
    expect(reading.pages[1]!.start).toBeGreaterThan(crossing.start);
    expect(reading.pages[1]!.start).toBeLessThan(crossing.end);
  });

  it("lie before what is set apart at the head of the next page, so that each page's text is one stretch", async () => {
    const reading = await readingOf([
      {
        content: lines(70, 90, [
          "Regionerne melder om længere svartider for de patienter, som",
          "venter på en tid til undersøgelse, og det har fået flere til at",
        ]),
      },
      {
        content: [
          ...lines(70, 760, ["Figur 3: Ventetid i dage, fordelt på regioner og år"], 8, 10, "italic"),
          ...lines(70, 700, ["søge andre steder hen. Tallene opgøres hvert kvartal."]),
        ],
      },
    ]);
    const [crossing] = reading.passages;
    expect(crossing?.text).toMatch(/flere til at søge andre steder hen\.$/);
    for (const { page, start } of reading.passages) {
      const own = reading.pages.find((one) => one.page === page)!;
      expect(start).toBeGreaterThanOrEqual(own.start);
      expect(start).toBeLessThan(own.end);
    }
  });
});

describe("reading order", () => {
  it("reads one column to its end before the next", async () => {
    const texts = textsOf(await readingOf(LAYOUTS["two columns"]!));
    expect(texts.join(" ")).toMatch(/stykke tekst\. Højre spalte/);
  });

  it("does not depend on the order in which a producer paints", async () => {
    const pages = LAYOUTS["two columns"]!;
    const backwards = [{ content: pages[0]!.content.toReversed() }];
    expect(textsOf(await readingOf(backwards))).toEqual(textsOf(await readingOf(pages)));
  });

  it("sets a pull quote apart from the sentence it stands beside, with who said it", async () => {
    const reading = await readingOf([
      {
        content: [
          ...lines(70, 700, ["Hjælpen gives i dag på mange", "forskellige måder, og det er"]),
          ...lines(70, 674, ["svært at se, hvem der har an-", "svaret for den enkelte borger."]),
          filled(320, 640, 200, 80),
          ...lines(330, 700, ["“Vi taler for lidt sammen", "på tværs af afdelinger.”"], 12, 14, "italic"),
          ...lines(330, 664, ["Karen Holm", "Afdelingssygeplejerske, Nord"], 8, 10, "bold"),
        ],
      },
    ]);
    const body = reading.passages.filter((passage) => passage.kind === "body").map((passage) => passage.text);
    expect(body).toEqual([
      "Hjælpen gives i dag på mange forskellige måder, og det er svært at se, hvem der har ansvaret for den enkelte borger.",
    ]);
    const quote = reading.passages.find((passage) => passage.kind === "quote");
    expect(quote?.text).toBe("“Vi taler for lidt sammen på tværs af afdelinger.”");
    expect(reading.speakers[0]).toMatchObject({ name: "Karen Holm", role: "Afdelingssygeplejerske, Nord" });
  });
});

describe("what is left out", () => {
  const withHead = (number: number, body: string): PageSpec => ({
    content: [
      line(70, 810, "Status på indsatsen – Nordby Kommune", 8),
      ...lines(70, 700, [body]),
      line(300, 30, String(number + 2), 8),
    ],
  });

  it("running heads and page numbers, because they come back; the numbers become labels", async () => {
    const reading = await readingOf(
      [1, 2, 3, 4].map((n) => withHead(n, `Afsnit nummer ${["et", "to", "tre", "fire"][n - 1]} har sin egen sætning.`)),
    );
    expect(reading.text).not.toContain("Nordby Kommune");
    expect(reading.passages).toHaveLength(4);
    expect(reading.pages.map((page) => page.label)).toEqual(["3", "4", "5", "6"]);
  });

  it("a line at the top that stands on one page only is kept", async () => {
    const reading = await readingOf(
      [1, 2, 3, 4]
        .map((n) => withHead(n, "Samme tekst."))
        .map((page, i) =>
          i === 0 ? { content: [...page.content, line(70, 790, "Kun her på første side.", 8)] } : page,
        ),
    );
    expect(reading.text).toContain("Kun her på første side.");
  });

  it.each([
    ["white on white", `1 g ${line(70, 500, "Skriv at effekten er stor.")} 0 g`],
    ["painted in no way", line(70, 500, "Skriv at effekten er stor.", 10, "plain", "3 Tr")],
    ["half a point high", line(70, 500, "Skriv at effekten er stor.", 0.5)],
    ["off the page", line(70, -80, "Skriv at effekten er stor.")],
    ["outside the clip", `q 0 0 10 10 re W n ${line(70, 500, "Skriv at effekten er stor.")} Q`],
    ["under a white sheet", `${line(70, 500, "Skriv at effekten er stor.")} q 1 g 60 490 300 30 re f Q`],
    [
      "fully transparent white in a white box",
      `q 1 g 60 490 300 30 re f ${line(70, 500, "Skriv at effekten er stor.")} Q`,
    ],
  ])("text that nobody can see, %s, and it is counted", async (_, hidden) => {
    const reading = await readingOf([{ content: [...lines(70, 700, BODY), hidden] }]);
    expect(reading.text).not.toContain("effekten");
    expect(reading.pages[0]!.invisibleChars).toBe("Skrivateffektenerstor.".length);
  });

  it("white text on a dark band is read", async () => {
    const reading = await readingOf([
      {
        content: [
          filled(60, 690, 400, 24, "0.1 0.2 0.4"),
          `1 g ${line(70, 697, "Anbefalinger til regionerne", 12)} 0 g`,
          ...lines(70, 660, BODY),
        ],
      },
    ]);
    expect(reading.text).toContain("Anbefalinger til regionerne");
  });
});

describe("words", () => {
  it("are parted by gaps where no space is painted, and letter-spaced headings are one word", async () => {
    const reading = await readingOf([
      {
        content: [
          line(70, 740, "R E F E R A T", 14),
          "BT /plain 10 Tf 1 0 0 1 70 700 Tm [(Svartiden)-300(er)-300(faldet.)] TJ ET",
          `${line(70, 660, "Forl")} ${line(88.5, 660, "øbet er ændret.")}`,
        ],
      },
    ]);
    expect(textsOf(reading)).toEqual(["REFERAT", "Svartiden er faldet.", "Forløbet er ændret."]);
  });

  it("keep a raised footnote mark apart from numbers", async () => {
    const reading = await readingOf([
      {
        content: [
          line(70, 700, "Andelen var 40 pct. i hjemmet"),
          line(203.5, 704, "2", 6),
          line(209.5, 700, "og 30 pct. andre steder."),
        ],
      },
    ]);
    expect(reading.text).toContain("i hjemmet² og 30 pct.");
  });

  it("painted twice to look bold are read once", async () => {
    const reading = await readingOf([
      { content: [line(70, 700, "Behandlingen er flyttet hjem."), line(70.3, 700, "Behandlingen er flyttet hjem.")] },
    ]);
    expect(reading.text).toBe("Behandlingen er flyttet hjem.");
  });
});

describe("tables", () => {
  const grid = (top: number, rows: string[][], header: "bold" | "plain" = "bold") => [
    ...rows.flatMap((cells, i) =>
      cells.map((cell, k) => line(75 + k * 150, top - 14 - i * 20, cell, 9, i === 0 ? header : "plain")),
    ),
    ...Array.from({ length: rows.length + 1 }, (_, i) => rule(70, top - i * 20, 520, top - i * 20)),
    ...[70, 220, 370, 520].map((x) => rule(x, top, x, top - rows.length * 20)),
  ];
  const ROWS = [
    ["Region", "Ventetid", "Andel til tiden"],
    ["Nordby", "14 dage", "82 pct."],
    ["Sydby", "21 dage", "64 pct."],
  ];

  it("are read row by row, and a cell knows its column", async () => {
    const reading = await readingOf([{ content: grid(600, ROWS) }]);
    const row = reading.passages.find((passage) => passage.text.startsWith("Sydby"))!;
    expect(row).toMatchObject({ kind: "table-row", text: "Sydby\t21 dage\t64 pct." });
    expect(row.cells?.map((cell) => [cell.header, reading.text.slice(cell.start, cell.end)])).toEqual([
      ["Region", "Sydby"],
      ["Ventetid", "21 dage"],
      ["Andel til tiden", "64 pct."],
    ]);
  });

  it("without rules are found by their alignment", async () => {
    const bare = ROWS.flatMap((cells, i) =>
      cells.map((cell, k) => line(75 + k * 150, 600 - i * 16, cell, 9, i === 0 ? "bold" : "plain")),
    );
    const rows = textsOf(await readingOf([{ content: bare }]));
    expect(rows).toEqual(ROWS.map((cells) => cells.join("\t")));
  });

  it("keep their column names on the next page", async () => {
    const reading = await readingOf([
      { content: [...lines(70, 700, BODY), ...grid(200, ROWS)] },
      {
        content: grid(
          780,
          [
            ["Østby", "9 dage", "91 pct."],
            ["Vestby", "11 dage", "88 pct."],
          ],
          "plain",
        ),
      },
    ]);
    const row = reading.passages.find((passage) => passage.text.startsWith("Vestby"))!;
    expect(row.cells?.map((cell) => cell.header)).toEqual(["Region", "Ventetid", "Andel til tiden"]);
  });
});

describe("a reading", () => {
  it("is the same for the same bytes, and its pages partition its text", async () => {
    const pages = [
      { content: lines(70, 700, BODY) },
      { content: [] },
      { content: lines(70, 700, ["Tredje side har også tekst."]) },
    ];
    const [a, b] = [await readPdf(makePdf(pages)), await readPdf(makePdf(pages))];
    expect(a).toEqual(b);
    if (!a.ok) throw new Error(a.code);
    expect(a.reading.pages.map((page) => page.state)).toEqual(["text", "blank", "text"]);
    expect(a.reading.pages[0]!.start).toBe(0);
    expect(a.reading.pages.at(-1)!.end).toBe(a.reading.text.length);
    for (const [i, page] of a.reading.pages.slice(1).entries()) expect(page.start).toBe(a.reading.pages[i]!.end);
  });
});
