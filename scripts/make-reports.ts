/**
 * Sets the sample reports: evals/reports/source/*.html → evals/reports/*.pdf, in the Chromium from npm. The PDFs are
 * committed, so this runs only when their text or layout changes: `npx node scripts/make-reports.ts`.
 */
import { readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launchChromium } from "./launch-chromium.ts";
import { setInPages } from "./set-in-pages.ts";

const folder = path.resolve(import.meta.dirname, "../evals/reports");
const browser = await launchChromium();
try {
  for (const name of readdirSync(path.join(folder, "source")).filter((file) => file.endsWith(".html"))) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(pathToFileURL(path.join(folder, "source", name)).href);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const pages = await page.evaluate(setInPages);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
    await writeFile(path.join(folder, name.replace(".html", ".pdf")), pdf);
    console.log(`${name.replace(".html", ".pdf")}  ${pages} pages  ${Math.round(pdf.length / 1024)} kB`);
    await context.close();
  }
} finally {
  await browser.close();
}
