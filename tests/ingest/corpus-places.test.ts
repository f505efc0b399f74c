import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rectsOf } from "../../functions/evidence/reading.ts";
import { readPdf } from "../../functions/ingest/read-pdf.ts";
import { measurePlaces } from "./places.ts";
import { SHARED } from "./treebank.ts";

const FOLDER = `${SHARED}corpus/pdfs-reports/`;
const there = existsSync(FOLDER);
if (!there) console.log(`not measured: rectangles on the corpus (${FOLDER} is not there)`);

describe.runIf(there)("every readable report of the corpus", () => {
  it("has its passages' words in their rectangles, as pdfium finds them", { timeout: 120_000 }, async () => {
    let words = 0;
    let found = 0;
    let foreign = 0;
    let letters = 0;
    for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".pdf"))) {
      const bytes = readFileSync(FOLDER + file);
      const result = await readPdf(bytes);
      if (!result.ok) {
        // the only one: its content streams are damaged
        expect(file).toBe("en-samhsa-fact-sheet-damaged.pdf");
        continue;
      }
      const { reading } = result;
      const score = await measurePlaces(reading, bytes);
      words += score.words;
      found += score.wordsFound;
      foreign += score.foreign;
      letters += score.letters;
      expect(score.wordsFound / score.words, file).toBeGreaterThan(0.99);
      let last = 0;
      for (const passage of reading.passages) {
        expect(passage.start, file).toBeGreaterThanOrEqual(last);
        expect(passage.rects).toEqual(rectsOf(reading, passage));
        last = passage.end;
      }
    }
    console.log(`rectangles: ${found} of ${words} words, ${foreign} foreign of ${letters} letters`);
    expect(found / words).toBeGreaterThanOrEqual(0.995);
    expect(foreign / letters).toBeLessThan(0.005);
  });
});
