import { describe, expect, it } from "vitest";
import { guarded } from "../../functions/review/export/csv.ts";

const STARTS = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"];
const BEFORE = ["", " ", "\t", "\r", "\n", "\0", "\u00a0", "\u200b", " \t\r\n"];

describe("a cell of text", () => {
  it.each(STARTS.flatMap((start) => BEFORE.map((before) => `${before}${start}1+1`)))(
    "%j gets one guard sign and is otherwise the same",
    (text) => {
      expect(guarded(text)).toBe(`'${text}`);
    },
  );
  it.each(["\tx", "\rx", "\nx", "\0x"])("%j is guarded for how it begins", (text) => {
    expect(guarded(text)).toBe(`'${text}`);
  });
  it.each(["", "Ventetiden faldt", "12 pct.", "a=b", "'=1", "»=«", ";=1", "(-5)"])("%j is left as it is", (text) => {
    expect(guarded(text)).toBe(text);
  });
});
