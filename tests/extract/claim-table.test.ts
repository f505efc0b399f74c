import { describe, expect, it } from "vitest";
import { type ReportId, reportIdOf, type ThemeId } from "../../functions/evidence/ids.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import { claimTable } from "../../scripts/claim-table.ts";
import { aClaim } from "../evidence-builders.ts";

const report: ReportId = reportIdOf("wsp_test", "a".repeat(64));
const table = (texts: string[], parts: Partial<Parameters<typeof claimTable>[0]> = {}) =>
  claimTable({
    report: { title: "Status på forløb", publisher: "Øvestyrelsen", year: 2023, pageCount: 4 },
    claims: texts.map((text) => aClaim(report, { text, themes: ["late-effects" as ThemeId], kind: "challenge" })),
    heldBack: [],
    coverage: [{ page: 3, state: "no-text", passages: 0, claims: 0, heldBack: 0 }],
    timings: { readMs: 1234, extractMs: 56 },
    themes: DEFAULT_THEMES,
    language: "da",
    width: undefined,
    ...parts,
  });

describe("the table of claims", () => {
  it("names report, kind, theme and what could not be read, in Danish numbers", () => {
    const lines = table(["Senfølger opdages sent."]).split("\n");
    expect(lines[0]).toBe("Status på forløb");
    expect(lines[1]).toBe("Øvestyrelsen · 2023 · 4 sider");
    expect(lines).toContainEqual(expect.stringMatching(/^ *1 {2}Udfordring {2}Senfølger {2}Senfølger opdages sent\.$/));
    expect(lines).toContain("1 udsagn · 0 holdt tilbage · læst på 1,2 s, udsagn fundet på 0,1 s");
    expect(lines).toContain("Sider, der ikke kunne læses: 3");
  });
  it("wraps a long claim at words within the terminal's width, below itself", () => {
    const words = Array.from({ length: 40 }, (_, i) => `ord${i}`);
    const lines = table([words.join(" ")], { width: 80 }).split("\n");
    expect(Math.max(...lines.slice(3, -4).map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.join(" ").match(/ord\d+/g)).toEqual(words);
  });
  it("prints nothing that a terminal would obey", () => {
    const text = table(["Rødt \u001b[31mord\u202e her\u0007."]);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).toContain("ord");
  });
});
