import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import { accessibilityFaults, ask, type Belaeg, openAs, startBelaeg, tell } from "./browser.ts";

const SAMPLE = fileURLToPath(new URL("../../evals/reports/screening.pdf", import.meta.url));

let belaeg: Belaeg;
let browser: Browser;
beforeAll(async () => {
  [belaeg, browser] = await Promise.all([startBelaeg(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await belaeg?.stop();
});

async function newWorkspace(page: Page, name: string): Promise<string> {
  await page.goto(`${belaeg.origin}/arbejdsrum`);
  await page.getByRole("button", { name: "Opret arbejdsrum" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Navn" }).fill(name);
  await dialog.getByRole("button", { name: "Opret arbejdsrum" }).click();
  await page.waitForURL(/\/w\/[^/]+\/overblik/);
  return /\/w\/([^/]+)\//.exec(page.url())?.[1] ?? "";
}

/** Chooses files as a person does with *Vælg filer*. */
async function choose(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[] | string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Vælg filer" }).click();
  await (await chooser).setFiles(files);
}

describe("signing in", () => {
  it("leads a person back to where she wanted to go", async () => {
    const page = await openAs(browser, belaeg.origin);
    await page.goto(`${belaeg.origin}/arbejdsrum`);
    await page.getByRole("heading", { name: "Log ind i Belæg" }).waitFor();
    await page.getByRole("button", { name: /editor@example.test/ }).click();
    await page.getByRole("heading", { name: "Arbejdsrum", level: 1 }).waitFor();
    expect(await page.evaluate(() => document.cookie)).not.toContain("belaeg");
    await page.context().close();
  });

  it("asks again when the session has run out, and goes on where one was; signing out takes the cookie away", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "editor" });
    const ws = await newWorkspace(page, "Udløbet");
    await page.context().clearCookies();
    await page.goto(`${belaeg.origin}/w/${ws}/indstillinger`);
    await page.getByRole("button", { name: /editor@example.test/ }).click();
    await page.getByRole("heading", { name: "Indstillinger", level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/w/${ws}/indstillinger`);

    await page.getByRole("button", { name: /konto og visning/ }).click();
    await page.getByRole("menuitem", { name: "Log ud" }).click();
    await page.getByRole("heading", { name: "Log ind i Belæg" }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  });

  it("tells an outsider that the workspace is not there", async () => {
    const editor = await openAs(browser, belaeg.origin, { who: "editor" });
    const ws = await newWorkspace(editor, "Lukket rum");
    const page = await openAs(browser, belaeg.origin, { who: "outsider" });
    await page.goto(`${belaeg.origin}/w/${ws}/rapporter`);
    await page.getByText("du er ikke medlem af arbejdsrummet").waitFor();
    await page.context().close();
    await editor.context().close();
  });
});

describe("an empty workspace", () => {
  it("explains itself, takes a report, and shows it read with its claims", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "editor" });
    const ws = await newWorkspace(page, "Første rapport");
    await page.getByRole("heading", { name: "Læg den første rapport i arbejdsrummet" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    await choose(page, SAMPLE);
    await page.getByRole("link", { name: /^Rapporter/ }).click();
    const row = page.getByRole("row", { name: /Læst/ });
    await row.waitFor({ timeout: 90_000 });
    const { items } = await ask<{ items: { status: string; counts: { claims: { pending: number } } }[] }>(
      page,
      belaeg.origin,
      `/workspaces/${ws}/reports`,
    );
    expect(items).toHaveLength(1);
    expect(items[0]?.status).toBe("ready");
    expect(items[0]?.counts.claims.pending).toBeGreaterThan(20);
    await row.getByRole("img", { name: /sider, belæg på/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    // the same file again is read once
    await choose(page, SAMPLE);
    await page.getByRole("heading", { name: "Filen er her allerede" }).waitFor();
    await page.getByRole("button", { name: "Fint" }).click();
    await page.context().close();
  });

  it("takes files that are dropped", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "editor" });
    const ws = await newWorkspace(page, "Sluppet");
    await page.goto(`${belaeg.origin}/w/${ws}/rapporter`);
    const zone = page.getByText("Træk PDF-filer hertil");
    await zone.waitFor();
    const folder = await mkdtemp(join(tmpdir(), "belaeg-drop-"));
    const files = ["en.pdf", "to.pdf"].map((name) => join(folder, name));
    for (const file of files) await writeFile(file, `ikke en PDF: ${file}`);

    // a drag from outside the browser, as the browser itself tells it
    const place = await zone.boundingBox();
    const point = { x: Math.round(place?.x ?? 0) + 20, y: Math.round(place?.y ?? 0) + 10 };
    const browserItself = await page.context().newCDPSession(page);
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const)
      await browserItself.send("Input.dispatchDragEvent", { type, ...point, data });
    await expect.poll(() => page.getByText("Filen er ikke en PDF.").count(), { timeout: 30_000 }).toBe(2);
    await rm(folder, { recursive: true });
    await page.context().close();
  });

  it("says in words why a file could not be read, and takes it away again", async () => {
    const page = await openAs(browser, belaeg.origin, { who: "editor" });
    const ws = await newWorkspace(page, "Fejl i ord");
    await page.goto(`${belaeg.origin}/w/${ws}/rapporter`);
    const pdf = await readFile(SAMPLE);
    await choose(page, [
      { name: "notat.pdf", mimeType: "application/pdf", buffer: Buffer.from("Dette er en tekstfil.") },
      { name: "tom.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) },
      { name: "halv.pdf", mimeType: "application/pdf", buffer: pdf.subarray(0, 700) },
    ]);
    await page.getByText("Filen er ikke en PDF.").waitFor({ timeout: 60_000 });
    await page.getByText("Filen er tom.").waitFor({ timeout: 60_000 });
    await page.getByText(/PDF'en er beskadiget/).waitFor({ timeout: 60_000 });
    expect(await accessibilityFaults(page)).toEqual([]);

    const card = page.getByRole("listitem").filter({ hasText: "notat.pdf" });
    await card.getByRole("button", { name: "Fjern filen" }).click();
    await expect.poll(() => card.count()).toBe(0);
    await page.context().close();
  });
});

describe("roles", () => {
  it("offer a reader nothing to upload, edit or delete", async () => {
    const editor = await openAs(browser, belaeg.origin, { who: "editor" });
    const ws = await newWorkspace(editor, "Kun læsning");
    await tell(editor, belaeg.origin, `/workspaces/${ws}/members`, { email: "reader@example.test", role: "reader" });
    const page = await openAs(browser, belaeg.origin, { who: "reader" });
    await page.goto(`${belaeg.origin}/w/${ws}/rapporter`);
    await page.getByRole("heading", { name: "Rapporter", level: 1 }).waitFor();
    expect(await page.getByRole("button", { name: "Vælg filer" }).count()).toBe(0);
    await page.goto(`${belaeg.origin}/w/${ws}/temaer`);
    await page.getByRole("link", { name: "Screening", exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Tilføj tema" }).count()).toBe(0);
    await page.context().close();
    await editor.context().close();
  });
});
