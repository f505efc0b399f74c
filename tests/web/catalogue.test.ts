import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { da } from "../../web/src/text/da.ts";
import { en } from "../../web/src/text/en.ts";
import { formatsOf } from "../../web/src/text/formats.ts";

type Part = ReturnType<IntlMessageFormat["getAst"]>[number];

/** Every argument and tag that a message names, at any depth. */
function namesIn(parts: readonly Part[]): Set<string> {
  const names = new Set<string>();
  const walk = (part: Part) => {
    if ("value" in part && typeof part.value === "string" && part.type !== 0) names.add(part.value);
    if ("options" in part) for (const option of Object.values(part.options)) option.value.forEach(walk);
    if ("children" in part) part.children.forEach(walk);
  };
  parts.forEach(walk);
  return names;
}
const namesOf = (message: string, locale: string) =>
  [...namesIn(new IntlMessageFormat(message, locale).getAst())].sort();

describe("the catalogue", () => {
  const keys = Object.keys(da) as (keyof typeof da)[];

  it("says every sentence in both languages with the same arguments", () => {
    const differing = keys.filter(
      (key) => JSON.stringify(namesOf(da[key], "da")) !== JSON.stringify(namesOf(en[key], "en")),
    );
    expect(differing).toEqual([]);
  });

  it("leaves no sentence empty or untranslated by oversight", () => {
    const empty = keys.filter((key) => da[key].trim() === "" || en[key].trim() === "");
    expect(empty).toEqual([]);
    const sameWords = keys.filter(
      (key) => da[key] === en[key] && da[key].replace(/\{[^}]*\}/g, "").split(/[^\p{L}]+/u).length > 4,
    );
    expect(sameWords).toEqual([]);
  });

  it("never calls a claim a påstand or a krav", () => {
    expect(keys.filter((key) => /påstand|\bkrav\b/i.test(da[key]))).toEqual([]);
  });
});

describe("formats", () => {
  const danish = formatsOf("da-DK");

  it("writes numbers, dates and times as Danes do, in Danish time", () => {
    expect(danish.number(1234.5, 1)).toBe("1.234,5");
    expect(danish.date("2026-11-21T13:05:00Z")).toBe("21. november 2026");
    expect(danish.time("2026-11-21T13:05:00Z")).toBe("14.05");
    expect(danish.dateTime("2026-07-01T23:30:00Z")).toBe("2. juli kl. 01.30");
  });

  it.each([
    [0, "0 byte"],
    [999, "999 byte"],
    [18_400_000, "18,4 MB"],
    [420_000_000, "420 MB"],
  ])("writes %i bytes as %s", (bytes, words) => {
    expect(danish.bytes(bytes)).toBe(words);
  });

  it("sorts æ, ø and å last", () => {
    expect(["Å", "Ø", "Æ", "Z", "A"].sort(danish.compare)).toEqual(["A", "Z", "Æ", "Ø", "Å"]);
  });
});
