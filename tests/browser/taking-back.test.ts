import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import type { Draft } from "../../web/src/api/shapes.ts";
import { accessibilityFaults, ask, type Belaeg, openAs, startBelaeg, tell } from "./browser.ts";
import { claimOf, claimsOf, currentClaim, openReview, sampleWorkspace, saveKind } from "./review-page.ts";

const THEME = "screening";

let belaeg: Belaeg;
let browser: Browser;
let ws: string;
beforeAll(async () => {
  [belaeg, browser] = await Promise.all([startBelaeg({ sample: true }), launchChromium()]);
  const page = await openAs(browser, belaeg.origin, { who: "expert1" });
  ws = await sampleWorkspace(page, belaeg.origin);
  await vi.waitFor(async () => expect((await draftOf(page)).status).toBe("in-review"), { timeout: 60_000 });
  await page.context().close();
});
afterAll(async () => {
  await browser?.close();
  await belaeg?.stop();
});

const draftOf = async (page: Page): Promise<Draft> => {
  const path = `/workspaces/${ws}/themes/${THEME}/drafts`;
  const draft = (await ask<{ items: Draft[] }>(page, belaeg.origin, path)).items[0];
  if (!draft) throw new Error("no draft");
  return draft;
};
const sentenceOf = async (page: Page, at: number) => {
  const sentence = (await draftOf(page)).statements[at];
  if (!sentence) throw new Error(`no sentence ${String(at)}`);
  return sentence;
};
const openDraft = async (page: Page) => {
  await page.goto(`${belaeg.origin}/w/${ws}/temaer/${THEME}`);
  await page.locator("[data-statement]").first().waitFor();
};
const sentence = (page: Page, id: string) => page.locator(`[data-statement="${id}"]`);
const until = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 15_000 });
const untilSaved = (page: Page) => until(() => saveKind(page)).toBe("saved");

