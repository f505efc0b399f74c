import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import { settled } from "../connected/belaeg-process.ts";
import { accessibilityFaults, ask } from "./browser.ts";
import { type CloudBelaeg, startCloudBelaeg } from "./cloud.ts";
import { currentClaim, openReview, saveKind, trailOf } from "./review-page.ts";

const KAREN = { oid: "karen", name: "Karen Berg", preferred_username: "karen@styrelse.example" };
const OLE = { oid: "ole", name: "Ole Lind", preferred_username: "ole@styrelse.example" };
const REPORT = fileURLToPath(new URL("../../evals/reports/screening.pdf", import.meta.url));

let belaeg: CloudBelaeg;
let browser: Browser;
let ws: string;
beforeAll(async () => {
  [belaeg, browser] = await Promise.all([startCloudBelaeg(), launchChromium()]);
  const program = await belaeg.program(KAREN);
  ws = await program.workspace("Prøve");
  const { reportId } = await program.upload(ws, new Uint8Array(await readFile(REPORT)));
  expect((await settled(program, ws, reportId, 120)).status).toBe("ready");
});
afterAll(async () => {
  await browser?.close();
  await belaeg?.stop();
});
beforeEach(() => belaeg.issuer.signsIn(KAREN));

const newContext = () =>
  browser.newContext({ locale: "da-DK", timezoneId: "Europe/Copenhagen", viewport: { width: 1280, height: 900 } });
const signInLink = (page: Page) => page.getByRole("link", { name: "Log ind med din organisation" });

/** Goes somewhere and signs in on the way. */
async function comeIn(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(belaeg.origin + path);
  await signInLink(page).click();
  await page.waitForURL((url) => url.pathname + url.search === path);
  return page;
}
const idOf = async (context: BrowserContext) =>
  (await context.cookies()).find(({ name }) => name === "__Host-belaeg")?.value;

