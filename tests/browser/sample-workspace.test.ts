import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Draft } from "../../functions/evidence/draft.ts";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import {
  accessibilityFaults,
  ask,
  type Belaeg,
  cutAtTheEdge,
  openAs,
  setTextSize,
  sidewaysOverflow,
  startBelaeg,
  tell,
} from "./browser.ts";

const THEME = "patient-pathway";
const OUTSIDE = ["/arbejdsrum", "/log-ind", "/tilgaengelighed"];

let belaeg: Belaeg;
let browser: Browser;
let ws: string;
beforeAll(async () => {
  [belaeg, browser] = await Promise.all([startBelaeg({ sample: true }), launchChromium()]);
  const page = await openAs(browser, belaeg.origin, { who: "editor" });
  const me = await ask<{ workspaces: { id: string }[] }>(page, belaeg.origin, "/me");
  ws = me.workspaces[0]?.id ?? "";
  await vi.waitFor(async () => expect((await newestDraft(page)).status).toBe("in-review"), { timeout: 60_000 });
  await page.context().close();
});
afterAll(async () => {
  await browser?.close();
  await belaeg?.stop();
});

async function newestDraft(page: Page, theme = THEME): Promise<Draft> {
  const { items } = await ask<{ items: Draft[] }>(page, belaeg.origin, `/workspaces/${ws}/themes/${theme}/drafts`);
  const draft = items[0];
  if (!draft) throw new Error(`no draft of ${theme}`);
  return draft;
}

const focusedStatement = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("data-statement"));
const statement = (page: Page, id: string) => page.locator(`[data-statement="${id}"]`);

