import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Passage } from "../../functions/evidence/passage.ts";
import { readPdf } from "../../functions/ingest/read-pdf.ts";
import { measurePlaces } from "./places.ts";
import { SHARED } from "./treebank.ts";

interface GoldSentence {
  page: number;
  text: string;
  whole: boolean;
}

const REPORTS = [
  { name: "vive-notat-del1", head: "Udviklingsområder på kræftområdet – VIVE" },
  { name: "referat-del1", head: "Sundhedsstyrelsen – Referat" },
];
const there = existsSync(`${SHARED}gold/${REPORTS[0]!.name}.jsonl`);
if (!there) console.log(`not measured: labelled sentences (${SHARED}gold is not there)`);

const plain = (text: string) => text.normalize("NFKC").replace(/\s+/g, " ").trim();

/** The run of whole passages that together say `text`, if there is one. */
function runSaying(passages: readonly Passage[], text: string): Passage[] | undefined {
  const wanted = plain(text);
  for (let from = 0; from < passages.length; from++) {
    let said = "";
    for (let to = from; to < passages.length && said.length < wanted.length; to++) {
      said = plain(`${said} ${passages[to]!.text}`);
      if (said === wanted) return passages.slice(from, to + 1);
      if (!wanted.startsWith(said)) break;
    }
  }
  return undefined;
}

describe.runIf(there).each(REPORTS)("the labelled sentences of $name", ({ name, head }) => {
  const bytes = readFileSync(`${SHARED}corpus/${name}.pdf`);
  const gold = readFileSync(`${SHARED}gold/${name}.jsonl`, "utf8")
    .trim()
    .split("\n")
    .map((row) => JSON.parse(row) as GoldSentence)
    .filter((sentence) => sentence.whole);

  it("are found as whole passages in at least 98 of 100 cases, each where it is printed", async () => {
    const result = await readPdf(bytes);
    if (!result.ok) throw new Error(result.code);
    const { passages } = result.reading;
    const runs = gold.map((sentence) => runSaying(passages, sentence.text));
    expect(runs.filter((run) => run !== undefined).length / gold.length).toBeGreaterThanOrEqual(0.98);
    // the labels give a sentence after a page border the page its paragraph began on: one page earlier, never another
    const away = runs.map((run, i) => (run ? run[0]!.page - gold[i]!.page : 0));
    expect(away.filter((pages) => pages !== 0 && pages !== 1)).toEqual([]);
    const same = away.filter((pages) => pages === 0).length;
    console.log(`${name}: ${runs.filter(Boolean).length} of ${gold.length} found, ${same} on the page labelled`);
    expect(same / gold.length).toBeGreaterThan(0.93);
    // where the two differ, pdfium decides: it finds every passage's words in the rectangles on the page we name
    const places = await measurePlaces(result.reading, bytes);
    expect(places).toMatchObject({ missing: 0, foreign: 0, wordsFound: places.words });
  });

  it("hold no running head, no page number and no word of another column", async () => {
    const result = await readPdf(bytes);
    if (!result.ok) throw new Error(result.code);
    for (const passage of result.reading.passages) {
      expect(passage.text).not.toContain(head);
      expect(passage.text).not.toMatch(/^\d+$/);
      expect(passage.text).toBe(result.reading.text.slice(passage.start, passage.end));
    }
  });
});
