import { describe, expect, it } from "vitest";
import { standalone } from "../../../functions/engines/local/standalone.ts";

describe("a sentence is made to stand alone", () => {
  it("drops bullets and a connective whose removal turns the sentence back safely", () => {
    expect(standalone("• Desuden er der åbnet to klinikker.", [])).toBe("Der er åbnet to klinikker.");
    expect(standalone("Endvidere skal man huske de pårørende.", [])).toBe("Man skal huske de pårørende.");
  });

  it("leaves a connective where dropping it would need another word order", () => {
    const text = "Desuden har regionernes fælles udvalg bedt om nye tal.";
    expect(standalone(text, [])).toBe(text);
  });

  it("names in brackets what is only pointed to, from the nearest heading with a subject", () => {
    expect(standalone("Dette kræver flere hænder.", ["3 Lindring i hjemmet", "3.2 Opmærksomhedspunkter"])).toBe(
      "[Lindring i hjemmet] Dette kræver flere hænder.",
    );
    expect(standalone("Der mangler overblik på området.", ["Kapitel 4: Senfølger"])).toBe(
      "[Senfølger] Der mangler overblik på området.",
    );
  });

  it("leaves sentences alone that stand by themselves, and headings with figures unused", () => {
    expect(standalone("Det er vigtigt at spørge.", ["Lindring"])).toBe("Det er vigtigt at spørge.");
    expect(standalone("Dette kræver flere hænder.", ["Udviklingen 2016-2020"])).toBe("Dette kræver flere hænder.");
  });

  it("drops brackets that point to another place of the report, never a reference to a source", () => {
    expect(standalone("Antallet falder (se figur 3) i alle regioner (Holm, 2020).", [])).toBe(
      "Antallet falder i alle regioner (Holm, 2020).",
    );
  });
});
