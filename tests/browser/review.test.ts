import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import { accessibilityFaults, ask, type Belaeg, openAs, sidewaysOverflow, startBelaeg } from "./browser.ts";
import {
  claimOf,
  claimsOf,
  currentClaim,
  decide,
  openReview,
  sampleWorkspace,
  savedWords,
  saveKind,
  trailOf,
} from "./review-page.ts";

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

const open = async (query = "", look: Parameters<typeof openAs>[2] = { who: "expert1" }): Promise<Page> => {
  const page = await openAs(browser, belaeg.origin, { who: "expert1", ...look });
  await openReview(page, belaeg.origin, ws, query);
  return page;
};
const untilSaved = (page: Page) => expect.poll(() => saveKind(page), { timeout: 10_000 }).toBe("saved");
const focusPane = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest("[data-pane]")?.getAttribute("data-pane"));

describe("by keyboard alone", () => {
  it("accepts, rejects with a reason, rewords and doubts, each going on to the next, and the trail says so", async () => {
    const page = await open("?theme=screening&claim=none");
    const ids: string[] = [];
    const step = async (keys: readonly string[], wording?: string) => {
      const before = (await currentClaim(page)) ?? "";
      ids.push(before);
      for (const key of keys) {
        await page.keyboard.press(key);
        if (key === "2") await page.locator("textarea").waitFor();
        if (key === "2" && wording !== undefined) await page.keyboard.insertText(wording);
      }
      await expect.poll(() => currentClaim(page)).not.toBe(before);
    };
    await step(["1"]);
    await step(["3", "4"]);
    await step(["2", "Control+Enter"], " (præciseret)");
    await step(["4", "Enter"]);
    await untilSaved(page);
    expect(await savedWords(page)).toMatch(/^Gemt kl\. \d\d\.\d\d$/);
    const trail = await trailOf(page, belaeg.origin, ws);
    const said = ids.map((id) => {
      const decision = trail.find((candidate) => candidate.target.id === id);
      return [decision?.verdict, decision?.reason, decision?.text?.endsWith("(præciseret)")];
    });
    expect(said).toEqual([
      ["accept", undefined, undefined],
      ["reject", "duplicate", undefined],
      ["reword", undefined, true],
      ["comment", "unsure", undefined],
    ]);

    // undone one by one, also after the page was opened anew
    await page.keyboard.press("Control+z");
    await expect.poll(() => currentClaim(page)).toBe(ids[3]);
    await untilSaved(page);
    await page.reload();
    await page.locator("[data-lit]").first().waitFor();
    await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => undefined);
    for (const id of [ids[2], ids[1], ids[0]]) {
      await page.keyboard.press("Control+z");
      await expect.poll(() => currentClaim(page)).toBe(id);
    }
    await untilSaved(page);
    for (const id of ids) {
      const claim = await claimOf(page, belaeg.origin, ws, id);
      expect([claim.status, claim.marks]).toEqual(["pending", []]);
    }
    await page.keyboard.press("Control+Shift+Z");
    await untilSaved(page);
    expect((await claimOf(page, belaeg.origin, ws, ids[0] ?? "")).status).toBe("accepted");
    await page.keyboard.press("Control+z");
    await untilSaved(page);
    await page.context().close();
  });

  it("reaches every pane with F6, goes to the passage and back with P, and never loses the focus", async () => {
    const page = await open();
    await page.keyboard.press("p");
    await expect.poll(() => focusPane(page)).toBe("passage");
    await page.keyboard.press("p");
    await expect.poll(() => focusPane(page)).toBe("card");
    const visited: (string | null | undefined)[] = [];
    for (let turn = 0; turn < 4; turn++) {
      await page.keyboard.press("F6");
      await page.waitForTimeout(60);
      visited.push(await focusPane(page));
    }
    expect(new Set(visited)).toEqual(new Set(["passage", "page", "list", "card"]));
    await page.keyboard.press("3");
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("menuitem");
    await page.keyboard.press("Escape");
    await expect.poll(() => focusPane(page)).toBe("card");
    await page.context().close();
  });

  it("tells the place in the list and what happened to those who do not see it", async () => {
    const page = await open("?theme=screening");
    const options = page.getByRole("listbox", { name: "Udsagn" }).getByRole("option");
    const chosen = page.locator("[role=option][aria-selected=true]");
    const size = Number(await options.first().getAttribute("aria-setsize"));
    expect(size).toBeGreaterThan(20);
    expect(await options.count()).toBeLessThan(size);
    const before = Number(await chosen.getAttribute("aria-posinset"));
    await page.keyboard.press("j");
    await expect.poll(async () => Number(await chosen.getAttribute("aria-posinset"))).toBe(before + 1);
    const listbox = page.getByRole("listbox", { name: "Udsagn" });
    expect(await listbox.getAttribute("aria-activedescendant")).toBe(await chosen.getAttribute("id"));
    await page.keyboard.press("5");
    await page.getByText(/^Sprunget over\. Udsagn \d+ af \d+$/).waitFor({ state: "attached" });
    await page.context().close();
  });

  it("leaves single keys alone when they are switched off, and in text fields", async () => {
    const page = await open();
    const before = await currentClaim(page);
    const singleKeys = page.getByRole("switch", { name: "Enkelttaster" });
    await singleKeys.click();
    await expect.poll(() => singleKeys.isChecked()).toBe(false);
    await page.keyboard.press("j");
    await page.keyboard.press("1");
    expect(await currentClaim(page)).toBe(before);
    await singleKeys.click();
    await expect.poll(() => singleKeys.isChecked()).toBe(true);
    await page.keyboard.press("m");
    await page.keyboard.type("1 2 3 j");
    expect(await page.locator("textarea").inputValue()).toBe("1 2 3 j");
    await page.keyboard.press("Escape");
    expect(await currentClaim(page)).toBe(before);
    await page.context().close();
  });
});