describe("a draft", () => {
  it("is decided by keyboard, accepted as a whole, and turned back by a claim that is rejected", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "expert1", width: 1440 });
    await page.goto(`${belaeg.origin}/w/${ws}/temaer/${THEME}`);
    const draft = await newestDraft(page);
    expect(draft.statements.length).toBeGreaterThan(4);
    const [first, second, third] = draft.statements;
    if (!first || !second || !third) throw new Error("a draft of three statements or more");

    // accepting asks for the claims under the sentence first
    await statement(page, first.id).focus();
    await page.keyboard.press("1");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Godkend .*udsagn.* og sætningen$/ })
      .click();
    await statement(page, first.id).getByText("Godkendt", { exact: true }).waitFor();
    await expect.poll(() => focusedStatement(page)).toBe(first.id);

    // rejecting needs a reason, and shows it
    await statement(page, second.id).focus();
    await page.keyboard.press("3");
    await page.getByRole("dialog").getByText("Forældet", { exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Afvis sætningen" }).click();
    await statement(page, second.id).getByText("Afvist", { exact: true }).waitFor();
    await statement(page, second.id)
      .getByText(/Forældet/)
      .waitFor();
    await expect.poll(() => focusedStatement(page)).toBe(second.id);

    // rewording is accepting with other words
    await statement(page, third.id).focus();
    await page.keyboard.press("2");
    await statement(page, third.id).getByRole("textbox").waitFor();
    await page.keyboard.press("Control+a");
    const words = third.text.replace(/\.?$/, " i dag.");
    await page.keyboard.type(words);
    await page.keyboard.press("Control+Enter");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Godkend .*udsagn.* og sætningen$/ })
      .click();
    await statement(page, third.id).getByText("Rettet", { exact: true }).waitFor();
    await statement(page, third.id).getByText(words).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    // the gate stays shut, and says why, until nothing is open
    expect(await page.getByRole("button", { name: "Godkend udkast" }).isDisabled()).toBe(true);
    for (const { id } of draft.statements.slice(3)) {
      const version = (await newestDraft(page)).statements.find((one) => one.id === id)?.version ?? 0;
      await tell(page, belaeg.origin, `/workspaces/${ws}/drafts/${draft.id}/statements/${id}/decisions`, {
        verdict: "accept",
        acceptClaims: true,
        expectedVersion: version,
      });
    }
    await page.reload();
    await page.getByRole("button", { name: "Godkend udkast" }).click();
    await page.getByText("Udkastet er godkendt").waitFor();

    // a colleague rejects a claim: the sentence says so by itself, with who and why
    const colleague = await openAs(browser, belaeg.origin, { who: "expert2" });
    const claimId = first.claimIds[0] ?? "";
    const { claim } = await ask<{ claim: { version: number } }>(
      colleague,
      belaeg.origin,
      `/workspaces/${ws}/claims/${claimId}`,
    );
    await tell(colleague, belaeg.origin, `/workspaces/${ws}/claims/${claimId}/decisions`, {
      verdict: "reject",
      reason: "outdated",
      expectedVersion: claim.version,
    });
    const turned = statement(page, first.id);
    await turned.getByText("Skal genlæses", { exact: true }).waitFor();
    await turned.getByText(/Ekspert 2.*forældet/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await colleague.context().close();
    await page.context().close();
  });

  it("blocks the export until it is read again, then leaves as a Word file", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "editor", width: 1440 });
    await page.goto(`${belaeg.origin}/w/${ws}/overblik`);
    await page.getByRole("button", { name: "Eksport" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Hent filen" }).click();
    await dialog.getByText("Sætninger skal genlæses først").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog
      .getByRole("link", { name: /Organisering om patienten/ })
      .first()
      .click();

    await page.getByRole("heading", { level: 1, name: "Organisering om patienten" }).waitFor();

    // a claim may stand under sentences of more than one theme
    const { items: themes } = await ask<{ items: { id: string }[] }>(page, belaeg.origin, `/workspaces/${ws}/themes`);
    for (const { id: theme } of themes) {
      const open = (await newestDraft(page, theme)).statements.filter((one) => one.status === "reread");
      if (open.length > 0) await page.goto(`${belaeg.origin}/w/${ws}/temaer/${theme}`);
      for (const { id } of open) {
        await statement(page, id).focus();
        await page.keyboard.press("3");
        await page.getByRole("dialog").getByRole("button", { name: "Afvis sætningen" }).click();
        await statement(page, id).getByText("Afvist", { exact: true }).waitFor();
      }
    }

    await page.getByRole("link", { name: "Overblik" }).click();
    await page.getByRole("button", { name: "Eksport" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("dialog").getByRole("button", { name: "Hent filen" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.docx$/);
    const parts = unzipSync(new Uint8Array(await readFile(await file.path())));
    const text = new TextDecoder().decode(parts["word/document.xml"]);
    const accepted = (await newestDraft(page)).statements.filter((one) => one.status === "accepted");
    expect(accepted.length).toBeGreaterThan(0);
    expect(text).toContain("Organisering om patienten");
    await page.context().close();
  });

  it("moves by keys between sentences, passages and panes", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "reader", width: 1440 });
    await page.goto(`${belaeg.origin}/w/${ws}/temaer/screening`);
    await page.getByRole("button", { name: "Vis alle sætninger" }).click();
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute("data-statement") ?? document.activeElement?.tagName);
    await page.locator("[data-statement]").first().focus();
    const first = await focused();
    await page.keyboard.press("j");
    expect(await focused()).not.toBe(first);
    await page.keyboard.press("k");
    expect(await focused()).toBe(first);
    await page.keyboard.press("F6");
    expect(await focused()).toBe("ASIDE");
    await page.keyboard.press("F6");
    expect(await focused()).toBe("NAV");
    await page.keyboard.press("F6");
    expect(await focused()).toBe(first);
    await page.context().close();
  });

  it("is asked for anew and can be compared with the one before", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "editor", width: 1440 });
    await page.goto(`${belaeg.origin}/w/${ws}/temaer/${THEME}`);
    await page.getByRole("button", { name: "Bed om et nyt udkast" }).click();
    const compare = page.getByRole("button", { name: "Vis ændringer fra udkast 1" });
    await compare.waitFor({ timeout: 60_000 });
    await compare.click();
    await page.getByRole("button", { name: "Skjul ændringer" }).waitFor();
    await page.context().close();
  });
});

