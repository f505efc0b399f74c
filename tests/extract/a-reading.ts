import { passageIdOf } from "../../functions/evidence/ids.ts";
import type { Passage } from "../../functions/evidence/passage.ts";
import type { Reading } from "../../functions/evidence/reading.ts";

const SHA = "a".repeat(64);

export interface PassageSpec {
  text: string;
  page?: number;
  kind?: Passage["kind"];
  section?: string[];
}

/** A reading whose canonical text is the given passages, one after another, each with its words on a line of its own. */
export function aReading(specs: readonly (PassageSpec | string)[], parts: Partial<Reading> = {}): Reading {
  let text = "";
  const passages: Passage[] = [];
  const words: Reading["words"] = [];
  for (const [line, spec] of specs.entries()) {
    const { text: own, page = 1, kind = "body", section = [] } = typeof spec === "string" ? { text: spec } : spec;
    const start = text.length;
    const end = start + own.length;
    for (const match of own.matchAll(/\S+/g)) {
      const from = start + match.index;
      words.push([from, from + match[0].length, page, match.index / 200, line / 100, match[0].length / 200, 0.008]);
    }
    passages.push({ id: passageIdOf(SHA, start, end), page, start, end, text: own, kind, section, rects: [] });
    text += `${own}\n`;
  }
  const lastPage = Math.max(1, ...passages.map(({ page }) => page));
  const pages = Array.from({ length: lastPage }, (_, i) => {
    const own = passages.filter(({ page }) => page === i + 1);
    return {
      page: i + 1,
      start: own[0]?.start ?? 0,
      end: (own.at(-1)?.end ?? 0) + (own.length > 0 ? 1 : 0),
      state: "text" as const,
      width: 595,
      height: 842,
      quality: 1,
      invisibleChars: 0,
    };
  });
  return {
    readerVersion: "test",
    sha256: SHA,
    title: "En rapport til prøve",
    language: "da",
    pageCount: lastPage,
    text,
    pages,
    passages,
    words,
    mentions: [],
    speakers: [],
    references: [],
    ...parts,
  };
}
