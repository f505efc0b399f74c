import type { Reading } from "../../functions/evidence/reading.ts";

/** A reading of the given pages: one line of words on each. */
export function aReading(pages: readonly string[]): Pick<Reading, "text" | "pages" | "words"> {
  const text = pages.join("");
  let start = 0;
  const read: Reading["pages"] = pages.map((page, i) => {
    const from = start;
    start += page.length;
    return {
      page: i + 1,
      start: from,
      end: start,
      state: "text",
      width: 595,
      height: 842,
      quality: 1,
      invisibleChars: 0,
    };
  });
  const words = read.flatMap(({ page, start: from, end }) =>
    [...text.slice(from, end).matchAll(/\S+/g)].map((word): Reading["words"][number] => [
      from + word.index,
      from + word.index + word[0].length,
      page,
      0.05 + word.index * 0.005,
      0.1,
      word[0].length * 0.005,
      0.02,
    ]),
  );
  return { text, pages: read, words };
}
