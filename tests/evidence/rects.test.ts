import { describe, expect, it } from "vitest";
import { type PlacedWord, rectsOf } from "../../functions/evidence/reading.ts";

/** Words of ten points on a line of a page, each with its place from the left in hundredths. */
function lineOf(text: string, places: readonly number[]) {
  const words = [...text.matchAll(/\S+/g)].map((found, i): PlacedWord => {
    const start = found.index;
    return [start, start + found[0].length, 1, places[i]! / 100, 0.5, found[0].length / 100, 0.01];
  });
  return { text, words };
}
const all = (text: string) => ({ start: 0, end: text.length });

describe("the rectangles of a span", () => {
  it("are one a line, however wide its spaces are set", () => {
    const line = lineOf("Det er fortsat", [10, 15, 20]);
    expect(rectsOf(line, all(line.text))).toEqual([{ page: 1, x: 0.1, y: 0.5, width: 0.17, height: 0.01 }]);
  });

  it("are one a cell in a row of a table, however close the columns stand", () => {
    const row = lineOf("85,9\t74,6 pct.", [10, 15, 20]);
    expect(rectsOf(row, all(row.text))).toEqual([
      { page: 1, x: 0.1, y: 0.5, width: 0.04, height: 0.01 },
      { page: 1, x: 0.15, y: 0.5, width: 0.09, height: 0.01 },
    ]);
  });
});
