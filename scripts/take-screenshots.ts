/**
 * Takes the pictures of docs/screens/ from the running product with the sample workspace, in Danish, at a laptop's size:
 * `npm start` in one terminal, then `node scripts/take-screenshots.ts [http://127.0.0.1:4000]`.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { launchChromium } from "./launch-chromium.ts";

const address = process.argv[2] ?? "http://127.0.0.1:4000";
const folder = path.resolve(import.meta.dirname, "../docs/screens");
mkdirSync(folder, { recursive: true });

const browser = await launchChromium();
const settled = async (page: Page) => {
  await page.waitForLoadState("load");
  // the page of a PDF is drawn a moment after everything else
  await page.waitForTimeout(4000);
};

async function signedIn(person: string, options: { width: number; height: number; dark?: boolean }) {
  const context = await browser.newContext({
    viewport: { width: options.width, height: options.height },
    locale: "da-DK",
    timezoneId: "Europe/Copenhagen",
    colorScheme: options.dark ? "dark" : "light",
  });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByText(person, { exact: true }).first().click();
  await page.waitForURL(/arbejdsrum/);
  await page.locator("a[href*='/w/']").first().click();
  await page.waitForURL(/\/w\//);
  return { page, workspace: new URL(page.url()).pathname.split("/").slice(0, 3).join("/") };
}

const shoot = async (page: Page, name: string) => {
  await settled(page);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  console.log(`docs/screens/${name}.png`);
};

try {
  const editor = await signedIn("Redaktør", { width: 1440, height: 900 });
  await shoot(editor.page, "overblik");
  await editor.page.goto(`${address}${editor.workspace}/rapporter`);
  await shoot(editor.page, "rapporter");
  await editor.page.goto(`${address}${editor.workspace}/temaer`);
  await shoot(editor.page, "temaer");
  await editor.page.getByRole("link", { name: "Organisering om patienten" }).first().click();
  await shoot(editor.page, "udkast");

  const expert = await signedIn("Ekspert 1", { width: 1440, height: 900 });
  await expert.page.goto(`${address}${expert.workspace}/gennemgang?theme=patient-pathway`);
  await settled(expert.page);
  for (let i = 0; i < 4; i++) await expert.page.keyboard.press("j");
  await shoot(expert.page, "gennemgang");
  await expert.page.keyboard.press("3");
  await shoot(expert.page, "gennemgang-afvis");

  const dark = await signedIn("Ekspert 1", { width: 1440, height: 900, dark: true });
  await dark.page.goto(`${address}${dark.workspace}/gennemgang?theme=patient-pathway`);
  await shoot(dark.page, "gennemgang-moerk");
  const phone = await signedIn("Ekspert 1", { width: 390, height: 844 });
  await phone.page.goto(`${address}${phone.workspace}/gennemgang?theme=patient-pathway`);
  await shoot(phone.page, "gennemgang-390");
} finally {
  await browser.close();
}
