import { describe, expect, it } from "vitest";
import { loadDataset } from "../../evals/datasets/dataset.ts";
import { readLabelled } from "../../evals/datasets/labelled-report.ts";
import { loadSample, placed, readLabels, readSample, SAMPLES } from "../../evals/datasets/sample-report.ts";
import { readTrainingSentences } from "../../functions/engines/local/training-sentences.ts";

const dataset = loadDataset();
const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

describe("the labelled reports", () => {
  it("are at least 30, with at least 500 claims of every kind and theme", () => {
    const gold = dataset.documents.flatMap((document) => document.gold);
    expect(dataset.documents.length).toBeGreaterThanOrEqual(30);
    expect(gold.length).toBeGreaterThanOrEqual(500);
    expect(new Set(gold.map(({ kind }) => kind)).size).toBe(7);
    expect(new Set(gold.flatMap(({ themes }) => themes)).size).toBe(14);
    expect(new Set(dataset.documents.map(({ reading }) => reading.kind)).size).toBe(7);
  });
  it("are divided by name: who adds one moves no other between writing and holdout", () => {
    const [dev, holdout] = [loadDataset("dev"), loadDataset("holdout")];
    expect(dev.documents.length + holdout.documents.length).toBe(dataset.documents.length);
    expect(holdout.documents.length).toBeGreaterThanOrEqual(10);
    const names = new Set(dev.documents.map(({ id }) => id));
    expect(holdout.documents.filter(({ id }) => names.has(id))).toEqual([]);
  });
  it("have claims that do not overlap, each within the text", () => {
    for (const { id, reading, gold } of dataset.documents) {
      let last = 0;
      for (const { start, end } of gold) {
        expect(start, `${id}: ${reading.text.slice(start, end)}`).toBeGreaterThanOrEqual(last);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(reading.text.length);
    }
  });
  it("hold no sentence that the built-in engine was trained on", () => {
    const trained = new Set(
      readTrainingSentences().flatMap(({ sentences }) => sentences.map(({ text }) => letters(text))),
    );
    const seen = dataset.documents.flatMap(({ reading, gold }) =>
      gold.map(({ start, end }) => reading.text.slice(start, end)).filter((text) => trained.has(letters(text))),
    );
    expect(seen).toEqual([]);
  });
  it("refuse a line that nobody judged, by its number", () => {
    const source = "# T | P | 2020 | status | da\n## H\nEn sætning uden dom.\n";
    expect(() => readLabelled("x", source)).toThrow(/x, line 3/);
  });
});

describe("labels of a report read from PDF", () => {
  const claim = (text: string) => ({
    text,
    claim: true as const,
    kind: "status" as const,
    themes: ["screening" as never],
  });

  it("find their sentence however its lines were broken", () => {
    const text = "Kort.\n\nAndelen blev målt i kvali\u2010\ntets databasen,\nog den steg.";
    const { gold, unplaced } = placed([claim("Andelen blev målt i kvalitetsdatabasen, og den steg.")], text);
    expect(unplaced).toEqual([]);
    expect(text.slice(gold[0]!.start, gold[0]!.end)).toMatch(/^Andelen[\s\S]*steg\.$/);
  });
  it("take a sentence that is printed twice in both places, and not a longer one that begins alike", () => {
    const text = "Tidsplanen følges delvist. Tidsplanen følges. Nyt. Tidsplanen følges.";
    const { gold } = placed([claim("Tidsplanen følges."), claim("Tidsplanen følges.")], text);
    expect(gold.map(({ start }) => start)).toEqual([27, 51]);
  });
  it.each(SAMPLES)(
    "of %s stand in the text that is kept, and in what the reader makes of the PDF today",
    async (name) => {
      const labels = readLabels(name).filter((label) => label.claim);
      expect(loadSample(name).unplaced.length / labels.length).toBeLessThan(0.05);
      const { unplaced } = placed(labels, (await readSample(name)).text);
      expect(unplaced.length / labels.length, unplaced.join("\n")).toBeLessThan(0.05);
    },
  );
});
