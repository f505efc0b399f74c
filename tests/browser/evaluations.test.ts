import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCases } from "../../evals/datasets/review-case.ts";
import { harvest } from "../../evals/harvest.ts";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import { evaluate } from "../evals/command.ts";
import { accessibilityFaults, type Belaeg, openAs, sidewaysOverflow, startBelaeg } from "./browser.ts";
import { currentClaim, openReview, sampleWorkspace, saveKind } from "./review-page.ts";

let belaeg: Belaeg;
let browser: Browser;
let ws: string;
beforeAll(async () => {
  [belaeg, browser] = await Promise.all([startBelaeg({ sample: true }), launchChromium()]);
  const page = await openAs(browser, belaeg.origin, { who: "expert1" });
  ws = await sampleWorkspace(page, belaeg.origin);
  await page.context().close();
});
afterAll(async () => {
  await browser?.close();
  await belaeg?.stop();
});

describe("decisions made in the browser", () => {
  it("are cases after the harvest, a pinned rejection among them, and no second time", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "expert1" });
    await openReview(page, belaeg.origin, ws, "?theme=screening&claim=none");
    const accepted = await currentClaim(page);
    await page.keyboard.press("1");
    await expect.poll(() => currentClaim(page)).not.toBe(accepted);
    const rejected = await currentClaim(page);
    await page.keyboard.press("3");
    await page.keyboard.press("6");
    await expect.poll(() => currentClaim(page)).not.toBe(rejected);
    await expect.poll(() => saveKind(page), { timeout: 10_000 }).toBe("saved");

    await openReview(page, belaeg.origin, ws, `?claim=${rejected}`);
    await page.getByRole("button", { name: "Må ikke foreslås igen" }).click();
    await expect.poll(() => page.getByRole("button", { name: "Må ikke foreslås igen" }).count()).toBe(0);
    await expect.poll(() => saveKind(page), { timeout: 10_000 }).toBe("saved");

    const file = path.join(mkdtempSync(path.join(tmpdir(), "belaeg-harvest-")), "cases.jsonl");
    await harvest(belaeg.origin, "editor@example.test", file);
    const once = readFileSync(file, "utf8");
    expect(readCases(file).map(({ claimId, verdict, reason }) => [claimId, verdict, reason])).toEqual([
      [accepted, "accept", undefined],
      [rejected, "reject", "not-relevant"],
      [rejected, "pin", "must-not-return"],
    ]);
    await harvest(belaeg.origin, "editor@example.test", file);
    expect(readFileSync(file, "utf8")).toBe(once);
    await page.context().close();
  });
});

describe("the page of evaluations", () => {
  it("shows the newest run with its verdict first, on a wide and a narrow screen, to everybody who can read", async () => {
    const ran = await evaluate(["anchoring"]);
    expect([0, 1], ran.err).toContain(ran.code);
    const page = await openAs(browser, belaeg.origin, { who: "expert1", width: 1440 });
    await page.goto(`${belaeg.origin}/w/${ws}/overblik`);
    await page.getByRole("link", { name: "Evalueringer" }).first().click();
    const report = page.getByRole("article", { name: "Forankring, uden motor" });
    await report.getByRole("heading", { name: "Faste regler" }).waitFor();
    await report.getByRole("rowheader", { name: /trofaste citater fundet/ }).waitFor();
    expect(await report.getByText("ændrede citater godtaget").innerText()).toMatch(/^0 af [\d.]+ ændrede/);
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.setViewportSize({ width: 320, height: 800 });
    expect(await sidewaysOverflow(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});
