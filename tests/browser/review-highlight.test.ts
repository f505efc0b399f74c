import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import { type Belaeg, openAs, startBelaeg } from "./browser.ts";
import { claimsOf, type Fit, fitOfHighlight, openReview, sampleWorkspace } from "./review-page.ts";

let belaeg: Belaeg;
let browser: Browser;
beforeAll(async () => {
  [belaeg, browser] = await Promise.all([startBelaeg({ sample: true }), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await belaeg?.stop();
});

/** The sheet is in view and the words laid over it are those of its present size. */
const wordsAreThere = (page: Page, number: number) =>
  page.waitForFunction((wanted) => {
    const sheet = document.querySelector(`[data-page="${String(wanted)}"]`);
    const layer = sheet?.querySelector<HTMLElement>("[data-ready]");
    return layer !== null && layer !== undefined && sheet?.querySelector("[data-lit]") !== null;
  }, number);

it("lights the cited words and no others, at every zoom and however the pages are turned, on both pages of a break", async () => {
  const page = await openAs(browser, belaeg.origin, { who: "expert1", width: 1440 });
  const ws = await sampleWorkspace(page, belaeg.origin);
  const { items } = await claimsOf(page, belaeg.origin, ws);
  const pagesOf = (claim: (typeof items)[number]) => new Set(claim.citations[0]?.rects.map((rect) => rect.page)).size;
  const crossing = items.filter((claim) => pagesOf(claim) > 1).slice(0, 2);
  const others = items.filter((claim) => pagesOf(claim) === 1);
  const sample = [...crossing, ...others.filter((_, at) => at % Math.ceil(others.length / 5) === 0)];
  const fits: Fit[] = [];
  for (const claim of sample) {
    const [citation] = claim.citations;
    if (!citation) continue;
    await openReview(page, belaeg.origin, ws, `?claim=${claim.id}`);
    for (const zoom of ["", "-", "+", "+"]) {
      if (zoom !== "") await page.keyboard.press(zoom);
      for (let turn = 0; turn < 4; turn++) {
        await wordsAreThere(page, citation.page);
        const fit = await fitOfHighlight(page, { ...citation, turns: turn });
        fits.push(...fit.map((one) => ({ ...one, zoom, turn })));
        await page.getByRole("button", { name: "Drej siderne" }).click();
      }
    }
    if (!crossing.includes(claim)) continue;
    await page.getByRole("button", { name: /videre på s\./ }).click();
    const last = citation.rects.at(-1)?.page ?? 0;
    await wordsAreThere(page, last);
    const there = await fitOfHighlight(page, { ...citation, turns: 0 });
    expect(there.map((fit) => fit.page)).toContain(last);
    fits.push(...there);
  }
  expect(fits.length).toBeGreaterThanOrEqual(sample.length * 16);
  expect(fits.filter((fit) => fit.iou < 0.9)).toEqual([]);
});
