import { describe, expect, it } from "vitest";
import { atLineEnd, Spelling } from "../../functions/ingest/dehyphenate.ts";

const inReport = (...words: string[]) => {
  const spelling = new Spelling();
  for (const word of words) spelling.add(word);
  return spelling;
};

describe("a hyphen at the end of a line", () => {
  it.each([
    ["hjem-", "mebehandling", "join"],
    ["sundheds-", "væsenet", "join"],
    ["tal-", "og", "space"],
    ["diagnose-", "eller", "space"],
    ["PAL-", "ordningen", "keep"],
    ["CT-", "skanning", "keep"],
    ["covid-", "19", "keep"],
    ["Bristol-", "Myers", "keep"],
    ["hoved-", "halskræft", "keep"],
    ["hjerte-", "karsygdom", "keep"],
    ["hjerte-", "lig", "join"],
    ["ikke-", "rygere", "keep"],
    ["e-", "mail", "keep"],
    ["forud-\u00ad", "sætning", "join"],
    ["al-", "men", "join"],
  ])("%s + %s: %s", (before, after, expected) => {
    expect(atLineEnd(before, after, inReport())).toBe(expected);
  });

  it("follows how the report writes the word inside lines", () => {
    expect(atLineEnd("brystkræft-", "pakken", inReport("brystkræft-pakken"))).toBe("keep");
    expect(atLineEnd("ikke-", "rygere", inReport("ikkerygere"))).toBe("join");
  });
});
