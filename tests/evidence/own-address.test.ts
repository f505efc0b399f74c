import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownAddress } from "../../functions/evidence/own-address.ts";

const SITE = "https://belaeg.example";

describe("an address of our own", () => {
  it.each([
    ["/arbejdsrum", "/arbejdsrum"],
    ["/w/wsp_1/gennemgang?status=pending&q=a%20b#udsagn", "/w/wsp_1/gennemgang?status=pending&q=a%20b#udsagn"],
    ["/w/../w/wsp_1/./overblik", "/w/wsp_1/overblik"],
    ["/søgning", "/s%C3%B8gning"],
    ["/apiary", "/apiary"],
  ])("%j is taken, tidied", (given, tidied) => {
    expect(ownAddress(given)).toBe(tidied);
  });

  it.each([undefined, null, 7, {}, "", "arbejdsrum", "//evil.example", "/\\evil.example", "/.//evil.example", "/a\nb"])(
    "%j is none",
    (given) => {
      expect(ownAddress(given)).toBeUndefined();
    },
  );

  it("stays on the site, whatever it is made from, however it is used", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "//",
      "evil.example",
      "@",
      ":",
      "https:",
      "%2f",
      "%5c",
      "\t",
      "?",
      "#",
      "api",
    );
    const hostile = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join("")),
      fc.webUrl(),
      fc.string(),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const own = ownAddress(text);
        if (own === undefined) return;
        // put behind the origin, as the server does; resolved against a page, as a browser does
        expect(new URL(SITE + own).origin).toBe(SITE);
        expect(new URL(own, `${SITE}/log-ind`).origin).toBe(SITE);
        expect(new URL(own, SITE).pathname).not.toMatch(/^\/api(\/|$)/i);
        expect(ownAddress(own)).toBe(own);
      }),
      { numRuns: 5000 },
    );
  });
});
