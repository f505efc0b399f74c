import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import { accessibilityFaults, ask, type Belaeg, openAs, startBelaeg, tell } from "./browser.ts";

const SAMPLE = fileURLToPath(new URL("../../evals/reports/status-initiativer.pdf", import.meta.url));

let belaeg: Belaeg;
let browser: Browser;
let page: Page;
let ws: string;
beforeAll(async () => {
  [belaeg, browser] = await Promise.all([startBelaeg(), launchChromium()]);
  page = await openAs(browser, belaeg.origin, { who: "owner" });
  const made = await tell<{ workspace: { id: string } }>(page, belaeg.origin, "/workspaces", { name: "Redigering" });
  ws = made.workspace.id;
});
afterAll(async () => {
  await browser?.close();
  await belaeg?.stop();
});

const go = (place: string) => page.goto(`${belaeg.origin}/w/${ws}/${place}`);
const dialog = () => page.getByRole("dialog");
const themes = async () =>
  (
    await ask<{ items: { id: string; name: { da: string }; cues: string[] }[] }>(
      page,
      belaeg.origin,
      `/workspaces/${ws}/themes`,
    )
  ).items;

describe("themes", () => {
  it("are added with a name in both languages, a definition and cue words", async () => {
    await go("temaer");
    await page.getByRole("button", { name: "Tilføj tema" }).click();
    await dialog().getByRole("button", { name: "Gem" }).click();
    expect(await dialog().getByText("Skriv et navn.").count()).toBe(2);
    await dialog().getByLabel("Navn på dansk").fill("Børn og unge");
    await dialog().getByLabel("Navn på engelsk").fill("Children and young people");
    await dialog().getByLabel("Stikord").fill("børn\n\nunge\nbørn");
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog().getByRole("button", { name: "Gem" }).click();
    await page.getByRole("link", { name: "Børn og unge", exact: true }).waitFor();
    expect((await themes()).at(-1)).toMatchObject({ name: { da: "Børn og unge" }, cues: ["børn", "unge"] });
  });

  it("move up by a button, and stay there", async () => {
    await page.getByRole("button", { name: "Flyt Børn og unge op" }).click();
    await expect.poll(async () => (await themes()).at(-2)?.name.da).toBe("Børn og unge");
    // the page shows it a moment after the server has it
    await expect.poll(() => page.getByRole("button", { name: "Flyt Kræftplanens rammer ned" }).isDisabled()).toBe(true);
  });

  it("are merged into another, which takes the cue words over", async () => {
    await page.getByRole("button", { name: "Handlinger for Børn og unge" }).click();
    await page.getByRole("menuitem", { name: "Læg sammen med …" }).click();
    await dialog()
      .getByRole("button", { name: /Læg sammen med/ })
      .click();
    await page.getByRole("option", { name: "Ulighed" }).click();
    await dialog().getByRole("button", { name: "Læg sammen", exact: true }).click();
    await expect.poll(async () => (await themes()).some((theme) => theme.name.da === "Børn og unge")).toBe(false);
    expect((await themes()).find((theme) => theme.id === "equity")?.cues).toContain("børn");
  });
});

