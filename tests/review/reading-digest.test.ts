import { describe, expect, it } from "vitest";
import type { ThemeId } from "../../functions/evidence/ids.ts";
import { mentionsIn } from "../../functions/review/reading-digest.ts";
import { aReading } from "../evidence-builders.ts";

const theme = (id: string, ...cues: string[]) => ({
  id: id as ThemeId,
  name: { da: id, en: id },
  definition: "",
  cues,
});

describe("how often a theme is mentioned", () => {
  const { passages } = aReading("a".repeat(64));
  const count = (...cues: string[]) => mentionsIn({ passages }, [theme("t", ...cues)]).get("t" as ThemeId);

  it("counts passages, not words, and finds cues inside compounds whatever their case", () => {
    expect(count("ventetid")).toBe(1);
    expect(count("Kræft", "screening", "tarmkræft")).toBe(2);
  });
  it("takes short cues as whole words only, as they are written", () => {
    expect(count("AI")).toBe(0);
    expect(count("pct")).toBe(2);
    expect(count("PCT")).toBe(0);
    expect(count("er")).toBe(1);
  });
  it("does not count reference lists and headings", () => {
    const listed = passages.map((passage) => ({ ...passage, kind: "reference" as const }));
    expect(mentionsIn({ passages: listed }, [theme("t", "screening")]).get("t" as ThemeId)).toBe(0);
  });
});
