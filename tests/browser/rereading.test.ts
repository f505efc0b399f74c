import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import { honest } from "../model-reader.ts";
import { type ModelServer, startModelServer } from "../model-server.ts";
import { accessibilityFaults, ask, type Belaeg, openAs, sidewaysOverflow, startBelaeg, tell } from "./browser.ts";
import { lockedPdf } from "./locked-pdf.ts";

const SAMPLE = fileURLToPath(new URL("../../evals/reports/screening.pdf", import.meta.url));

interface Listed<Item> {
  items: Item[];
}
interface AReport {
  id: string;
  status: string;
  engine: string;
  candidate?: { status: string; counts?: Record<string, number> };
}
interface AClaim {
  id: string;
  text: string;
  status: string;
  origin: { engine: string };
}

let model: ModelServer;
let modelRefuses = false;
let belaeg: Belaeg;
let browser: Browser;
let page: Page;
let ws: string;
beforeAll(async () => {
  model = await startModelServer((request) =>
    modelRefuses ? { do: "fail", status: 401 } : { do: "answer", content: honest(request) },
  );
  process.env.OPENAI_BASE_URL = model.url;
  process.env.OPENAI_API_KEY = "a key of this test only";
  [belaeg, browser] = await Promise.all([startBelaeg(), launchChromium()]);
  page = await openAs(browser, belaeg.origin, { who: "editor" });
  const made = await tell<{ workspace: { id: string } }>(page, belaeg.origin, "/workspaces", { name: "Genlæsning" });
  ws = made.workspace.id;
  await page.goto(`${belaeg.origin}/w/${ws}/rapporter`);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Vælg filer" }).click();
  await (await chooser).setFiles(SAMPLE);
  await page.getByRole("row", { name: /Læst/ }).waitFor({ timeout: 90_000 });
});
afterAll(async () => {
  delete process.env.OPENAI_BASE_URL;
  delete process.env.OPENAI_API_KEY;
  await browser?.close();
  await belaeg?.stop();
  await model?.close();
});

const report = async () => {
  const { items } = await ask<Listed<AReport>>(page, belaeg.origin, `/workspaces/${ws}/reports`);
  return items[0]!;
};
const claims = async () => (await ask<Listed<AClaim>>(page, belaeg.origin, `/workspaces/${ws}/claims?limit=200`)).items;