describe("members", () => {
  it("are added by e-mail, given another role, and taken out", async () => {
    await go("indstillinger");
    const form = page.getByRole("form", { name: "Tilføj et medlem" });
    await form.getByLabel("E-mail").fill("nobody@example.test");
    await form.getByRole("button", { name: "Tilføj", exact: true }).click();
    await page.getByText(/Inviteret, venter til /).waitFor();
    await form.getByLabel("E-mail").fill("expert2@example.test");
    await form.getByRole("button", { name: "Tilføj", exact: true }).click();
    const row = page.getByRole("listitem").filter({ hasText: "expert2@example.test" });
    await row.waitFor();

    await row.getByRole("button", { name: /Rolle for Ekspert 2/ }).click();
    await page.getByRole("option", { name: "Læser" }).click();
    const roles = async () =>
      (
        await ask<{ items: { person: { email: string }; role: string }[] }>(
          page,
          belaeg.origin,
          `/workspaces/${ws}/members`,
        )
      ).items.map(({ person, role }) => `${person.email} ${role}`);
    await expect.poll(roles).toContain("expert2@example.test reader");

    await row.getByRole("button", { name: "Fjern Ekspert 2" }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("alertdialog").getByRole("button", { name: "Fjern", exact: true }).click();
    await expect.poll(async () => (await roles()).join()).not.toContain("expert2");
  });

  it("always include an owner: the last one cannot step down", async () => {
    const row = page.getByRole("listitem").filter({ hasText: "owner@example.test" });
    await row.getByRole("button", { name: /Rolle for/ }).click();
    await page.getByRole("option", { name: "Læser" }).click();
    await page.getByText("Et arbejdsrum skal have mindst én ejer.").waitFor();
  });
});

describe("settings", () => {
  it("change the rule of two reviewers and say where text goes", async () => {
    await go("indstillinger");
    await page.getByText("To: ingen ser den andens afgørelse, før begge har afgjort").click();
    await page
      .getByText(/^Sprogmodel/)
      .first()
      .click();
    await page.getByLabel(/Hvor ligger modellen/).fill("EU (Frankfurt)");
    await page.getByRole("button", { name: "Gem" }).click();
    await page.getByText("tekst sendes til EU (Frankfurt)").waitFor();
    const { workspace } = await ask<{ workspace: { settings: unknown } }>(page, belaeg.origin, `/workspaces/${ws}`);
    expect(workspace.settings).toEqual({ reviewersPerClaim: 2, engine: "openai", modelRegion: "EU (Frankfurt)" });
    await page.getByText("Lokal motor", { exact: false }).first().click();
    await page.getByRole("button", { name: "Gem" }).click();
    await page.getByText("intet er sendt ud af maskinen").waitFor();
  });
});

describe("a report", () => {
  it("has its facts corrected, is read again, and is deleted with what hangs on it", async () => {
    await go("rapporter");
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Vælg filer" }).click();
    await (await chooser).setFiles(SAMPLE);
    await page.getByRole("row", { name: /Læst/ }).waitFor({ timeout: 90_000 });

    const menu = page.getByRole("button", { name: /^Handlinger for/ });
    await menu.click();
    await page.getByRole("menuitem", { name: "Ret oplysninger" }).click();
    await dialog().getByLabel("Titel").fill("Status, rettet titel");
    await dialog()
      .getByLabel(/Årstal/)
      .fill("20xx");
    await dialog().getByRole("button", { name: "Gem" }).click();
    await dialog().getByText("Skriv et årstal med fire cifre.").waitFor();
    await dialog()
      .getByLabel(/Årstal/)
      .fill("2023");
    await dialog()
      .getByLabel(/Udgiver/)
      .fill("Eksempelstyrelsen");
    await dialog().getByRole("button", { name: "Gem" }).click();
    await page.getByRole("link", { name: "Status, rettet titel" }).waitFor();
    await page.getByText(/Eksempelstyrelsen, 2023/).waitFor();

    await menu.click();
    await page.getByRole("menuitem", { name: "Læs igen" }).click();
    await dialog().getByRole("button", { name: "Læs igen" }).click();
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    await page.getByRole("row", { name: /Status, rettet titel.*Læst/ }).waitFor({ timeout: 90_000 });

    await menu.click();
    await page.getByRole("menuitem", { name: "Slet" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Slet rapporten" }).click();
    await page.getByText("Ingen rapporter er læst endnu.").waitFor();
    const { total } = await ask<{ total: number }>(page, belaeg.origin, `/workspaces/${ws}/claims?limit=1`);
    expect(total).toBe(0);
  });
});

describe("a workspace", () => {
  it("is deleted only by who writes its name", async () => {
    await go("indstillinger");
    const remove = page.getByRole("button", { name: "Slet arbejdsrummet" });
    expect(await remove.isDisabled()).toBe(true);
    await page.getByLabel("Skriv arbejdsrummets navn for at bekræfte").fill("Redigering");
    await remove.click();
    await page.waitForURL(/arbejdsrum$/);
    expect(await page.getByRole("link", { name: "Redigering" }).count()).toBe(0);
  });
});