describe("one history, in order", () => {
  it("takes back a sentence with its claims, a change of themes and a vote, each from where one stands, and gives them again", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "expert1", width: 1440 });
    // a vote and a change of kind on the review screen …
    await openReview(page, belaeg.origin, ws, "?theme=palliation&claim=none");
    const voted = (await currentClaim(page)) ?? "";
    await page.keyboard.press("1");
    await untilSaved(page);
    const sorted = (await currentClaim(page)) ?? "";
    const before = await claimOf(page, belaeg.origin, ws, sorted);
    await page.getByRole("button", { name: "Ret type og temaer" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: "Rehabilitering" }).click();
    await dialog.getByRole("button", { name: "Gem" }).click();
    await dialog.waitFor({ state: "detached" });
    const after = await claimOf(page, belaeg.origin, ws, sorted);
    expect(after.themes).not.toEqual(before.themes);
    // … and a sentence with its claims on the draft's
    await openDraft(page);
    const first = await sentenceOf(page, 0);
    await sentence(page, first.id).focus();
    await page.keyboard.press("1");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Godkend .*udsagn.* og sætningen$/ })
      .click();
    await sentence(page, first.id).getByText("Godkendt", { exact: true }).waitFor();

    // another visit, as on another machine
    await page.reload();
    const undo = page.getByRole("button", { name: "Fortryd din seneste afgørelse" });
    await until(() => undo.isEnabled()).toBe(true);
    await sentence(page, first.id).focus();
    await page.keyboard.press("u");
    await page.locator("[data-toast]").getByText("og de udsagn, du godkendte sammen med den").waitFor();
    await sentence(page, first.id).getByText("Afventer", { exact: true }).waitFor();
    await until(() =>
      Promise.all(first.claimIds.map(async (id) => (await claimOf(page, belaeg.origin, ws, id)).status)),
    ).toEqual(first.claimIds.map(() => "pending"));
    await page.keyboard.press("Control+z");
    await page.locator("[data-toast]").getByText("udsagnet har igen sin tidligere type").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const back = await claimOf(page, belaeg.origin, ws, sorted);
    expect([back.kind, back.themes]).toEqual([before.kind, before.themes]);
    await undo.click();
    await page.locator("[data-toast]").getByText("din afgørelse om et udsagn").waitFor();
    await until(async () => (await claimOf(page, belaeg.origin, ws, voted)).status).toBe("pending");
    await page.keyboard.press("Control+z");
    await page.locator("[data-toast]").getByText("Der er ikke mere at fortryde").waitFor();

    for (const words of ["din afgørelse om et udsagn", "som du rettede dem", "og de udsagn, du godkendte"]) {
      await page.keyboard.press("Control+Shift+Z");
      await page.locator("[data-toast]").getByText(words).waitFor();
    }
    await until(async () => (await claimOf(page, belaeg.origin, ws, voted)).status).toBe("accepted");
    expect((await claimOf(page, belaeg.origin, ws, sorted)).themes).toEqual(after.themes);
    expect((await sentenceOf(page, 0)).status).toBe("accepted");

    // from the review screen, the sentence again: it says what, and where
    await openReview(page, belaeg.origin, ws, `?claim=${sorted}`);
    await page.keyboard.press("Control+z");
    const toast = page.locator("[data-toast]");
    await toast.getByText("din afgørelse om en sætning").waitFor();
    expect((await sentenceOf(page, 0)).status).toBe("pending");
    await toast.getByRole("link", { name: "Vis udkastet" }).click();
    await page.getByRole("heading", { level: 1, name: "Screening" }).waitFor();
    await page.context().close();
  });

  it("does not undo what a colleague has changed since, and says who", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "expert2", width: 1440 });
    const { items } = await claimsOf(page, belaeg.origin, ws, "&theme=late-effects");
    const claim = items.find(({ themes }) => themes.length === 1);
    if (!claim) throw new Error("a claim of one theme");
    await openReview(page, belaeg.origin, ws, `?claim=${claim.id}`);
    await page.getByRole("button", { name: "Ret type og temaer" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: "Palliation" }).click();
    await dialog.getByRole("button", { name: "Gem" }).click();
    await dialog.waitFor({ state: "detached" });
    const colleague = await openAs(browser, belaeg.origin, { who: "editor" });
    const now = await claimOf(colleague, belaeg.origin, ws, claim.id);
    const path = `${belaeg.origin}/api/workspaces/${ws}/claims/${claim.id}`;
    const change = { themes: ["screening"], expectedVersion: now.version };
    const answer = await colleague.context().request.patch(path, { data: change, headers: { origin: belaeg.origin } });
    expect(answer.status()).toBe(200);
    await page.keyboard.press("Control+z");
    await page
      .locator("[data-toast]")
      .getByText(/^Redaktør.* har ændret udsagnets type eller temaer siden/)
      .waitFor();
    expect((await claimOf(page, belaeg.origin, ws, claim.id)).themes).toEqual(["screening"]);
    await Promise.all([page, colleague].map((one) => one.context().close()));
  });
});

describe("a sentence that a colleague decides about at the same moment", () => {
  /** Lets the colleague decide between my choice and its arrival. */
  async function beatenBy(page: Page, colleague: Page, at: number, said: object) {
    const draft = await draftOf(colleague);
    const { id } = await sentenceOf(colleague, at);
    const path = `/workspaces/${ws}/drafts/${draft.id}/statements/${id}/decisions`;
    await page.route(
      `**${path}`,
      async (route) => {
        const { version } = await sentenceOf(colleague, at);
        await tell(colleague, belaeg.origin, path, { ...said, expectedVersion: version });
        await route.continue();
      },
      { times: 1 },
    );
    return sentence(page, id);
  }

  it("keeps my choice beside hers until I choose: both, mine, or hers", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "expert1", width: 1440 });
    const colleague = await openAs(browser, belaeg.origin, { who: "expert2" });
    await openDraft(page);

    const both = await beatenBy(page, colleague, 1, { verdict: "reject", reason: "outdated" });
    await both.focus();
    await page.keyboard.press("2");
    await both.getByRole("textbox").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("En ordlyd, der ikke må gå tabt.");
    await page.keyboard.press("Control+Enter");
    const clash = both.locator("[data-clash]");
    await clash.getByRole("heading", { name: "Ekspert 2 nåede det først" }).waitFor();
    await clash.getByText("Forældet").waitFor();
    await clash.getByText("En ordlyd, der ikke må gå tabt.").waitFor();
    await clash.getByText("Dit valg er ikke gemt endnu").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await until(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Behold begge (uenighed)");
    await page.keyboard.press("Enter");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Godkend .*udsagn.* og sætningen$/ })
      .click();
    await clash.waitFor({ state: "detached" });
    const votes = async (at: number) =>
      (await sentenceOf(page, at)).decisions?.map((decision) => [decision.by.name, decision.verdict]);
    expect((await sentenceOf(page, 1)).status).toBe("pending");
    expect(await votes(1)).toEqual([
      ["Ekspert 2", "reject"],
      ["Ekspert 1", "reword"],
    ]);

    const hers = await beatenBy(page, colleague, 2, { verdict: "reject", reason: "duplicate" });
    await hers.focus();
    await page.keyboard.press("3");
    await page.getByRole("dialog").getByRole("button", { name: "Afvis sætningen" }).click();
    await hers.locator("[data-clash]").getByText("Står ikke i kilden").waitFor();
    await hers.getByRole("button", { name: "Lad kollegaens afgørelse stå" }).click();
    await hers.getByText("Afvist", { exact: true }).waitFor();
    await until(() => page.evaluate(() => document.activeElement?.hasAttribute("data-statement"))).toBe(true);
    expect(await votes(2)).toEqual([["Ekspert 2", "reject"]]);

    const mine = await beatenBy(page, colleague, 3, { verdict: "reject", reason: "duplicate" });
    await mine.focus();
    await page.keyboard.press("3");
    await page.getByRole("dialog").getByText("Forældet", { exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Afvis sætningen" }).click();
    await mine.getByRole("button", { name: "Lad min afgørelse gælde" }).click();
    await mine.locator("[data-clash]").waitFor({ state: "detached" });
    expect((await sentenceOf(page, 3)).decisions?.at(-1)).toMatchObject({ verdict: "reject", reason: "outdated" });
    await Promise.all([page, colleague].map((one) => one.context().close()));
  });
});

