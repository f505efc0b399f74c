import type { Browser, Page, Route } from "playwright-core";
import type { Claim, Report } from "../../web/src/api/shapes.ts";
import { ask, type Belaeg, openAs, startBelaeg } from "../browser/browser.ts";
import { claimsOf, sampleWorkspace } from "../browser/review-page.ts";
import { longPdf } from "./long-pdf.ts";
import { type Line, percentile } from "./review.ts";
import { watched, watchKeys } from "./review-watch.ts";

/** The sample workspace, to which a larger one is added on the wire: what is measured is the browser's own work. */
async function withSample<Figures>(
  browser: Browser,
  measure: (page: Page, home: { belaeg: Belaeg; ws: string; claims: Claim[]; reports: Report[] }) => Promise<Figures>,
): Promise<Figures> {
  const belaeg = await startBelaeg({ sample: true });
  const page = await openAs(browser, belaeg.origin, { who: "expert1", width: 1440 });
  try {
    const ws = await sampleWorkspace(page, belaeg.origin);
    const { items: claims } = await claimsOf(page, belaeg.origin, ws);
    const { items: reports } = await ask<{ items: Report[] }>(page, belaeg.origin, `/workspaces/${ws}/reports`);
    return await measure(page, { belaeg, ws, claims, reports });
  } finally {
    await page.context().close();
    await belaeg.stop();
  }
}

const answer = (route: Route, body: unknown) =>
  route.fulfill({ contentType: "application/json", body: JSON.stringify(body) });

/** Serves a list page by page, as the API does. */
async function serveList(page: Page, pattern: RegExp, items: readonly unknown[]): Promise<void> {
  await page.route(pattern, (route) => {
    const asked = new URL(route.request().url()).searchParams;
    if (route.request().method() !== "GET") return route.continue();
    const at = Number(asked.get("cursor") ?? 0);
    const limit = Number(asked.get("limit") ?? 50);
    const next = at + limit < items.length ? { cursor: String(at + limit) } : {};
    return answer(route, { items: items.slice(at, at + limit), total: items.length, ...next });
  });
}

export const manyClaims = (browser: Browser): Promise<Line[]> =>
  withSample(browser, async (page, { belaeg, ws, claims, reports }) => {
    const many = Array.from({ length: 5_000 }, (_, at) => {
      const like = claims[at % claims.length]!;
      const reportId = `rep_${String(at % 50)}` as Claim["reportId"];
      const citations = like.citations.map((citation) => ({ ...citation, reportId, start: citation.start + at }));
      return { ...like, id: `clm_${String(at)}`, reportId, citations, text: `${like.text} (${String(at)})` };
    });
    const shelf = Array.from({ length: 50 }, (_, at) => ({
      ...reports[at % reports.length]!,
      id: `rep_${String(at)}`,
      title: `Rapport ${String(at + 1)}`,
    }));
    await serveList(page, /\/api\/workspaces\/[^/]+\/claims(\?|$)/, many);
    await serveList(page, /\/api\/workspaces\/[^/]+\/reports(\?|$)/, shelf);
    await page.goto(`${belaeg.origin}/w/${ws}/overblik`);
    await page.getByRole("link", { name: /^Gennemgang/ }).waitFor();
    const usable = await page.evaluate(async () => {
      const began = performance.now();
      [...document.querySelectorAll("a")].find((link) => link.textContent?.startsWith("Gennemgang"))?.click();
      await new Promise<void>((done) => {
        const look = () => (document.querySelector("[role=option]") ? done() : requestAnimationFrame(look));
        look();
      });
      return performance.now() - began;
    });
    await page.waitForFunction(
      () => document.querySelector("[data-pane=list] .meta")?.textContent?.includes("5.000"),
      undefined,
      { timeout: 60_000 },
    );
    await watchKeys(page);
    for (let turn = 0; turn < 60; turn++) {
      await page.keyboard.press(turn % 3 === 0 ? "1" : "j");
      await page.waitForTimeout(60);
    }
    const { presses, tasks } = await watched(page);
    const filtered: number[] = [];
    for (const name of ["Ikke afgjort", "Alle", "Ikke afgjort", "Alle", "Ikke afgjort", "Alle"]) {
      filtered.push(
        await page.evaluate(async (wanted) => {
          const button = [...document.querySelectorAll<HTMLButtonElement>("button.tag")].find((tag) =>
            tag.textContent?.startsWith(wanted),
          );
          const began = performance.now();
          button?.click();
          while (button?.getAttribute("aria-pressed") !== "true") await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          return performance.now() - began;
        }, name),
      );
    }
    const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
    return [
      { what: "5,000 claims, 50 reports: list usable", figure: usable, unit: "ms", atMost: 1_000 },
      {
        what: "5,000 claims: key to next claim painted, p95",
        figure: percentile(
          presses.map((p) => p.painted),
          0.95,
        ),
        unit: "ms",
        atMost: 50,
      },
      { what: "5,000 claims: longest task while deciding", figure: Math.max(0, ...tasks), unit: "ms", atMost: 200 },
      { what: "5,000 claims: filter, slowest of 6", figure: Math.max(...filtered), unit: "ms", atMost: 100 },
      { what: "5,000 claims: nodes in the document", figure: nodes, unit: "", atMost: 3_000 },
    ];
  });

