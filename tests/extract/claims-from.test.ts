import { describe, expect, it } from "vitest";
import { EngineError } from "../../functions/engines/engine.ts";
import { localEngine } from "../../functions/engines/local/local-engine.ts";
import { reportIdOf, type ThemeId } from "../../functions/evidence/ids.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import { NO_USAGE } from "../../functions/evidence/usage.ts";
import { claimsFrom } from "../../functions/extract/claims-from.ts";
import { aReading } from "./a-reading.ts";
import { anEngine, proposal } from "./an-engine.ts";

const options = { reportId: reportIdOf("wsp_test", "e".repeat(64)), themes: DEFAULT_THEMES };
const reading = aReading(
  Array.from({ length: 30 }, (_, i) => ({
    text: `Kommune nummer ${i + 1} tilbyder et forløb til patienter efter behandling.`,
    page: 1 + Math.floor(i / 10),
    section: [`Afsnit ${Math.floor(i / 10)}`],
  })),
);
const everything = anEngine({ batchSize: 10, claims: ({ passages }) => passages.map((passage) => proposal(passage)) });

describe("a whole report", () => {
  it("gives every batch's claims in the order of the text, counted by page", async () => {
    const { claims, coverage, usage, whole } = await claimsFrom(everything, reading, options);
    expect(claims.map(({ text }) => text)).toEqual(reading.passages.map(({ text }) => text));
    expect(coverage.map(({ page, passages, claims: found }) => [page, passages, found])).toEqual([
      [1, 10, 10],
      [2, 10, 10],
      [3, 10, 10],
    ]);
    expect(usage.requests).toBe(3);
    expect(whole).toBe(true);
  });

  it("gives the same ids however it is cut into batches", async () => {
    const ids = async (batchSize: number) =>
      (await claimsFrom({ ...everything, batchSize }, reading, options)).claims.map(({ id }) => id);
    expect(await ids(3)).toEqual(await ids(100));
  });

  it("takes a claim from one batch only, though its passage is shown to the next one as context", async () => {
    const greedy = anEngine({
      batchSize: 10,
      claims: ({ before, passages, after }) => [...before, ...passages, ...after].map((passage) => proposal(passage)),
    });
    expect((await claimsFrom(greedy, reading, options)).claims).toHaveLength(30);
  });

  it("keeps to the workspace's themes, whatever the engine names", async () => {
    const elsewhere = anEngine({
      claims: ({ passages }) => [
        proposal(passages[0]!, { themes: ["nowhere" as ThemeId, "screening" as ThemeId] }),
        proposal(passages[1]!, { themes: ["nowhere" as ThemeId] }),
      ],
    });
    const { claims } = await claimsFrom(elsewhere, reading, options);
    expect(claims.map(({ themes }) => themes)).toEqual([["screening"], [DEFAULT_THEMES[0]!.id]]);
  });

  it("is not whole when the engine left passages unanswered, and names their page", async () => {
    const partly = anEngine({
      batchSize: 10,
      unanswered: ({ passages }) =>
        passages[0]!.page === 2 ? [{ passageIds: [passages[3]!.id], why: "refused" as const }] : [],
    });
    const { coverage, whole } = await claimsFrom(partly, reading, options);
    expect(whole).toBe(false);
    expect(coverage.filter(({ state }) => state === "failed").map(({ page }) => page)).toEqual([2]);
  });

  it("keeps what was made when the engine gives up on the way, and its cost", async () => {
    const spent = { ...NO_USAGE, requests: 4 };
    let asked = 0;
    const failing = anEngine({
      batchSize: 10,
      claims: ({ passages }) => {
        if (++asked === 2) throw new EngineError("engine-failed", "down", spent);
        return passages.map((passage) => proposal(passage));
      },
    });
    const { claims, failure, usage, whole } = await claimsFrom(failing, reading, { ...options, concurrency: 1 });
    expect(claims).toHaveLength(10);
    expect(failure?.code).toBe("engine-failed");
    expect(usage.requests).toBe(5);
    expect(whole).toBe(false);
  });

  it("does not hide a fault of our own behind the engine", async () => {
    const broken = anEngine({
      claims: () => {
        throw new TypeError("a fault");
      },
    });
    await expect(claimsFrom(broken, reading, options)).rejects.toThrow(TypeError);
  });

  it("goes through the gate with the built-in engine, too", async () => {
    const own = aReading([
      { text: "Der mangler viden om, hvordan senfølger påvirker arbejdslivet.", section: ["Senfølger"] },
      { text: "Deltagelsen i screening var 60 procent i 2022.", section: ["Screening"] },
    ]);
    const { claims, heldBack } = await claimsFrom(localEngine(), own, options);
    expect(heldBack).toEqual([]);
    expect(claims.length).toBeGreaterThan(0);
    for (const { citations } of claims)
      for (const { exact, start, end } of citations) expect(own.text.slice(start, end)).toBe(exact);
  });
});