describe("splitting a theme", () => {
  it("shows how many claims move before they do, makes the theme beside the old one, and can be undone", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "editor", width: 1440 });
    const total = async (theme: string) =>
      (await claimsOf(page, belaeg.origin, ws, `&theme=${theme}`)).items.map(({ id }) => id).sort();
    const before = await total("prevention");
    await page.goto(`${belaeg.origin}/w/${ws}/temaer`);
    await page.getByRole("button", { name: "Handlinger for Forebyggelse" }).click();
    await page.getByRole("menuitem", { name: "Del i to …" }).click();
    const dialog = page.getByRole("dialog");
    const preview = dialog.locator("[data-preview]");
    await preview.getByText(`0 af ${String(before.length)} udsagn flytter`).waitFor();
    const word = dialog.getByRole("button", { name: /^.+ \d+ udsagn$/ }).first();
    const count = Number(/(\d+)\s+udsagn$/.exec(await word.innerText())?.[1]);
    await word.click();
    await preview.getByText(new RegExp(`^${String(count)} af ${String(before.length)} udsagn flytter`)).waitFor();
    // one by hand besides, or instead
    const ticked = dialog.getByRole("checkbox", { checked: true }).first();
    await ticked.click();
    await preview.getByText(new RegExp(`^${String(count - 1)} af`)).waitFor();
    const unticked = dialog.getByRole("checkbox", { checked: false }).last();
    await unticked.click();
    await preview.getByText(new RegExp(`^${String(count)} af`)).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Del temaet" }).click();
    await dialog.getByText("Skriv et navn.").first().waitFor();
    await dialog.getByRole("textbox", { name: "Navn på dansk" }).fill("Tobak og nikotin");
    await dialog.getByRole("textbox", { name: "Navn på engelsk" }).fill("Tobacco");
    await dialog.getByRole("button", { name: "Del temaet" }).click();
    await dialog.waitFor({ state: "detached" });
    const notice = page.locator("[data-split]");
    await notice
      .getByText(`»Forebyggelse« er delt: ${String(count)} udsagn står nu under »Tobak og nikotin«.`)
      .waitFor();
    await page.getByRole("row", { name: /^Tobak og nikotin/ }).waitFor();
    expect(await total("tobak-og-nikotin")).toHaveLength(count);
    expect(await accessibilityFaults(page)).toEqual([]);
    await notice.getByRole("button", { name: "Fortryd" }).click();
    await notice.waitFor({ state: "detached" });
    await page.getByRole("row", { name: /^Tobak og nikotin/ }).waitFor({ state: "detached" });
    expect(await total("prevention")).toEqual(before);
    await page.context().close();
  });
});
