import { createHash } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import type { Report } from "../../web/src/api/shapes.ts";
import { accessibilityFaults, ask, type Belaeg, openAs, startBelaeg, tell } from "./browser.ts";
import { lockedPdf } from "./locked-pdf.ts";

const PASSWORD = "hemmelig2026";
const LINES = [
  "Kræftpatienter i tre regioner venter i gennemsnit 14 dage på den første undersøgelse.",
  "Ventetiden er faldet med 12 procent siden 2021, viser opgørelsen fra regionerne.",
  "Der mangler viden om, hvordan ventetiden opleves af patienter uden pårørende.",
  "Regionerne bør offentliggøre ventetiden hver måned, så forskelle bliver synlige.",
];

let belaeg: Belaeg;
let browser: Browser;
beforeAll(async () => {
  [belaeg, browser] = await Promise.all([startBelaeg(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await belaeg?.stop();
});

it("shows the page of a locked report once its password is given, and the passage as text until then", async () => {
  const page = await openAs(browser, belaeg.origin, { who: "owner", width: 1440 });
  const { workspace } = await tell<{ workspace: { id: string } }>(page, belaeg.origin, "/workspaces", { name: "Låst" });
  const ws = workspace.id;
  const pdf = lockedPdf(LINES, PASSWORD);
  const { report, upload } = await tell<{ report: Report; upload: { url: string; headers: Record<string, string> } }>(
    page,
    belaeg.origin,
    `/workspaces/${ws}/reports`,
    { fileName: "laast.pdf", byteSize: pdf.length, sha256: createHash("sha256").update(pdf).digest("hex") },
  );
  const sent = await page.context().request.put(upload.url, { data: pdf, headers: upload.headers });
  expect(sent.ok()).toBe(true);
  const path = `/workspaces/${ws}/reports/${report.id}`;
  const now = async () => (await ask<{ report: Report }>(page, belaeg.origin, path)).report;
  await vi.waitFor(async () => expect((await now()).failure?.code).toBe("encrypted"), 60_000);
  await tell(page, belaeg.origin, `${path}/reread`, { password: PASSWORD });
  await vi.waitFor(async () => expect((await now()).status).toBe("ready"), 60_000);

  await page.goto(`${belaeg.origin}/w/${ws}/gennemgang`);
  const pane = page.locator("[data-pane=page]");
  await pane.getByText("Rapporten er beskyttet med adgangskode").waitFor();
  await pane
    .locator("mark")
    .getByText(/ventetid|venter/i)
    .first()
    .waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  const field = pane.getByLabel("Adgangskode");
  await field.fill("forkert");
  await page.keyboard.press("Enter");
  await pane.getByText("Den adgangskode åbnede ikke rapporten.").waitFor();
  await field.fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator("[data-drawn=true] [data-lit]").first().waitFor();
  expect(await field.count()).toBe(0);
  // it stays open from claim to claim …
  await page.keyboard.press("j");
  await page.locator("[data-drawn=true] [data-lit]").first().waitFor();
  // … and nothing was kept for the next visit
  await page.reload();
  await pane.getByText("Rapporten er beskyttet med adgangskode").waitFor();
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toContain(PASSWORD);
  await page.context().close();
});
