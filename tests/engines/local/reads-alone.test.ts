import { describe, expect, it } from "vitest";
import { isFragment, isPartOfQuote, pointsBack, readsAlone } from "../../../functions/engines/local/reads-alone.ts";

describe("a sentence that stands alone in a draft", () => {
  it.each([
    "De kommer sjældnere til samtale.",
    "Det betyder, at vagten må køre to gange.",
    "Det bygger på tolv besøg.",
    "Det er nætterne, vi ikke har dækket.",
    "Forskellen skyldes afstanden.",
    "Ordningen er udbredt til hele øen.",
    "Denne gruppe er lille.",
    "I de to kommuner steg tallet med 4 procentpoint.",
    "Alle skoler har indført ordningen, og den er populær.",
    "[Nattevagter] Det betyder, at telefonen er optaget.",
    "Den gennemsnitlige ventetid var ni timer.",
  ])("does not point to one before it: %s", (text) => {
    expect(pointsBack(text)).toBe(true);
    expect(readsAlone(text)).toBe(false);
  });

  it.each([
    "De praktiserende læger savner et nummer at ringe til.",
    "Den basale indsats er ujævn.",
    "Det er uvist, om besøg om natten hjælper.",
    "Det bør aftales, hvem der ringer.",
    "Det tværgående samarbejde er blevet lettere.",
    "De patienter, der bor alene, ringer oftere.",
    "Ordningen med natbesøg er udbredt til hele øen.",
    "En ny model er afprøvet, og modellen er billig.",
    "Regionerne vurderer, at der er plads nok.",
    "It is unclear whether night visits help.",
    "An outreach team visits every hospice.",
  ])("names what it speaks of: %s", (text) => {
    expect(readsAlone(text)).toBe(true);
  });

  it("is whole: no heading, no half sentence, no half of a quotation", () => {
    expect(isFragment("8 Natbesøg i alle kommuner")).toBe(true);
    expect(isFragment("eller ventes at bryde med planen.")).toBe(true);
    expect(isFragment("Hver anden ringer om natten.²")).toBe(false);
    expect(isPartOfQuote("»Vi hører dem først bagefter.")).toBe(true);
    expect(isPartOfQuote("»Vi hører dem først bagefter.«")).toBe(false);
  });
});