/** Opens the review on claims of one made-up report. */
async function openMadeUp(
  page: Page,
  home: { belaeg: Belaeg; ws: string; reports: Report[] },
  claims: readonly unknown[],
  pdf: ReturnType<typeof longPdf>,
): Promise<void> {
  const report = {
    ...home.reports[0]!,
    id: "rep_long",
    title: "En lang rapport",
    byteSize: pdf.bytes.length,
    pageCount: pdf.sizes.length,
  };
  await serveList(page, /\/api\/workspaces\/[^/]+\/claims(\?|$)/, claims);
  await serveList(page, /\/api\/workspaces\/[^/]+\/reports(\?|$)/, [report]);
  await page.route(/\/reports\/rep_long\/passages/, (route) => answer(route, { items: [] }));
  await page.route(/\/reports\/rep_long\/text/, (route) =>
    answer(route, { text: "", pages: pdf.sizes.map((size, at) => ({ page: at + 1, start: 0, end: 0, ...size })) }),
  );
  await page.route(/\/reports\/rep_long\/file/, (route) =>
    route.fulfill({ contentType: "application/pdf", body: pdf.bytes }),
  );
  await page.goto(`${home.belaeg.origin}/w/${home.ws}/gennemgang?claim=clm_0`);
  await page.locator("[data-drawn=true] [data-lit]").first().waitFor();
  await page.waitForTimeout(1_000);
}

const madeUp = (
  like: Claim,
  at: number,
  page: number,
  rect: { x: number; y: number; width: number; height: number },
) => ({
  ...like,
  id: `clm_${String(at)}`,
  reportId: "rep_long",
  citations: [
    {
      ...like.citations[0]!,
      reportId: "rep_long",
      page,
      start: at * 100,
      end: at * 100 + 50,
      rects: [{ page, ...rect }],
    },
  ],
});

export const manyHighlights = (browser: Browser): Promise<Line[]> =>
  withSample(browser, async (page, home) => {
    const claims = Array.from({ length: 1_000 }, (_, at) =>
      madeUp(home.claims[at % home.claims.length]!, at, 2, {
        x: 0.05 + (at % 10) * 0.09,
        y: 0.02 + Math.floor(at / 10) * 0.0095,
        width: 0.08,
        height: 0.008,
      }),
    );
    await openMadeUp(page, home, claims, longPdf(3));
    const drawn = await page.evaluate(async () => {
      const washes = [...document.querySelectorAll("[data-page='2'] svg path")];
      const svg = washes[0]?.closest("svg");
      const times: number[] = [];
      for (let turn = 0; turn < 5 && svg; turn++) {
        const parent = svg.parentElement;
        svg.remove();
        await new Promise(requestAnimationFrame);
        const began = performance.now();
        parent?.append(svg);
        svg.getBoundingClientRect();
        await new Promise(requestAnimationFrame);
        times.push(performance.now() - began);
      }
      return { paths: washes.length, ms: times.sort((a, b) => a - b)[2] ?? Number.NaN };
    });
    await watchKeys(page);
    for (let turn = 0; turn < 20; turn++) {
      await page.keyboard.press("j");
      await page.waitForTimeout(80);
    }
    const { presses } = await watched(page);
    return [
      { what: "1,000 highlights on a page: paths", figure: drawn.paths, unit: "", atMost: 6 },
      { what: "1,000 highlights on a page: drawn", figure: drawn.ms, unit: "ms", atMost: 50 },
      {
        what: "1,000 highlights on a page: key to next lit, p95",
        figure: percentile(
          presses.map((p) => p.lit ?? Number.NaN),
          0.95,
        ),
        unit: "ms",
        atMost: 150,
      },
    ];
  });

export const manyPages = (browser: Browser): Promise<Line[]> =>
  withSample(browser, async (page, home) => {
    const places = [1, 480, 3, 240, 499, 7, 481, 120, 360, 60];
    const claims = places.map((number, at) =>
      madeUp(home.claims[0]!, at, number, { x: 0.1, y: 0.4, width: 0.6, height: 0.02 }),
    );
    await openMadeUp(page, home, claims, longPdf(500));
    await watchKeys(page);
    const canvases: number[] = [];
    let shifts = 0;
    for (const number of places.slice(1)) {
      await page.keyboard.press("j");
      await page.locator(`[data-page="${String(number)}"][data-drawn=true] [data-lit]`).waitFor();
      canvases.push(await page.evaluate(() => document.querySelectorAll("canvas").length));
      shifts += await page.evaluate(() => {
        const view = document.querySelector("[data-total-pages]")!.getBoundingClientRect();
        const lit = document.querySelector("[data-lit]")!.getBoundingClientRect();
        return Math.abs(lit.top - view.top - view.height / 3) > 4 ? 1 : 0;
      });
    }
    const { presses } = await watched(page);
    return [
      { what: "500 pages: jump to page 480, drawn", figure: presses[0]?.lit ?? Number.NaN, unit: "ms", atMost: 600 },
      {
        what: "500 pages: jumps, p95",
        figure: percentile(
          presses.map((p) => p.lit ?? Number.NaN),
          0.95,
        ),
        unit: "ms",
        atMost: 600,
      },
      { what: "500 pages: canvases in the document, most", figure: Math.max(...canvases), unit: "", atMost: 12 },
      { what: "500 pages: passages not at a third of the height", figure: shifts, unit: "", atMost: 0 },
    ];
  });
