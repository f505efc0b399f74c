import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ThemeId } from "../../functions/evidence/ids.ts";
import { aPersonId } from "../evidence-builders.ts";
import { deliver, delivery, runThrough, uploadNotice } from "./deliveries.ts";
import { pipelineRig, type Rig, sampleBytes } from "./pipeline-rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await pipelineRig();
});
afterAll(() => rig?.stop());

describe("a workspace whose themes change", () => {
  it("has its undecided claims sorted again within seconds, and decided ones left where they are", async () => {
    const [ws, id] = await rig.uploaded(await sampleBytes());
    await runThrough(rig.deps, uploadNotice(ws, id));
    const claims = await rig.store.claimsOfReport(ws, id);
    const about = claims.filter(({ text }) => /deltagelse/i.test(text));
    expect(about.length).toBeGreaterThan(1);
    const [decided, ...open] = about as [(typeof about)[0], ...typeof about];
    await rig.store.decideClaim((await rig.store.storedClaim(ws, decided.id))!, {
      id: "dec_kept" as never,
      target: { type: "claim", id: decided.id },
      verdict: "accept",
      by: { id: aPersonId("Eva"), name: "Eva" },
      at: "2026-03-02T08:00:00.000Z",
      basedOnVersion: 0,
    });

    const themeId = "taking-part" as ThemeId;
    await rig.store.putTheme(ws, {
      id: themeId,
      name: { da: "Deltagelse", en: "Taking part" },
      definition: "Hvor mange der tager imod tilbuddet.",
      cues: ["deltagelse", "deltager"],
      order: 99,
    });
    const begun = performance.now();
    await deliver(rig.deps, { queue: "extract", message: { type: "themes-changed", workspaceId: ws } }, delivery(1));
    expect(performance.now() - begun).toBeLessThan(10_000);

    const after = new Map((await rig.store.claimsOfReport(ws, id)).map((claim) => [claim.id, claim]));
    // three themes a claim at most: others may speak louder for a few
    const sorted = open.filter((claim) => after.get(claim.id)?.themes.includes(themeId));
    expect(sorted.length).toBeGreaterThanOrEqual(open.length * 0.7);
    expect(after.get(decided.id)?.themes).toEqual(decided.themes);
    for (const claim of after.values()) expect(claim.themes.length).toBeGreaterThan(0);
  });
});