describe("signing in at the authority's provider", () => {
  it("comes back to where one wanted to go, with a cookie that no script sees and nothing in the browser's stores", async () => {
    const context = await newContext();
    const page = await comeIn(context, `/w/${ws}/rapporter`);
    await page.getByText("Karen Berg").first().waitFor();
    const cookies = await context.cookies();
    expect(cookies.map(({ name }) => name)).toEqual(["__Host-belaeg"]);
    expect(cookies[0]).toMatchObject({ httpOnly: true, secure: true, sameSite: "Lax", path: "/", domain: "127.0.0.1" });
    const seen = await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(seen).not.toContain(cookies[0]!.value);
    expect(seen).not.toMatch(/eyJ|token|bearer/i);
    await context.close();
  });

  it("shows the pages of a report, and opens its file by a link in another tab", async () => {
    const context = await newContext();
    const page = await comeIn(context, `/w/${ws}/overblik`);
    await openReview(page, belaeg.origin, ws);
    const drawn = page.locator("[data-drawn=true] canvas").first();
    expect(await drawn.evaluate((canvas: HTMLCanvasElement) => canvas.width)).toBeGreaterThan(100);
    const { items } = await ask<{ items: { id: string; byteSize: number }[] }>(
      page,
      belaeg.origin,
      `/workspaces/${ws}/reports`,
    );
    const file = await context.request.get(`${belaeg.origin}/api/workspaces/${ws}/reports/${items[0]!.id}/file`);
    expect(file.status()).toBe(200);
    expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
    await context.close();
  });

  it("signs out here and in the other tabs, on the server too, and tells where one is still signed in", async () => {
    const context = await newContext();
    const page = await comeIn(context, `/w/${ws}/overblik`);
    const other = await context.newPage();
    await other.goto(`${belaeg.origin}/w/${ws}/temaer`);
    await other.getByText("Karen Berg").first().waitFor();
    const kept = (await context.cookies())[0]!;
    await page.getByRole("button", { name: /Karen Berg/ }).click();
    await page.getByRole("menuitem", { name: "Log ud", exact: true }).click();
    await signInLink(page).waitFor();
    await signInLink(other).waitFor();
    expect(await page.getByRole("link", { name: "Log også ud dér" }).getAttribute("href")).toContain(
      `${belaeg.issuer.issuer}/logout?`,
    );
    expect(await idOf(context)).toBeUndefined();
    await context.addCookies([kept]);
    expect((await context.request.get(`${belaeg.origin}/api/me`)).status()).toBe(401);
    expect(await accessibilityFaults(page)).toEqual([]);
    await context.close();
  });

  it("signs out everywhere: another machine's page is asked to sign in again and stays as it is", async () => {
    const [here, there] = [await newContext(), await newContext()];
    const page = await comeIn(here, `/w/${ws}/overblik`);
    const far = await comeIn(there, `/w/${ws}/indstillinger`);
    await far.getByLabel("Navn", { exact: true }).fill("Et nyt navn, ikke gemt endnu");
    await page.getByRole("button", { name: /Karen Berg/ }).click();
    await page.getByRole("menuitem", { name: "Log ud alle steder" }).click();
    await signInLink(page).waitFor();
    await far.getByRole("button", { name: "Gem", exact: true }).click();
    await far.getByRole("alertdialog", { name: "Du er logget ud" }).waitFor();
    expect(await far.getByLabel("Navn", { exact: true }).inputValue()).toBe("Et nyt navn, ikke gemt endnu");
    await here.close();
    await there.close();
  });

  it("says in words why one was not let in, and lets one try again", async () => {
    const context = await newContext();
    belaeg.issuer.refuses("access_denied");
    const page = await context.newPage();
    await page.goto(`${belaeg.origin}/w/${ws}/overblik`);
    await signInLink(page).click();
    await page.getByRole("alert").getByText("Organisationens log ind sagde ikke god for dig.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    belaeg.issuer.refuses(undefined);
    await signInLink(page).click();
    await page.waitForURL(`${belaeg.origin}/w/${ws}/overblik`);
    await context.close();
  });
});

describe("leaving without a connection", () => {
  it("is out at once here, and out on the server before anybody comes in again", async () => {
    const context = await newContext();
    const page = await comeIn(context, `/w/${ws}/overblik`);
    const kept = (await context.cookies())[0]!;
    await page.getByRole("button", { name: /Karen Berg/ }).click();
    await page.getByRole("menuitem", { name: "Log ud", exact: true }).waitFor();
    await page.route("**/api/auth/logout", (route) => route.abort("internetdisconnected"));
    await page.getByRole("menuitem", { name: "Log ud", exact: true }).click();
    await signInLink(page).waitFor();
    expect(await idOf(context)).toBe(kept.value);
    await page.unroute("**/api/auth/logout");
    await page.goto(`${belaeg.origin}/w/${ws}/overblik`);
    await signInLink(page).waitFor();
    await context.addCookies([kept]);
    expect((await context.request.get(`${belaeg.origin}/api/me`)).status()).toBe(401);
    await context.close();
  });
});

describe("an invitation", () => {
  it("is made to an address nobody knows, shown as waiting, and accepted by signing in with it", async () => {
    const context = await newContext();
    const page = await comeIn(context, `/w/${ws}/indstillinger`);
    await page.getByLabel("E-mail").fill("ny@region.example");
    await page.getByRole("button", { name: "Tilføj", exact: true }).click();
    const waiting = page.getByRole("listitem").filter({ hasText: "ny@region.example" });
    await waiting.getByText(/^Inviteret, venter til \d+\. \S+ \d{4}$/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    belaeg.issuer.signsIn({ oid: "ny", name: "Nina Yde", email: "ny@region.example", email_verified: true });
    const other = await newContext();
    const guest = await comeIn(other, `/w/${ws}/overblik`);
    await guest.getByText("Nina Yde").first().waitFor();
    await page.reload();
    await page.getByRole("listitem").filter({ hasText: "Nina Yde" }).getByText("ny@region.example").waitFor();
    expect(await page.getByText(/^Inviteret/).count()).toBe(0);

    await page.getByLabel("E-mail").fill("fortrudt@region.example");
    await page.getByRole("button", { name: "Tilføj", exact: true }).click();
    await page.getByRole("button", { name: "Træk invitationen af fortrudt@region.example tilbage" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Træk tilbage" }).click();
    const taken = page.getByRole("listitem").filter({ hasText: "fortrudt@region.example" });
    await expect.poll(() => taken.count()).toBe(0);
    await context.close();
    await other.close();
  });
});

describe("a session that ends under a page in use", () => {
  it("warns before, and stays when somebody says that she is there", async () => {
    const context = await newContext();
    const page = await comeIn(context, `/w/${ws}/overblik`);
    await page.getByText("Karen Berg").first().waitFor();
    await page.waitForTimeout(1000);
    belaeg.later(29 * 60);
    await page.reload();
    const warning = page.getByRole("alertdialog", { name: /^Du bliver logget ud kl\. \d\d\.\d\d$/ });
    // the reload is somebody's doing, so there is nothing to warn of
    await page.getByText("Karen Berg").first().waitFor();
    await page.waitForTimeout(500);
    expect(await warning.count()).toBe(0);
    // nobody there: the page's own questions keep nothing alive
    await page.clock.install();
    belaeg.later(28.5 * 60);
    await page.clock.fastForward(28.5 * 60_000);
    await warning.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await warning.getByRole("button", { name: "Bliv logget ind" }).click();
    await warning.waitFor({ state: "detached" });
    const { idleUntil, now } = await ask<{ idleUntil: string; now: string }>(page, belaeg.origin, "/auth/session");
    expect(Date.parse(idleUntil) - Date.parse(now)).toBeGreaterThan(28 * 60_000);
    await context.close();
    belaeg.later(-57.5 * 60);
  });

  it("keeps the page and the decision that could not be sent, and sends it after a new sign-in as the same person", async () => {
    const context = await newContext();
    const page = await comeIn(context, `/w/${ws}/overblik`);
    await openReview(page, belaeg.origin, ws, "?claim=none");
    await context.clearCookies();
    const decided = await currentClaim(page);
    await page.keyboard.press("1");
    const dialog = page.getByRole("alertdialog", { name: "Du er logget ud" });
    await dialog.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const again = context.waitForEvent("page");
    await dialog.getByRole("link", { name: "Log ind igen (ny fane)" }).click();
    await again;
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => saveKind(page), { timeout: 20_000 }).toBe("saved");
    const trail = await trailOf(page, belaeg.origin, ws);
    expect(trail.filter(({ target }) => target.id === decided)).toHaveLength(1);
    await context.close();
  });

  it("asks when somebody else signed in, and sends nothing of the first person's as the second", async () => {
    const program = await belaeg.program(KAREN);
    belaeg.issuer.signsIn(OLE);
    const first = await comeIn(await newContext(), "/arbejdsrum");
    const { person } = await ask<{ person: { id: string } }>(first, belaeg.origin, "/me");
    await first.context().close();
    belaeg.issuer.signsIn(KAREN);
    const context = await newContext();
    const page = await comeIn(context, `/w/${ws}/overblik`);
    await openReview(page, belaeg.origin, ws, "?claim=none");
    await context.clearCookies();
    const decided = await currentClaim(page);
    await page.keyboard.press("3");
    await page.keyboard.press("4");
    const over = page.getByRole("alertdialog", { name: "Du er logget ud" });
    await over.waitFor();
    belaeg.issuer.signsIn(OLE);
    await over.getByRole("link", { name: "Log ind igen (ny fane)" }).click();
    const asked = page.getByRole("alertdialog", { name: "Ole Lind er nu logget ind her" });
    await asked.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const { body } = await program.call<{ items: { target: { id: string }; by: { id: string } }[] }>(
      "GET",
      `/workspaces/${ws}/decisions?limit=200`,
    );
    expect(body.items.filter(({ target }) => target.id === decided)).toEqual([]);
    expect(body.items.filter(({ by }) => by.id === person.id)).toEqual([]);
    await asked.getByRole("button", { name: "Fortsæt som Ole Lind" }).click();
    await page.getByText("Ole Lind").first().waitFor();
    // and when she is back, hers is sent
    await context.clearCookies();
    belaeg.issuer.signsIn(KAREN);
    await page.goto(`${belaeg.origin}/w/${ws}/gennemgang`);
    await signInLink(page).click();
    await page.locator("[data-lit]").first().waitFor({ timeout: 60_000 });
    await expect
      .poll(async () => (await trailOf(page, belaeg.origin, ws)).filter(({ target }) => target.id === decided).length, {
        timeout: 20_000,
      })
      .toBe(1);
    await context.close();
  });
});
