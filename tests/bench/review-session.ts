import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Decision, Listed, Report } from "../../web/src/api/shapes.ts";
import { ask, openAs } from "../browser/browser.ts";
import { claimsOf, currentClaim, openReview, sampleWorkspace, saveKind, trailOf } from "../browser/review-page.ts";
import { type Belaeg, freePort, powerCut, runBelaeg } from "../connected/belaeg-process.ts";
import { addReports } from "./more-reports.ts";
import { type Line, percentile } from "./review.ts";
import { type Press, watched, watchKeys } from "./review-watch.ts";

interface Session {
  claims: number;
  cutSeconds: number;
}

/** What the scripted reviewer presses for the n-th claim: mostly accept, now and then something else. */
function keysFor(turn: number): readonly string[] {
  if (turn % 11 === 5) return ["3", "4"];
  if (turn % 17 === 8) return ["4", "Enter"];
  if (turn % 29 === 12) return ["5"];
  return ["1"];
}

/**
 * A whole session by keyboard over six reports: a third of the way in the network goes for a while, at half the
 * tab is closed, at two thirds the server's power is cut. Every claim must in the end have exactly what was pressed.
 */
export async function keyboardSession(
  browser: Browser,
  data: string,
  { claims, cutSeconds }: Session,
): Promise<Line[]> {
  const port = String(await freePort());
  const start = () => runBelaeg(["--port", port, "--data", data, "--lang", "en"]);
  let server: Belaeg = await start();
  const origin = `http://127.0.0.1:${port}`;
  let page = await openAs(browser, origin, { who: "expert1", width: 1440 });
  const context = page.context();
  const ws = await sampleWorkspace(page, origin);
  await addReports(browser, origin, ws);
  const { total = 0 } = await claimsOf(page, origin, ws);
  const wanted = Math.min(claims, total);
  const reportOf = await reportsByClaim(page, origin, ws);
  const reportsOf = new Set<string>();
  const pressed = new Map<string, string[]>();
  const presses: Press[] = [];
  let mouse = 0;
  let cutUntil = 0;
  const collect = async () => {
    const seen = await watched(page);
    presses.push(...seen.presses);
    mouse += seen.mouse;
  };
  await begin(page, origin, ws, "?claim=none");
  for (let turn = 0; turn < wanted; turn++) {
    if (turn === Math.floor(wanted / 3)) {
      await context.setOffline(true);
      cutUntil = Date.now() + cutSeconds * 1000;
    }
    if (turn === Math.floor(wanted / 2)) {
      // the script is faster than a reader: it waits for the rest of the cut with everything unsaved
      await page.waitForTimeout(Math.max(0, cutUntil - Date.now()));
      await collect();
      await page.close();
      await context.setOffline(false);
      page = await reopen(context, origin, ws);
    }
    if (turn === Math.floor((2 * wanted) / 3)) {
      powerCut(server);
      void server.ended.then(async () => {
        server = await start();
      });
    }
    const id = (await currentClaim(page)) ?? "";
    reportsOf.add(reportOf.get(id) ?? "");
    const keys = keysFor(turn);
    // a visit may come by a claim again that it doubted before: each press is a decision of its own
    if (keys[0] !== "5") pressed.set(id, [...(pressed.get(id) ?? []), keys.join("")]);
    for (const key of keys) await page.keyboard.press(key);
    await page.waitForFunction(
      (from) => document.querySelector("[data-pane=card]")?.getAttribute("data-claim") !== from,
      id,
    );
    // as fast as a reader who only glances
    await page.waitForTimeout(120);
  }
  await page.waitForFunction(
    () => document.querySelector("[data-save]")?.getAttribute("data-save") === "saved",
    undefined,
    {
      timeout: 180_000,
    },
  );
  await collect();
  const trail = await trailOf(page, origin, ws);
  const { lost, doubled } = compare(pressed, trail);
  const kind = await saveKind(page);
  await context.close();
  server.process.kill("SIGINT");
  await server.ended;
  const cached = presses.filter((press) => press.cached === true).map((press) => press.lit ?? Number.NaN);
  const cold = presses.filter((press) => press.cached === false).map((press) => press.lit ?? Number.NaN);
  return [
    { what: "claims gone through by keyboard", figure: wanted, unit: "" },
    { what: "reports they come from", figure: reportsOf.size, unit: "" },
    {
      what: `key to next claim painted, p50 of ${String(presses.length)}`,
      figure: percentile(
        presses.map((p) => p.painted),
        0.5,
      ),
      unit: "ms",
    },
    {
      what: "key to next claim painted, p95",
      figure: percentile(
        presses.map((p) => p.painted),
        0.95,
      ),
      unit: "ms",
      atMost: 50,
    },
    {
      what: `passage lit on a cached page, p95 of ${String(cached.length)}`,
      figure: percentile(cached, 0.95),
      unit: "ms",
      atMost: 150,
    },
    {
      what: `passage lit on a cold page, p95 of ${String(cold.length)}`,
      figure: cold.length > 0 ? percentile(cold, 0.95) : 0,
      unit: "ms",
      atMost: 600,
    },
    { what: "mouse events", figure: mouse, unit: "", atMost: 0 },
    { what: "decisions lost", figure: lost, unit: "", atMost: 0 },
    { what: "decisions doubled", figure: doubled, unit: "", atMost: 0 },
    { what: "not saved at the end", figure: kind === "saved" ? 0 : 1, unit: "", atMost: 0 },
  ];
}

/** Which report each claim is of. */
async function reportsByClaim(page: Page, origin: string, ws: string): Promise<Map<string, string>> {
  const { items: reports } = await ask<Listed<Report>>(page, origin, `/workspaces/${ws}/reports?limit=200`);
  const found = new Map<string, string>();
  for (const { id } of reports) {
    const { items } = await claimsOf(page, origin, ws, `&report=${id}`);
    for (const claim of items) found.set(claim.id, id);
  }
  return found;
}

async function begin(page: Page, origin: string, ws: string, query = ""): Promise<void> {
  await openReview(page, origin, ws, query);
  await watchKeys(page);
}

/** The laptop is closed, and opened again: the address and the server know where one was. */
async function reopen(context: BrowserContext, origin: string, ws: string): Promise<Page> {
  const again = await context.newPage();
  await begin(again, origin, ws);
  // on from where one stopped: decided claims are behind
  await again.keyboard.press("n");
  await again.waitForTimeout(200);
  return again;
}

const VERDICT: Record<string, Decision["verdict"]> = { "1": "accept", "34": "reject", "4Enter": "comment" };

function compare(pressed: ReadonlyMap<string, readonly string[]>, trail: readonly Decision[]) {
  let lost = 0;
  let doubled = 0;
  for (const [id, presses] of pressed) {
    const found = trail.filter((decision) => decision.target.id === id).map((decision) => decision.verdict);
    for (const keys of presses) {
      const at = found.indexOf(VERDICT[keys] ?? "accept");
      if (at === -1) lost++;
      else found.splice(at, 1);
    }
    doubled += found.length;
  }
  const strangers = trail.filter((decision) => decision.target.type === "claim" && !pressed.has(decision.target.id));
  return { lost, doubled: doubled + strangers.length };
}
