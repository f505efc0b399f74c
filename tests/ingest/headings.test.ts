import { describe, expect, it } from "vitest";
import { line, lines, type PageSpec } from "./pdf-maker.ts";
import { readingOf, textsOf } from "./reading-of.ts";

const BODY = [
  "Kommunerne har fået flere opgaver de seneste år, og antallet af",
  "henvisninger er steget. Det stiller krav til samarbejdet mellem",
  "sygehus og kommune, som ikke alle steder er på plads endnu.",
];
const plainPage: PageSpec = { content: lines(70, 760, [...BODY, ...BODY, ...BODY]) };

const kinds = async (pages: PageSpec[]) =>
  (await readingOf(pages)).passages.map((passage) => `${passage.kind}: ${passage.text}`);

describe("a heading", () => {
  it("heads something: names in a form and lines to fill in are none", async () => {
    const form = ["Kontaktperson:", "Afdeling:", "Projektets titel:", "Ansvarlig leder:"];
    const read = await kinds([
      plainPage,
      {
        content: [
          line(70, 760, "Ansøgning om midler", 12, "bold"),
          ...lines(70, 735, BODY),
          ...form.map((text, i) => line(70, 660 - i * 30, text, 10, "bold")),
          line(70, 500, "______________________ Dato og underskrift", 10, "bold"),
        ],
      },
    ]);
    expect(read.filter((passage) => passage.startsWith("heading"))).toEqual(["heading: Ansøgning om midler"]);
  });

  it("of an article in a law is one although it looks like its text", async () => {
    const read = await kinds([
      plainPage,
      {
        content: [
          line(250, 760, "Artikel 4"),
          ...lines(70, 735, BODY),
          line(250, 660, "Artikel 5"),
          ...lines(70, 635, BODY),
        ],
      },
    ]);
    expect(read.filter((passage) => passage.startsWith("heading"))).toEqual([
      "heading: Artikel 4",
      "heading: Artikel 5",
    ]);
  });

  it("does not take in what a term means, which stands further in", async () => {
    const read = await kinds([
      plainPage,
      {
        content: [
          line(70, 760, "Kontaktlæge", 10, "bold"),
          line(100, 747, "læge, som følger borgeren gennem hele forløbet"),
          line(70, 727, "Brobygger", 10, "bold"),
          line(100, 714, "frivillig, som går med til samtaler på sygehuset"),
        ],
      },
    ]);
    expect(read.slice(-4)).toEqual([
      "heading: Kontaktlæge",
      "body: læge, som følger borgeren gennem hele forløbet",
      "heading: Brobygger",
      "body: frivillig, som går med til samtaler på sygehuset",
    ]);
  });
});

describe("a slide", () => {
  const slide = (content: string[]): PageSpec => ({ width: 720, height: 405, content });
  it("has one title; what else stands large on it is what it says, and the next slide is not part of it", async () => {
    const reading = await readingOf([
      slide([
        line(50, 360, "Hvor bliver tiden brugt?", 24),
        ...["Svar til egen læge", "Samtaler i hjemmet", "Kørsel mellem enheder"].map((text, i) =>
          line(60 + i * 210, 220, text, 18),
        ),
      ]),
      slide([
        line(50, 360, "Næste skridt", 24),
        line(60, 300, "• Afprøves i to kommuner fra januar", 14),
        line(60, 275, "• Evalueres efter et år", 14),
      ]),
    ]);
    const headings = reading.passages.filter((passage) => passage.kind === "heading").map((passage) => passage.text);
    expect(headings).toEqual(["Hvor bliver tiden brugt?", "Næste skridt"]);
    expect(textsOf(reading)).toContain("Samtaler i hjemmet");
    expect(reading.passages.at(-1)).toMatchObject({ kind: "list-item", section: ["Næste skridt"] });
  });
});

describe("letters and numbers in brackets", () => {
  it("belong to their text across a wide gap, also where it begins in lower case or with a single letter", async () => {
    const items = [
      "a) rådgive kommunerne om indsatsen",
      "b) Å-husets tilbud til pårørende",
      "c) følge op hvert halve år",
    ];
    const reading = await readingOf([
      {
        content: items.flatMap((text, i) => {
          const [label, ...words] = text.split(" ");
          return [line(70, 700 - i * 16, label!), line(100, 700 - i * 16, words.join(" "))];
        }),
      },
    ]);
    expect(reading.passages.map((passage) => `${passage.kind}: ${passage.text}`)).toEqual(
      items.map((text) => `list-item: ${text}`),
    );
  });
});

describe("texts side by side", () => {
  it("that stop short are texts of their own, although the next begins in lower case", async () => {
    const texts = [
      ["overblik over forløb", "og ventetider"],
      ["deling af oplysninger", "på tværs"],
      ["en indgang for", "pårørende"],
    ];
    const reading = await readingOf([
      { width: 720, height: 405, content: texts.flatMap((text, i) => lines(60 + i * 200, 150, text, 14, 18)) },
    ]);
    expect(textsOf(reading)).toEqual(texts.map((text) => text.join(" ")));
  });
});

describe("lines that end where the next word had had room", () => {
  it("are lines of their own when they follow one another, as names and addresses do", async () => {
    const names = ["Institut for Sundhedstjenesteforskning", "Karen Holm", "Nordre Ringvej 12", "9000 Nordby"];
    const texts = textsOf(await readingOf([{ content: [...lines(70, 760, BODY), ...lines(70, 680, names)] }]));
    expect(texts).toEqual(expect.arrayContaining(names));
  });

  it("are one paragraph where that happens once", async () => {
    const texts = textsOf(
      await readingOf([
        {
          content: lines(70, 700, [
            "Deltagerne blev fundet gennem patientforeningen",
            "Nordlys, som har afdelinger i hele landet og holder møder",
            "for pårørende en gang om måneden.",
          ]),
        },
      ]),
    );
    expect(texts).toHaveLength(1);
  });
});

describe("reading order", () => {
  it("takes a centred line before the list that begins lower and further left", async () => {
    const texts = textsOf(
      await readingOf([
        {
          content: [
            line(240, 700, "Åbent referat", 10, "bold"),
            line(70, 660, "Til stede", 10, "bold"),
            ...lines(70, 645, ["Lis Bo (A)", "Per Ny (B)"]),
          ],
        },
      ]),
    );
    expect(texts[0]).toBe("Åbent referat");
  });

  it("takes both columns before a short heading under them, when its text spans them", async () => {
    const left = [
      "Venstre spalte begynder her og går",
      "ned ad siden, før den højre bliver",
      "læst, og slutter midt i en sætning",
    ];
    const right = [
      "som går videre i højre spalte, hvor",
      "den slutter med et punktum, før den",
      "næste overskrift begynder.",
    ];
    const texts = textsOf(
      await readingOf([
        plainPage,
        {
          content: [
            ...lines(70, 700, left),
            ...lines(330, 700, right),
            line(70, 640, "Tak til", 11, "bold"),
            ...lines(70, 624, [
              "Kommunerne og sygehusene har bidraget med oplysninger og med tid til at svare på vores spørgsmål.",
              "Uden dem var undersøgelsen ikke blevet til noget.",
            ]),
          ],
        },
      ]),
    );
    expect(texts).toContain([...left, ...right].join(" "));
    expect(texts.indexOf("Tak til")).toBeGreaterThan(texts.indexOf([...left, ...right].join(" ")));
  });
});