describe("nothing one decided is lost", () => {
  it("goes on without a network, says how much is not saved, and stores each once when it is back", async () => {
    const page = await open("?theme=treatment&claim=none");
    const before = (await trailOf(page, belaeg.origin, ws)).length;
    await page.context().setOffline(true);
    for (let turn = 0; turn < 5; turn++) await page.keyboard.press("1");
    await expect.poll(() => savedWords(page), { timeout: 10_000 }).toBe("Ikke gemt: prøver igen (5)");
    await page.getByRole("button", { name: "Hent som fil" }).waitFor();
    await page.context().setOffline(false);
    await untilSaved(page);
    const trail = (await trailOf(page, belaeg.origin, ws)).slice(before);
    expect(trail.map((decision) => decision.verdict)).toEqual(Array.from({ length: 5 }, () => "accept"));
    expect(new Set(trail.map((decision) => decision.target.id)).size).toBe(5);
    for (let turn = 0; turn < 5; turn++) {
      await page.keyboard.press("Control+z");
      await untilSaved(page);
    }
    await page.context().close();
  });

  it("survives a closed tab", async () => {
    const page = await open("?theme=palliation&claim=none");
    const id = (await currentClaim(page)) ?? "";
    await page.context().setOffline(true);
    await page.keyboard.press("1");
    await expect.poll(() => savedWords(page), { timeout: 10_000 }).toContain("Ikke gemt");
    const context = page.context();
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await openReview(again, belaeg.origin, ws);
    await untilSaved(again);
    await expect.poll(async () => (await claimOf(again, belaeg.origin, ws, id)).status).toBe("accepted");
    await again.keyboard.press("Control+z");
    await untilSaved(again);
    await context.close();
  });

  it("keeps a wording one has begun", async () => {
    const page = await open();
    await page.keyboard.press("2");
    await page.keyboard.insertText(" Begyndt her.");
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator("[data-lit]").first().waitFor();
    await page.keyboard.press("2");
    expect(await page.locator("textarea").inputValue()).toContain("Begyndt her.");
    await page.context().close();
  });
});

describe("two people", () => {
  it("shows a colleague's decision beside mine when she was first, and lets both stand until somebody settles", async () => {
    const page = await open("?theme=late-effects&claim=none");
    const colleague = await openAs(browser, belaeg.origin, { who: "expert2" });
    const id = (await currentClaim(page)) ?? "";
    const claim = await claimOf(page, belaeg.origin, ws, id);
    await page.keyboard.press("Escape");
    await decide(colleague, belaeg.origin, ws, claim, {
      verdict: "reject",
      reason: "out-of-context",
      comment: "Gælder kun de adspurgte.",
    });
    await page.keyboard.press("1");
    await page.keyboard.press("k");
    const card = page.locator("[data-clash]");
    await card.getByText("Ekspert 2 nåede det først").waitFor();
    await card.getByText("Du: Godkendt").waitFor();
    await card.getByText("Gælder kun de adspurgte.").waitFor();
    expect(await savedWords(page)).toBe("Ikke gemt: venter på dit valg");
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press("1");
    await untilSaved(page);
    const now = await claimOf(page, belaeg.origin, ws, id);
    expect(now.status).toBe("conflict");
    expect(now.decisions?.map((decision) => [decision.by.name, decision.verdict])).toEqual([
      ["Ekspert 2", "reject"],
      ["Ekspert 1", "accept"],
    ]);

    const editor = await open(`?claim=${id}`, { who: "editor" });
    await editor.getByRole("heading", { name: "Uenige" }).waitFor();
    expect(await accessibilityFaults(editor)).toEqual([]);
    await editor.keyboard.press("3");
    await editor.keyboard.press("2");
    await untilSaved(editor);
    const settled = await claimOf(editor, belaeg.origin, ws, id);
    expect(settled.status).toBe("rejected");
    expect(settled.decisions?.at(-1)).toMatchObject({ verdict: "settle", settledAs: "reject" });
    expect(settled.decisions).toHaveLength(3);
    await Promise.all([page, colleague, editor].map((one) => one.context().close()));
  });

  it("counts what a colleague decides in a strip, and changes no row until one asks", async () => {
    const page = await open("?theme=rehabilitation&claim=none");
    const colleague = await openAs(browser, belaeg.origin, { who: "expert2" });
    const { items } = await claimsOf(colleague, belaeg.origin, ws, "&theme=rehabilitation&status=pending");
    const here = await currentClaim(page);
    const other = items.find((claim) => claim.id !== here);
    if (!other) throw new Error("the sample has too few claims");
    await decide(colleague, belaeg.origin, ws, other, { verdict: "accept" });
    await page.getByText(/Ekspert 2 har afgjort \d+/).waitFor();
    const row = page.locator(`[data-claim="${other.id}"][role=option]`);
    if ((await row.count()) > 0) expect(await row.innerText()).not.toContain("Godkendt");
    expect(await currentClaim(page)).toBe(here);
    await page.getByRole("button", { name: "Se dem" }).click();
    await expect.poll(() => row.innerText()).toContain("Godkendt");
    await Promise.all([page, colleague].map((one) => one.context().close()));
  });
});

