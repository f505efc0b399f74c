import type { Browser, Page } from "playwright-core";
import type { Claim, Listed } from "../../web/src/api/shapes.ts";
import { ask, openAs, startBelaeg } from "../browser/browser.ts";
import { currentClaim, type Fit, fitOfHighlight, openReview, sampleWorkspace } from "../browser/review-page.ts";
import type { Line } from "./review.ts";

/** Presses that lead from one zoom to the next: the usual, the smallest, and up to a page twice as wide as its view. */
const ZOOMS = [[], ["-", "-", "-"], ["0", "+", "+"], ["+", "+"]] as const;
const QUARTER_TURNS = 4;
/** Shared area over the area of both. */
const LEAST_FIT = 0.9;

/** The highlights of many claims, at several zooms and with the pages turned each way, against the words' own boxes. */
export async function everyHighlight(browser: Browser, wanted: number): Promise<Line[]> {
  const belaeg = await startBelaeg({ sample: true });
  try {
    const page = await openAs(browser, belaeg.origin, { who: "expert1", width: 1440 });
    const ws = await sampleWorkspace(page, belaeg.origin);
    const claims = await allClaims(page, belaeg.origin, ws);
    await openReview(page, belaeg.origin, ws, "?claim=none");
    const fits: Fit[] = [];
    let measured = 0;
    let way: "j" | "k" = "j";
    for (const presses of ZOOMS) {
      for (const key of presses) await page.keyboard.press(key);
      for (let turns = 0; turns < QUARTER_TURNS; turns++) {
        const state = await throughTheList(page, claims, Math.min(wanted, claims.size), { turns, way });
        way = way === "j" ? "k" : "j";
        fits.push(...state.fits);
        const missed = state.fits.filter(({ iou }) => iou < LEAST_FIT).length;
        console.log(
          `zoom ${presses.join("") || "as it opens"}, turned ${String(turns * 90)}°: ${String(missed)} of ${String(state.fits.length)} do not fit`,
        );
        measured += state.claims;
        await page.getByRole("button", { name: "Drej siderne" }).click();
      }
    }
    const bad = fits.filter(({ iou }) => iou < LEAST_FIT);
    for (const [claim, ious] of Map.groupBy(bad, (fit) => fit.claim)) {
      const [citation] = claims.get(claim)?.citations ?? [];
      const worst = Math.min(...ious.map(({ iou }) => iou)).toFixed(2);
      console.log(
        `does not fit ${String(ious.length)} times, at worst ${worst}: p. ${String(citation?.page)} ${citation?.exact}`,
      );
    }
    return [
      { what: "highlights: claims × zooms × turns of the page", figure: measured, unit: "" },
      { what: "highlights: pages measured", figure: fits.length, unit: "" },
      { what: "highlights: smallest IoU with the words, in hundredths", figure: 100 * least(fits), unit: "" },
      { what: `highlights: IoU under ${String(LEAST_FIT)}`, figure: bad.length, unit: "", atMost: 0 },
    ];
  } finally {
    await belaeg.stop();
  }
}

const least = (fits: readonly Fit[]) => fits.reduce((smallest, { iou }) => Math.min(smallest, iou), 1);

async function allClaims(page: Page, origin: string, ws: string): Promise<Map<string, Claim>> {
  const claims = new Map<string, Claim>();
  let cursor: string | undefined;
  do {
    const after = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const listed = await ask<Listed<Claim>>(page, origin, `/workspaces/${ws}/claims?limit=200${after}`);
    for (const claim of listed.items) claims.set(claim.id, claim);
    cursor = listed.cursor;
  } while (cursor !== undefined);
  return claims;
}

/** Goes down or up the list by keyboard and measures every claim on the way. */
async function throughTheList(
  page: Page,
  claims: ReadonlyMap<string, Claim>,
  wanted: number,
  { turns, way }: { turns: number; way: "j" | "k" },
) {
  const fits: Fit[] = [];
  const seen = new Set<string>();
  while (seen.size < wanted) {
    const id = (await currentClaim(page)) ?? "";
    const [citation] = claims.get(id)?.citations ?? [];
    if (citation === undefined || seen.has(id)) break;
    seen.add(id);
    await wordsAreThere(page, citation.page);
    const fit = await fitOfHighlight(page, { ...citation, turns });
    if (fit.length === 0) throw new Error(`nothing to measure for ${id}`);
    fits.push(...fit);
    const last = citation.rects.at(-1)?.page ?? citation.page;
    if (last !== citation.page && !fit.some((one) => one.page === last)) {
      await page.getByRole("button", { name: /videre på s\./ }).click();
      await wordsAreThere(page, last);
      fits.push(...(await fitOfHighlight(page, { ...citation, turns })));
    }
    if (seen.size === wanted) break;
    await page.keyboard.press(way);
    await page.waitForFunction(
      (from) => document.querySelector("[data-pane=card]")?.getAttribute("data-claim") !== from,
      id,
      { timeout: 10_000 },
    );
  }
  return { fits, claims: seen.size };
}

/** The sheet is in view and the words laid over it are those of its present size. */
const wordsAreThere = (page: Page, number: number) =>
  page.waitForFunction((wanted) => {
    const sheet = document.querySelector(`[data-page="${String(wanted)}"]`);
    return sheet?.querySelector("[data-ready]") != null && sheet.querySelector("[data-lit]") !== null;
  }, number);
