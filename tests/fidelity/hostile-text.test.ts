import { describe, expect, it } from "vitest";
import { anchorQuote } from "../../functions/fidelity/anchor-quote.ts";
import { checkStatement } from "../../functions/fidelity/check-statement.ts";
import { figuresIn } from "../../functions/fidelity/figures.ts";
import { prepareText } from "../../functions/fidelity/prepare-text.ts";

const SIZE = 100_000;
/** The promise is 50 ms; the machine that runs the tests may be busy with others. What is quadratic takes seconds. */
const LIMIT_MS = 400;

const REPEATED = [
  "a",
  "a ",
  "1",
  "1 ",
  ".",
  "… ",
  "(",
  "[",
  "a-",
  "a-\n",
  "a1-",
  "ikke ",
  "5 % ",
  "2,2 mia. kr. ",
  "ca. 5 % ",
  "\n\n",
  " ",
  "Side 4\n\f\n",
  "a-\n\nEt hoved her 1\n\nb ",
  "e\u0301",
  "a\u00ad",
  "😀",
  "a²",
  "a. B. ",
  "to ud af fem ",
  "hver tredje ",
  "(aaa ",
  "1,2.3,",
  "AA BB ",
  "mænd kvinder ",
  "uændret ændret ",
  "abcdefghij klmn op. Q ",
];

/** Milliseconds of processor time of the fastest run: the work of other processes is none of ours. */
function fastestOf(runs: number, work: () => unknown): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs && fastest > LIMIT_MS / 2; run++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    fastest = Math.min(fastest, (user + system) / 1000);
  }
  return fastest;
}

describe.each(
  REPEATED.map((piece) => [JSON.stringify(piece), piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE)]),
)("100 kB of %s", (_, text) => {
  const prepared = prepareText(text);

  it.each([
    ["is prepared", () => prepareText(text)],
    ["is searched for itself", () => anchorQuote(prepared, text.slice(1))],
    ["is searched for half of it and a word", () => anchorQuote(prepared, `${text.slice(0, SIZE / 2)} fejlord`)],
    [
      "is searched for a long quote",
      () => anchorQuote(prepared, `${text.slice(0, 1000)} fejlord ${text.slice(1000, 2000)}`),
    ],
    [
      "is searched for a short quote",
      () => anchorQuote(prepared, `${text.slice(0, 100)} fejlord`, { prefix: "a", ocr: true }),
    ],
    ["is sought in a sentence", () => anchorQuote("Det er en ganske almindelig sætning om kommunerne.", text)],
    ["is searched for figures", () => figuresIn(text)],
    [
      "is checked against a sentence",
      () => checkStatement(text, [{ exact: "Det steg til 5 %." }], { attributions: [{ label: "aa" }] }),
    ],
    ["bears a sentence out", () => checkStatement("Det steg til 5 %.", [{ exact: text }])],
  ] as const)("%s in linear time", (_, work) => {
    expect(fastestOf(3, work)).toBeLessThan(LIMIT_MS);
  });
});
