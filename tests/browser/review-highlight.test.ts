import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import { type Belaeg, openAs, startBelaeg } from "./browser.ts";
import { claimsOf, fitOfHighlight, openReview, sampleWorkspace } from "./review-page.ts";

let belaeg: Belaeg;
let browser: Browser;
beforeAll(async () => {
  [belaeg, browser] = await Promise.all([startBelaeg({ sample: true }), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await belaeg?.stop();
});

it("lights the cited words and no others, at every zoom and however the pages are turned, on both pages of a break", async () => {
  const page = await openAs(browser, belaeg.origin, { who: "expert1", width: 1440 });
  const ws = await sampleWorkspace(page, belaeg.origin);
  const { items } = await claimsOf(page, belaeg.origin, ws);
  const pagesOf = (claim: (typeof items)[number]) => new Set(claim.citations[0]?.rects.map((rect) => rect.page)).size;
  const crossing = items.filter((claim) => pagesOf(claim) > 1).slice(0, 2);
  const others = items.filter((claim) => pagesOf(claim) === 1);
  const sample = [...crossing, ...others.filter((_, at) => at % Math.ceil(others.length / 8) === 0)];
  const fits: { iou: number }[] = [];
  for (const claim of sample) {
    const [citation] = claim.citations;
    if (!citation) continue;
    await openReview(page, belaeg.origin, ws, `?claim=${claim.id}`);
    for (const zoom of ["", "-", "+", "+"]) {
      if (zoom !== "") await page.keyboard.press(zoom);
      for (let turn = 0; turn < 4; turn++) {
        await page.waitForFunction(() =>
          [...document.querySelectorAll("[data-lit]")].every((lit) =>
            lit.closest("[data-page]")?.querySelector("[data-ready]"),
          ),
        );
        fits.push(...(await fitOfHighlight(page, citation)));
        await page.getByRole("button", { name: "Drej siderne" }).click();
        await page.waitForTimeout(30);
      }
    }
  }
  expect(fits.length).toBeGreaterThanOrEqual(sample.length * 16);
  expect(fits.filter((fit) => fit.iou < 0.9)).toEqual([]);
});