describe("every screen", () => {
  const screens = ["overblik", "rapporter", "temaer", `temaer/${THEME}`, "indstillinger", "revisionsspor"] as const;
  const ready = async (page: Page) => {
    await vi.waitFor(
      async () => expect(await page.locator("h1").count(), await page.innerText("body")).toBe(1),
      20_000,
    );
    await expect.poll(() => page.locator("[aria-busy=true]").count(), { timeout: 20_000 }).toBe(0);
  };

  it.each([
    ["da", "light", 1280],
    ["da", "dark", 320],
    ["en", "light", 320],
    ["en", "dark", 1280],
  ] as const)("has no accessibility faults and no sideways scroll: %s, %s, %i px", async (language, theme, width) => {
    const page = await openAs(browser, belaeg.origin, { who: "owner", language, theme, width });
    const found: string[] = [];
    for (const screen of [...screens.map((one) => `/w/${ws}/${one}`), ...OUTSIDE]) {
      await page.goto(`${belaeg.origin}${screen}`);
      await ready(page);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      found.push(...(await accessibilityFaults(page)).map((fault) => `${screen}: ${fault}`));
      const over = await sidewaysOverflow(page);
      if (over > 0) found.push(`${screen}: ${String(over)} px wider than the window`);
    }
    expect(found).toEqual([]);
    await page.context().close();
  });

  it("fits every width between a phone and a desk, in the longer of the two languages", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "owner", language: "en" });
    const tooWide: string[] = [];
    for (const screen of ["overblik", `temaer/${THEME}`]) {
      await page.goto(`${belaeg.origin}/w/${ws}/${screen}`);
      await ready(page);
      for (const width of [360, 480, 680, 800, 900, 1024, 1100, 1180, 1300, 1360, 1600]) {
        await page.setViewportSize({ width, height: 800 });
        const over = await sidewaysOverflow(page);
        if (over > 0) tooWide.push(`${screen} at ${String(width)}: ${String(over)} px`);
      }
    }
    expect(tooWide).toEqual([]);
    await page.context().close();
  });

  it.each([
    ["da", 320, 16],
    ["en", 320, 16],
    ["da", 1280, 32],
    ["en", 1280, 32],
    ["da", 320, 32],
    ["en", 320, 32],
  ] as const)(
    "holds its words without sideways scroll: %s, %i px wide, text of %i px",
    async (language, width, text) => {
      const page = await openAs(browser, belaeg.origin, { who: "owner", language, width });
      await setTextSize(page, text);
      const tooWide: string[] = [];
      for (const screen of [...screens, "gennemgang", "evalueringer"].map((one) => `/w/${ws}/${one}`).concat(OUTSIDE)) {
        await page.goto(`${belaeg.origin}${screen}`);
        await ready(page);
        const cut = await cutAtTheEdge(page);
        if (cut.length > 0) tooWide.push(`${screen}: ${cut.join(", ")}`);
      }
      expect(tooWide).toEqual([]);
      await page.context().close();
    },
  );

  it("opens the palette with Ctrl+K and goes where one types", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "reader" });
    await page.goto(`${belaeg.origin}/w/${ws}/overblik`);
    await ready(page);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("palliation");
    await page.getByRole("menuitem", { name: "Palliation", exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Palliation", level: 1 }).waitFor();
    await page.context().close();
  });

  it("skips to its content from the first tab stop", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "reader" });
    await page.goto(`${belaeg.origin}/w/${ws}/rapporter`);
    await ready(page);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("indhold");
    await page.context().close();
  });
});

describe("the overview", () => {
  it("shows how often a theme is mentioned under the same report as its claims", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "reader", width: 1440 });
    await page.goto(`${belaeg.origin}/w/${ws}/overblik`);
    await page.getByRole("radio", { name: "Omtaler" }).click();
    await page.getByText("Hvor ofte temaets stikord står").waitFor();
    const places = await page.evaluate(() =>
      [...document.querySelectorAll("thead tr, tbody tr")].map((row) =>
        [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().left)).join(),
      ),
    );
    expect(new Set(places).size).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  it("leads from a cell of the matrix to exactly its claims", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "expert1", width: 1440 });
    await page.goto(`${belaeg.origin}/w/${ws}/overblik`);
    const cell = page.getByRole("link", { name: /^Palliation, .*: \d+ udsagn/ }).first();
    const href = (await cell.getAttribute("href")) ?? "";
    const said = Number(/: (\d+) udsagn/.exec((await cell.getAttribute("aria-label")) ?? "")?.[1]);
    const search = new URL(href, belaeg.origin).searchParams;
    const query = new URLSearchParams({ theme: search.get("theme") ?? "", report: search.get("report") ?? "" });
    const { total } = await ask<{ total: number }>(
      page,
      belaeg.origin,
      `/workspaces/${ws}/claims?${query.toString()}&limit=1`,
    );
    expect(said).toBe(total);
    await cell.click();
    await page.waitForURL(/gennemgang\?.*theme=palliation/);
    await page.context().close();
  });
});
