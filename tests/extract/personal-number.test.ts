import { describe, expect, it } from "vitest";
import { holdsPersonalNumber } from "../../functions/extract/personal-number.ts";

describe("what reads as a personal number", () => {
  it.each([
    ["with a hyphen", "Patienten (010203-1234) blev henvist.", true],
    ["without", "cpr 3112991234", true],
    ["with a space", "cpr 290200 1234", true],
    ["a day that no month has", "320199-1234", false],
    ["a month that no year has", "011399-1234", false],
    ["30 February", "300299-1234", false],
    ["part of a longer number", "1010203-12345", false],
    ["an amount", "1.010.203.123 kr.", false],
    ["a year and a page", "2021, s. 1234", false],
  ])("%s: %s", (_, text, expected) => {
    expect(holdsPersonalNumber(text)).toBe(expected);
  });
});
