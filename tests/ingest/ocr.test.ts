import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { coverageOf, isGap } from "../../functions/evidence/coverage.ts";
import type { Reading } from "../../functions/evidence/reading.ts";
import { sentence } from "../../functions/evidence/sentence.ts";
import { anchorQuote } from "../../functions/fidelity/anchor-quote.ts";
import { preparedReading } from "../../functions/fidelity/prepared-reading.ts";
import { wordsIn } from "../../functions/ingest/ocr.ts";
import { type ReadOptions, readPdf } from "../../functions/ingest/read-pdf.ts";
import { readReport } from "../../functions/ingest/read-report.ts";
import { lines } from "./pdf-maker.ts";
import { readingOf } from "./reading-of.ts";
import { hasTesseract, scannedPdf } from "./scanned-pdf.ts";

const SAID = [
  "Ventetiden til undersøgelse er faldet i tre af fem regioner.",
  "Den er steget i to, og ingen ved endnu hvorfor.",
  "Kommunerne mangler viden om, hvem der får tilbuddet.",
  "Et ambulatorium i Nordby har 1.250 besøg om året.",
];
const PAGE = { content: lines(70, 700, SAID, 12, 30) };

async function read(bytes: Uint8Array, options: ReadOptions = {}): Promise<Reading> {
  const result = await readPdf(bytes, options);
  if (!result.ok) throw new Error(`no reading: ${result.code}`);
  return result.reading;
}

/** What any tesseract reads alike: `rn` looks like `m`, and a narrow gap is a space or none. */
const folded = (text: string) => text.replace(/\s+/g, "").replaceAll("rn", "m");
const spoken = (reading: Reading) => folded(reading.text);

/** Words of both readings that are spelled alike, in order, with their places. */
function wordPairs(a: Reading, b: Reading) {
  const textIn = (reading: Reading) => (word: Reading["words"][number]) => reading.text.slice(word[0], word[1]);
  const left = [...b.words];
  return a.words.flatMap((word) => {
    const at = left.findIndex((other) => textIn(b)(other) === textIn(a)(word));
    return at < 0 ? [] : [[word, left.splice(0, at + 1).at(-1)!] as const];
  });
}

if (!hasTesseract) console.log("not run: text recognition (no tesseract with dan or eng is installed here)");

describe.runIf(hasTesseract)(
  "a scanned page, read by the tesseract that is installed here",
  { timeout: 60_000 },
  () => {
    it("has its words, sentence by sentence, and says that they were recognised", async () => {
      const reading = await read(await scannedPdf([{ picture: PAGE }]), { ocr: true });
      expect(reading.passages.map(({ text }) => folded(text))).toEqual(SAID.map(folded));
      expect(coverageOf(reading)).toMatchObject([{ page: 1, state: "ocr", passages: 4 }]);
      expect(coverageOf(reading).some(isGap)).toBe(false);
      expect(reading.pages[0]!.quality).toBeGreaterThan(0.8);
    });

    it("has each word's rectangle where the printed word stood", async () => {
      const printed = await readingOf([PAGE]);
      const reading = await read(await scannedPdf([{ picture: PAGE }]), { ocr: true });
      const pairs = wordPairs(reading, printed);
      expect(pairs.length).toBeGreaterThan(0.85 * printed.words.length);
      for (const [[, , page, x, y, width, height], [, , , px, py, pwidth, pheight]] of pairs) {
        expect(page).toBe(1);
        expect(Math.abs(x + width / 2 - px - pwidth / 2)).toBeLessThan(0.006);
        expect(Math.abs(y + height / 2 - py - pheight / 2)).toBeLessThan(0.008);
      }
    });

    it("takes a quote with look-alikes for the weaker class, which a printed page does not", async () => {
      const scanned = await read(await scannedPdf([{ picture: PAGE }]), { ocr: true });
      const quote = "Komrnunerne mangler viden om, hvem der får tilbuddet.";
      expect(anchorQuote(preparedReading(scanned), quote, { ocr: true })).toMatchObject({
        found: true,
        fidelity: "ocr",
      });
      const printed = anchorQuote(preparedReading(await readingOf([PAGE])), quote, {});
      expect(printed).not.toMatchObject({ fidelity: "ocr" });
      const changed = anchorQuote(preparedReading(scanned), SAID[3]!.replace("1.250", "1.280"), { ocr: true });
      expect(changed).toMatchObject({ reason: "number-changed" });
    });

    it("stands in its place among pages that have text, and is a named gap until it is asked for", async () => {
      const printed = { content: lines(70, 700, ["Den første side er skrevet."], 12) };
      const bytes = await scannedPdf([{ text: printed }, { picture: PAGE }, { text: printed }]);
      const before = await read(bytes);
      expect(coverageOf(before).map(({ state }) => state)).toEqual(["text", "no-text", "text"]);
      expect(
        coverageOf(before)
          .filter(isGap)
          .map(({ page }) => page),
      ).toEqual([2]);
      const after = await read(bytes, { ocr: true });
      expect(coverageOf(after).map(({ state }) => state)).toEqual(["text", "ocr", "text"]);
      expect(after.passages.map(({ page }) => page)).toEqual([1, 2, 2, 2, 2, 3]);
    });

    it("is read as it is shown when the file turns it", async () => {
      const upright = await read(await scannedPdf([{ picture: PAGE }]), { ocr: true });
      // lain on its side by the copier, and turned back by the file
      const turned = await read(await scannedPdf([{ picture: PAGE, turned: true, rotate: 270 }]), { ocr: true });
      expect(spoken(turned)).toBe(spoken(upright));
      expect(turned.pages[0]).toMatchObject({ width: 595, height: 842 });
      expect(turned.words[0]![4]).toBeCloseTo(upright.words[0]![4], 1);
    });

    it("is read when it lies on its side, with rectangles that lie so, too", async () => {
      const reading = await read(await scannedPdf([{ picture: PAGE, turned: true }]), { ocr: true });
      expect(spoken(reading)).toBe(folded(SAID.join("")));
      const pairs = wordPairs(reading, await readingOf([PAGE]));
      expect(pairs.length).toBeGreaterThan(25);
      for (const [[, , , x, y, width, height], [, , , px, py, pwidth, pheight]] of pairs) {
        // a quarter clockwise: what was far down is far left, what was far right is far down
        expect(Math.abs(x + width / 2 - (1 - py - pheight / 2))).toBeLessThan(0.012);
        expect(Math.abs(y + height / 2 - px - pwidth / 2)).toBeLessThan(0.012);
      }
    });

    it("is read in the process that may be killed, and each page is told", async () => {
      const seen: string[] = [];
      const bytes = await scannedPdf([{ picture: PAGE }, { picture: PAGE }]);
      const result = await readReport(bytes, { ocr: true, onProgress: (done, total) => seen.push(`${done}/${total}`) });
      expect(result).toMatchObject({ ok: true, reading: { pageCount: 2 } });
      expect(seen.at(-1)).toBe("4/4");
    });

    it("that has no time left stays a page without text", async () => {
      const printed = { content: lines(70, 700, ["Den første side er skrevet."], 12) };
      const bytes = await scannedPdf([{ text: printed }, { picture: PAGE }]);
      const reading = await read(bytes, { ocr: true, bounds: { millisecondsPerScan: 0 } });
      expect(reading.pages.map(({ state }) => state)).toEqual(["text", "no-text"]);
    });
  },
);

