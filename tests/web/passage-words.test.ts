import { describe, expect, it } from "vitest";
import type { Passage } from "../../web/src/api/shapes.ts";
import { contextOf } from "../../web/src/review/passage-context.ts";
import { spanOfSelection } from "../../web/src/review/selected-words.ts";

const SENTENCES = [
  "Ventetiden er kortere end før.",
  "Regionerne har ansat flere radiologer.",
  "Det gælder dog ikke alle sygehuse.",
  "Ventetiden er kortere end før.",
];
const line = (at: number) => ({ page: 3, x: 0.1, y: 0.1 + at * 0.1, width: 0.8, height: 0.02 });
const aPassage = (text: string, start: number, at: number, parts: Partial<Passage> = {}): Passage => ({
  id: `pas_${String(at)}` as Passage["id"],
  page: 3,
  start,
  end: start + text.length,
  text,
  kind: "body",
  section: ["2 Ventetid"],
  rects: [line(at)],
  ...parts,
});
const passages = SENTENCES.map((text, at) =>
  aPassage(text, 1_000 + SENTENCES.slice(0, at).reduce((sum, other) => sum + other.length + 1, 0), at),
);
const at = (index: number) => passages[index]!;

describe("words marked on the page", () => {
  it("are found in the canonical text, though the page spaces and hyphenates otherwise", () => {
    const span = spanOfSelection(passages, { text: "har an-\nsat  flere radio-\nloger", rects: [line(1)] });
    const { text, start } = at(1);
    expect(span && text.slice(span.start - start, span.end - start)).toBe("har ansat flere radiologer");
  });

  it("mean the occurrence that was marked, not another with the same words", () => {
    expect(spanOfSelection(passages, { text: "Ventetiden er kortere", rects: [line(3)] })?.start).toBe(at(3).start);
    expect(spanOfSelection(passages, { text: "Ventetiden er kortere", rects: [line(0)] })?.start).toBe(at(0).start);
  });

  it("may run over two sentences", () => {
    const span = spanOfSelection(passages, { text: "radiologer. Det gælder", rects: [line(1), line(2)] });
    expect(span).toEqual({ start: at(1).end - "radiologer.".length, end: at(2).start + "Det gælder".length });
  });

  it("mean nothing when they stand elsewhere", () => {
    expect(spanOfSelection(passages, { text: "helt andre ord", rects: [line(1)] })).toBeUndefined();
    expect(spanOfSelection(passages, { text: "flere radiologer", rects: [{ ...line(1), page: 9 }] })).toBeUndefined();
    expect(spanOfSelection(passages, { text: " . ", rects: [line(1)] })).toBeUndefined();
  });
});

describe("the passage as text", () => {
  const cited = (context: ReturnType<typeof contextOf>) =>
    context?.runs
      .filter((run) => run.cited)
      .map((run) => run.text)
      .join("|");

  it("sets the cited words among their neighbours", () => {
    const context = contextOf(passages, { start: at(1).start + 11, end: at(1).end });
    expect(cited(context)).toBe("har ansat flere radiologer.");
    expect(context?.runs.map((run) => run.text).join("")).toBe(SENTENCES.join(" "));
    expect(context?.section).toEqual(["2 Ventetid"]);
  });

  it("keeps a citation over two sentences in one piece", () => {
    expect(cited(contextOf(passages, { start: at(0).start, end: at(1).end }))).toBe(SENTENCES.slice(0, 2).join(" "));
  });

  it("leaves out headings, contents and other chapters", () => {
    const others = [
      aPassage("2 Ventetid", 900, 8, { kind: "heading" }),
      aPassage("Ventetid ........ 4", 920, 9, { kind: "contents" }),
      aPassage("Forordets sidste sætning.", 950, 10, { section: ["Forord"] }),
    ];
    const context = contextOf([...others, ...passages], { start: at(0).start, end: at(0).end });
    expect(context?.runs[0]).toEqual({ text: SENTENCES[0], cited: true });
  });

  it("is nothing for words of another page", () => {
    expect(contextOf(passages, { start: 10, end: 20 })).toBeUndefined();
  });
});
