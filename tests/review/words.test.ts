import { describe, expect, it } from "vitest";
import { fileNameOf } from "../../functions/review/export/file-name.ts";
import { momentInWords, reportName } from "../../functions/review/export/words.ts";
import { foldText } from "../../functions/review/fold-text.ts";
import { contentDisposition } from "../../functions/store/object-names.ts";

describe("a moment as it is written in Denmark", () => {
  it.each([
    ["2026-11-21T13:05:00.000Z", "21. november 2026 kl. 14.05"],
    ["2026-07-01T22:30:00.000Z", "2. juli 2026 kl. 00.30"],
    ["2028-02-29T08:00:00.000Z", "29. februar 2028 kl. 09.00"],
    // clocks go forward on 29 March 2026 and back on 25 October 2026
    ["2026-03-29T00:59:00.000Z", "29. marts 2026 kl. 01.59"],
    ["2026-03-29T01:00:00.000Z", "29. marts 2026 kl. 03.00"],
    ["2026-10-25T00:30:00.000Z", "25. oktober 2026 kl. 02.30"],
    ["2026-10-25T01:30:00.000Z", "25. oktober 2026 kl. 02.30"],
    ["2026-12-31T23:30:00.000Z", "1. januar 2027 kl. 00.30"],
  ])("%s is %s", (at, words) => {
    expect(momentInWords(at, "da")).toBe(words);
  });
});

describe("the name of an exported file", () => {
  const named = (name: string, at = "2026-11-21T13:05:00.000Z") =>
    fileNameOf({ workspace: { name }, at, scope: "accepted", language: "da" } as never, "docx");
  it.each([
    ["Kræftplan V", "Kræftplan V 2026-11-21 kl. 14.05 (godkendt).docx"],
    ["../../etc/passwd", "etc passwd 2026-11-21 kl. 14.05 (godkendt).docx"],
    ["a\u202etxt\u0000:b", "a txt b 2026-11-21 kl. 14.05 (godkendt).docx"],
    ["...", "Belæg 2026-11-21 kl. 14.05 (godkendt).docx"],
  ])("of %j is %j", (name, expected) => {
    expect(named(name)).toBe(expected);
  });
});

describe("a content disposition", () => {
  it("tells old readers a plain name and new ones the true one, and cannot be broken out of", () => {
    expect(contentDisposition("inline", 'Ærø "x"\r\nSet-Cookie: a.pdf')).toBe(
      "inline; filename=\"_r_ _x_Set-Cookie: a.pdf\"; filename*=UTF-8''%C3%86r%C3%B8%20%22x%22Set-Cookie%3A%20a.pdf",
    );
  });
});

describe("a search", () => {
  it.each([
    ["Aarhus", "århus"],
    ["ÅRHUS", "aarhus"],
    ["A\u030arhus", "århus"],
    ["  To  ord\n", "to ord"],
  ])("takes %j for %j", (written, wanted) => {
    expect(foldText(written)).toBe(foldText(wanted));
  });
});

it("names a report by who made it and when, as far as that is known", () => {
  expect(reportName({ title: "T", publisher: "P", year: 2024 })).toBe("P (2024): T");
  expect(reportName({ title: "T", year: 2024 })).toBe("(2024): T");
  expect(reportName({ title: "T" })).toBe("T");
  expect(reportName(undefined)).toBe("–");
});
