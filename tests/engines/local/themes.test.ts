import { describe, expect, it } from "vitest";
import { chosenThemes, rankThemes, themeRanker } from "../../../functions/engines/local/themes.ts";
import type { ThemeId } from "../../../functions/evidence/ids.ts";
import { DEFAULT_THEMES, type ThemeDefinition } from "../../../functions/evidence/theme.ts";

const themed = (id: string, da: string, definition: string, ...cues: string[]): ThemeDefinition => ({
  id: id as ThemeId,
  name: { da, en: da },
  definition,
  cues,
});
const HOUSING = [
  themed("byggeri", "Byggeri", "Nye boliger og deres pris.", "nybyggeri", "byggegrund", "lejebolig"),
  themed("varme", "Varme", "Opvarmning af boliger.", "fjernvarme", "varmepumpe", "isolering"),
];

describe("themes are found", () => {
  it("inside compounds and across inflection", () => {
    const [best] = rankThemes(
      { text: "Lymfødemerne og de øvrige senfølgetilbud er glemt.", section: [] },
      DEFAULT_THEMES,
    );
    expect(best?.id).toBe("late-effects");
    expect(best?.cues).toContain("senfølge");
  });

  it("but not in words that merely end like a cue", () => {
    const ranked = rankThemes({ text: "Tydelighed om muligheder er en mulighed.", section: [] }, DEFAULT_THEMES);
    expect(ranked.find(({ id }) => id === "equity")?.cues).not.toContain("lighed");
  });

  it("from the heading where the sentence has no word of its own, and from the sentence where it has", () => {
    const rank = themeRanker(DEFAULT_THEMES);
    expect(chosenThemes(rank({ text: "Ventelisten er lang.", section: ["2.3 Palliation"] }))[0]).toBe("palliation");
    expect(
      chosenThemes(rank({ text: "HPV-vaccination og rygestop virker.", section: ["Kræftplanens rammer"] }))[0],
    ).toBe("prevention");
  });

  it("for a workspace on another subject, by its own cues alone", () => {
    const rank = themeRanker(HOUSING);
    expect(chosenThemes(rank({ text: "Fjernvarmen er dyr.", section: [] }))).toEqual(["varme"]);
    expect(chosenThemes(rank({ text: "Lejeboligerne er små.", section: [] }))).toEqual(["byggeri"]);
    expect(chosenThemes(rank({ text: "Hunden gør.", section: [] }))).toEqual([]);
  });

  it("at most three, the best first", () => {
    const text = "Screening, rehabilitering, palliation, forebyggelse og senfølger nævnes.";
    expect(chosenThemes(rankThemes({ text, section: [] }, DEFAULT_THEMES))).toHaveLength(3);
  });
});

describe("experts teach the ranker", () => {
  const taught = [
    { text: "Frivillige våger hos den døende om natten.", themes: ["varme" as ThemeId] },
    { text: "Frivillige våger sammen med familien.", themes: ["varme" as ThemeId] },
  ];

  it("words of their corrections move claims like them, and are named as the reason", () => {
    const subject = { text: "De frivillige vil gerne våge flere nætter.", section: [] };
    expect(chosenThemes(rankThemes(subject, HOUSING))).toEqual([]);
    const [best] = rankThemes(subject, HOUSING, taught);
    expect(best?.id).toBe("varme");
    expect(best?.cues).toContain("frivillige");
  });

  it("claims without those words stay where they were", () => {
    const subject = { text: "Nybyggeriet går i stå.", section: [] };
    expect(chosenThemes(rankThemes(subject, HOUSING, taught))).toEqual(chosenThemes(rankThemes(subject, HOUSING)));
  });

  it("re-sorts three thousand claims in under three seconds", () => {
    const started = performance.now();
    const rank = themeRanker(DEFAULT_THEMES, taught);
    for (let i = 0; i < 3000; i++)
      rank({
        text: `Kommune ${i} har ventetid på genoptræning og ${i} borgere på venteliste.`,
        section: ["Rehabilitering"],
      });
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