it("makes a claim of words marked on the page, with the source's own words", async () => {
  const page = await open("?theme=screening");
  const layer = page.locator("[data-page] [data-ready]").first();
  await layer.waitFor({ state: "attached" });
  const box = await page.evaluate(() => {
    const view = document.querySelector("[data-total-pages]")!.getBoundingClientRect();
    for (const span of document.querySelectorAll<HTMLElement>("[data-page] [data-ready] span")) {
      const { left, top, right, height } = span.getBoundingClientRect();
      if (top > view.top + 20 && top < view.bottom - 80 && right - left > 200)
        return { x: left + 2, y: top + height / 2, to: right - 2 };
    }
    return undefined;
  });
  if (!box) throw new Error("no line of text in view");
  await page.mouse.move(box.x, box.y);
  await page.mouse.down();
  await page.mouse.move(box.to, box.y, { steps: 5 });
  await page.mouse.up();
  await page.getByRole("button", { name: "Gør til udsagn" }).click();
  const dialog = page.getByRole("dialog", { name: "Nyt udsagn" });
  const chosen = (await dialog.locator("blockquote").innerText()).replace(/^»|«$/g, "");
  expect(chosen.length).toBeGreaterThan(10);
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Gør til udsagn" }).click();
  await dialog.waitFor({ state: "hidden" });
  const id = (await currentClaim(page)) ?? "";
  const claim = await claimOf(page, belaeg.origin, ws, id);
  expect(claim.origin.engine).toBe("person");
  expect(claim.citations[0]?.exact).toContain(chosen.slice(2, -2));
  const { text } = await ask<{ text: string }>(page, belaeg.origin, `/workspaces/${ws}/reports/${claim.reportId}/text`);
  const [citation] = claim.citations;
  expect(citation && text.slice(citation.start, citation.end)).toBe(citation?.exact);
  await page.context().close();
});

describe("for everybody", () => {
  const looks = (["da", "en"] as const).flatMap((language) =>
    (["light", "dark"] as const).map((theme) => ({ language, theme })),
  );
  it.each(looks)(
    "has no accessibility faults in $language, $theme, in any of its states",
    async ({ language, theme }) => {
      const page = await open("?theme=screening", { language, theme, width: 1440 });
      expect(await accessibilityFaults(page)).toEqual([]);
      for (const key of ["3", "2", "4", "h"]) {
        await page.keyboard.press(key);
        await page.waitForTimeout(150);
        expect(await accessibilityFaults(page), `after ${key}`).toEqual([]);
        await page.keyboard.press("Escape");
        await page.waitForTimeout(150);
      }
      await page.context().close();
    },
  );

  it.each([1024, 640, 390, 320])("fits a window of %i pixels without scrolling sideways", async (width) => {
    const page = await openAs(browser, belaeg.origin, { who: "expert1", width });
    await page.goto(`${belaeg.origin}/w/${ws}/gennemgang`);
    await page.locator("[data-pane=card]").waitFor();
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Liste" }).click();
    await page.getByRole("listbox").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  it("lets a reader look and not decide", async () => {
    const page = await open("", { who: "reader" });
    await page.getByText("Din rolle er læser").waitFor();
    await page.keyboard.press("1");
    expect(await page.getByRole("button", { name: "Godkend og gå videre" }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });
});