async function readAgain(engine: "Lokal" | "Model"): Promise<void> {
  await page.getByRole("button", { name: /^Handlinger for/ }).click();
  await page.getByRole("menuitem", { name: "Læs igen" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(new RegExp(`^${engine}: `)).click();
  await dialog.getByRole("button", { name: "Læs igen, og vis ændringerne" }).click();
  await dialog.waitFor({ state: "hidden" });
}

it("says in one sentence that the same reader made the same of it", async () => {
  await readAgain("Lokal");
  await page.getByText(/Læst igen: intet er ændret/).waitFor({ timeout: 60_000 });
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Fint" }).click();
  await expect.poll(async () => (await report()).candidate).toBeUndefined();
});

it("says why a new reading came to nothing, and that the report is as it was", async () => {
  const before = await claims();
  modelRefuses = true;
  await readAgain("Model");
  await page.getByText("Rapporten kunne ikke læses igen. Den er, som den var.").waitFor({ timeout: 60_000 });
  await page.getByText(/Modeltjenesten afviste nøglen/).waitFor();
  modelRefuses = false;
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Behold den, som den er" }).click();
  await expect.poll(async () => (await report()).candidate).toBeUndefined();
  expect(await claims()).toEqual(before);
  expect(await report()).toMatchObject({ status: "ready", engine: "local" });
});

it("offers to read reports of an older reader again, and takes over at once what changes nothing", async () => {
  // the server as it would tell of a text that an older reader made
  const list = new RegExp(`/api/workspaces/${ws}/reports(\\?|$)`);
  await page.route(list, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as Listed<AReport>;
    const older = body.items.map((item) => ({ ...item, readerVersion: "0", olderReader: true }));
    await route.fulfill({ response: answer, json: { ...body, items: older } });
  });
  await page.reload();
  await page.getByText("1 rapport er læst af en ældre læser").waitFor();
  expect(await page.getByRole("button", { name: /^Læs igen med nyere læser: Status for/ }).count()).toBe(1);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Læs den igen med nyere læser" }).click();
  await page.getByText(/Læst igen af den nyere læser: intet ville ændre sig/).waitFor({ timeout: 60_000 });
  expect(await page.getByText("rapport er læst af en ældre læser").count()).toBe(0);
  await page.getByRole("button", { name: "Tag i brug" }).click();
  await expect.poll(async () => (await report()).candidate, { timeout: 60_000 }).toBeUndefined();
  expect((await report()).status).toBe("ready");
  await page.unroute(list);
  await page.reload();
  await page.getByRole("row", { name: /Læst/ }).waitFor();
});

it("shows what another engine would change, changes nothing before, and keeps what was decided after", async () => {
  const before = await claims();
  const decided = before[0]!;
  await tell(page, belaeg.origin, `/workspaces/${ws}/claims/${decided.id}/decisions`, {
    verdict: "accept",
    expectedVersion: 0,
  });
  await readAgain("Model");
  await page.getByRole("button", { name: "Se ændringerne" }).click({ timeout: 60_000 });
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/udsagn bliver, som de er/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  expect((await claims()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));

  const counts = (await report()).candidate?.counts ?? {};
  expect(Object.entries(counts).filter(([kind, count]) => kind !== "unchanged" && count > 0)).not.toEqual([]);
  // by keyboard alone: the first kind of change, its first claim, and the passage of now
  const kind = dialog.locator("summary").first();
  await kind.focus();
  await page.keyboard.press("Enter");
  const claim = dialog.locator("ul ul summary").first();
  await claim.waitFor();
  await claim.focus();
  await page.keyboard.press("Enter");
  await dialog
    .getByText(/^(Nu|Det nærmeste nu), s\. \d+$/)
    .first()
    .waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  await dialog.getByRole("button", { name: "Tag i brug" }).click();
  await dialog.waitFor({ state: "hidden" });
  await expect.poll(async () => (await report()).candidate, { timeout: 60_000 }).toBeUndefined();
  expect(await report()).toMatchObject({ status: "ready", engine: "openai" });
  const after = await claims();
  expect(after.find(({ id }) => id === decided.id)).toMatchObject({ text: decided.text, status: "accepted" });
  const open = after.filter(({ status }) => status === "pending");
  expect(open.length).toBeGreaterThan(0);
  expect(open.every(({ origin }) => origin.engine === "openai")).toBe(true);
});

it("keeps the report as it is when the new reading is thrown away, on a narrow screen, too", async () => {
  const before = await claims();
  const phone = await openAs(browser, belaeg.origin, { who: "editor", width: 320, theme: "dark" });
  await readAgain("Lokal");
  await phone.goto(`${belaeg.origin}/w/${ws}/rapporter`);
  await phone.getByRole("button", { name: "Se ændringerne" }).click({ timeout: 60_000 });
  await phone.getByText(/udsagn bliver, som de er/).waitFor();
  expect(await sidewaysOverflow(phone)).toBe(0);
  const dialog = phone.getByRole("dialog");
  expect((await dialog.boundingBox())?.width).toBeLessThanOrEqual(320);
  expect(await accessibilityFaults(phone)).toEqual([]);
  await dialog.getByRole("button", { name: "Kassér" }).click();
  await expect.poll(async () => (await report()).candidate).toBeUndefined();
  expect(await claims()).toEqual(before);
  await phone.context().close();
});

it("asks for the password of a locked report again, and says when it is the wrong one", async () => {
  const made = await tell<{ workspace: { id: string } }>(page, belaeg.origin, "/workspaces", { name: "Låst" });
  const home = `/workspaces/${made.workspace.id}/reports`;
  const pdf = lockedPdf(["Ventetiden på en samtale faldt med 9 dage i to kommuner i 2021."], "rigtig kode");
  const { report: locked, upload } = await tell<{
    report: AReport;
    upload: { url: string; headers: Record<string, string> };
  }>(page, belaeg.origin, home, {
    fileName: "laast.pdf",
    byteSize: pdf.length,
    sha256: createHash("sha256").update(pdf).digest("hex"),
  });
  expect((await page.context().request.put(upload.url, { data: pdf, headers: upload.headers })).ok()).toBe(true);
  const now = async () => (await ask<{ report: AReport }>(page, belaeg.origin, `${home}/${locked.id}`)).report;
  await expect.poll(async () => (await now()).status, { timeout: 60_000 }).toBe("failed");
  await tell(page, belaeg.origin, `${home}/${locked.id}/reread`, { password: "rigtig kode" });
  await expect.poll(async () => (await now()).status, { timeout: 60_000 }).toBe("ready");

  await page.goto(`${belaeg.origin}/w/${made.workspace.id}/rapporter`);
  await readAgain("Lokal");
  const password = page.getByLabel("Adgangskode");
  for (const tried of ["forkert kode", "rigtig kode"]) {
    await password.fill(tried, { timeout: 60_000 });
    await page.getByRole("button", { name: "Åbn og læs" }).click();
    if (tried === "forkert kode")
      await page.getByText("Den adgangskode åbnede ikke filen.").waitFor({ timeout: 60_000 });
  }
  await page.getByText(/Læst igen: intet er ændret/).waitFor({ timeout: 60_000 });
  expect((await now()).status).toBe("ready");
});
