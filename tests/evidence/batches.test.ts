import { describe, expect, it } from "vitest";
import { cutBatches } from "../../functions/evidence/batches.ts";
import { aReading } from "../extract/a-reading.ts";

const sections = (...sizes: number[]) =>
  aReading(
    sizes.flatMap((size, section) =>
      Array.from({ length: size }, (_, i) => ({ text: `Sætning ${section}.${i}.`, section: [`Afsnit ${section}`] })),
    ),
  ).passages;

describe("cutting passages into batches", () => {
  it("leaves a short report whole", () => {
    expect(cutBatches(sections(3, 4), 10)).toEqual([{ from: 0, to: 7 }]);
  });
  it("cuts at the last section border in the second half of a batch", () => {
    expect(cutBatches(sections(7, 5, 8), 10)).toEqual([
      { from: 0, to: 7 },
      { from: 7, to: 12 },
      { from: 12, to: 20 },
    ]);
  });
  it("goes a little beyond its size rather than cut a section in two", () => {
    expect(cutBatches(sections(13, 4), 10)).toEqual([
      { from: 0, to: 13 },
      { from: 13, to: 17 },
    ]);
  });
  it("cuts a long section where it must", () => {
    expect(cutBatches(sections(25), 10).map(({ from, to }) => to - from)).toEqual([10, 10, 5]);
  });
  it("leaves out stretches in which nothing can be evidence", () => {
    const contents = aReading(
      Array.from({ length: 10 }, (_, i) => ({ text: `${i} Kapitel`, kind: "contents" as const })),
    );
    expect(cutBatches(contents.passages, 10)).toEqual([]);
  });
  it.each([1, 3, 7, 40])("holds every passage exactly once, size %i", (size) => {
    const passages = sections(5, 1, 12, 2, 9, 30, 1);
    const numbers = cutBatches(passages, size).flatMap(({ from, to }) =>
      Array.from({ length: to - from }, (_, i) => from + i),
    );
    expect(numbers).toEqual(passages.map((_, i) => i));
  });
});