describe("a scanned page where no tesseract is installed", () => {
  const without = async (bytes: Uint8Array) => {
    const programs = mkdtempSync(join(tmpdir(), "belaeg-no-programs-"));
    const result = await readPdf(bytes, { ocr: true, programs });
    rmSync(programs, { recursive: true });
    return result;
  };

  it("is refused as a scan when there is nothing else, in words that say what is needed", async () => {
    expect(await without(await scannedPdf([{ picture: PAGE }]))).toMatchObject({ ok: false, code: "no-text" });
    expect(sentence("no-text", "da")).toMatch(/skannet.*tesseract er installeret/);
    expect(sentence("no-text", "en")).toMatch(/scanned.*tesseract installed/);
  });

  it("stays a gap of the report when other pages have text", async () => {
    const printed = { content: lines(70, 700, ["Den første side er skrevet."], 12) };
    const result = await without(await scannedPdf([{ text: printed }, { picture: PAGE }]));
    if (!result.ok) throw new Error(result.code);
    const coverage = coverageOf(result.reading);
    expect(coverage.map(({ state }) => state)).toEqual(["text", "no-text"]);
    expect(coverage.filter(isGap)).toHaveLength(1);
  });
});

describe("tesseract's table", () => {
  const table = (rows: (number | string)[][]) =>
    ["level\tpage\t…", ...rows.map(([level, ...rest]) => [level, 1, 1, 1, 1, 0, ...rest].join("\t"))].join("\n");

  it("becomes words of one size a line, in points; a line it believes keeps all its words", () => {
    const { words, quality } = wordsIn(
      table([
        [4, 200, 100, 400, 40, -1, ""],
        [5, 200, 100, 180, 40, 96, "Ventetiden"],
        [5, 400, 110, 100, 28, 90, "faldt"],
        [5, 520, 100, 80, 40, 12, "~|"],
        [5, 620, 100, 80, 40, 17, "ikke"],
        [4, 200, 300, 400, 40, -1, ""],
        [5, 200, 300, 80, 40, 12, "billede"],
      ]),
      2,
    );
    expect(words.map(({ text, u0, u1, turn, size }) => [text, u0, u1, turn, size])).toEqual([
      ["Ventetiden", 100, 190, 0, 20],
      ["faldt", 200, 250, 0, 20],
      ["ikke", 310, 350, 0, 20],
    ]);
    expect(quality).toBeCloseTo((0.96 + 0.9 + 0.17) / 3);
  });

  it("of a page on its side gives words that run down it", () => {
    const { words } = wordsIn(
      table([
        [4, 500, 100, 40, 300, -1, ""],
        [5, 500, 100, 40, 180, 96, "Ventetiden"],
        [5, 500, 300, 40, 100, 96, "faldt"],
      ]),
      1,
    );
    expect(words.map(({ text, u0, u1, turn }) => [text, u0, u1, turn])).toEqual([
      ["Ventetiden", 100, 280, 1],
      ["faldt", 300, 400, 1],
    ]);
  });

  it("of nothing is no words", () => {
    expect(wordsIn("", 1)).toEqual({ words: [], quality: 0 });
  });
});
