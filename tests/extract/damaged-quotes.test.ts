import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openaiEngine } from "../../functions/engines/openai/openai-engine.ts";
import { reportIdOf } from "../../functions/evidence/ids.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import { claimsFrom } from "../../functions/extract/claims-from.ts";
import { readReport } from "../../functions/ingest/read-report.ts";
import { CRITICAL, type CriticalChange } from "../fidelity/changes/critical.ts";
import { dice } from "../fidelity/changes/dice.ts";
import { repliedClaim, shownPassages } from "../model-reader.ts";
import { startModelServer } from "../model-server.ts";

/** Changes that say another thing in the source's own words: each has reasons that name it rightly. */
const damages = (sentence: string, seed: number): { quote: string; change: CriticalChange } | undefined => {
  const chance = dice(seed);
  for (const change of chance.shuffle(CRITICAL)) {
    const quote = change.quote(sentence, chance);
    if (quote !== undefined && quote !== sentence) return { quote, change };
  }
  return undefined;
};

it("stores only what the source says when a model damages three of ten quotes, and counts each with its reason", async () => {
  const read = await readReport(new Uint8Array(readFileSync("evals/reports/udviklingsomraader.pdf")));
  if (!read.ok) throw new Error(read.code);
  const { reading } = read;
  const damaged = new Map<string, CriticalChange>();
  const faithful = new Set<string>();
  const chance = dice(7);
  const server = await startModelServer((request) => {
    const claims = shownPassages(request).map(({ id, text }) => {
      const damage = chance.roll(10) < 7 ? damages(text, chance.roll(1_000_000)) : undefined;
      if (damage === undefined) {
        faithful.add(text);
        return repliedClaim({ id, text });
      }
      damaged.set(damage.quote, damage.change);
      return repliedClaim({ id, text: damage.quote });
    });
    return { do: "answer", content: JSON.stringify({ claims }) };
  });
  try {
    const engine = openaiEngine({ model: "careless", baseUrl: server.url, apiKey: "none" });
    const { claims, heldBack } = await claimsFrom(engine, reading, {
      reportId: reportIdOf("wsp_test", reading.sha256),
      themes: DEFAULT_THEMES,
      concurrency: 1,
    });
    // not every sentence can be damaged so that it says another thing
    expect(damaged.size / (damaged.size + faithful.size)).toBeGreaterThan(0.3);
    expect(heldBack.map(({ quote }) => quote).sort()).toEqual([...damaged.keys()].sort());
    const named = heldBack.filter(({ quote, reason }) => damaged.get(quote)?.reasons.includes(reason));
    // shuffled and invented words are often nowhere to be found, which is as good a reason
    const found = heldBack.filter(({ reason }) => reason !== "not-found");
    expect(named.length / found.length).toBeGreaterThan(0.85);
    for (const claim of claims) {
      for (const { exact, start, end } of claim.citations) expect(reading.text.slice(start, end)).toBe(exact);
      expect(damaged.has(claim.text)).toBe(false);
    }
    expect(claims.length).toBeGreaterThan(faithful.size * 0.9);
  } finally {
    await server.close();
  }
});
