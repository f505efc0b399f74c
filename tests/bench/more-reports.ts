import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { settled, signIn } from "../connected/belaeg-process.ts";

/** Reports of the evaluations, to be read beside the three of the sample workspace. */
const NAMES = ["02-senfoelger", "12-ulighed", "40-status-palliation-kommuner", "07-rehabilitering-kommuner"];

/** Sets more reports as PDFs, uploads them as an editor would, and waits until they are read. */
export async function addReports(browser: Browser, origin: string, ws: string): Promise<void> {
  const editor = await signIn(origin, "editor@example.test");
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const name of NAMES) {
    const path = fileURLToPath(new URL(`../../evals/datasets/reports/${name}.md`, import.meta.url));
    await page.setContent(asPages(await readFile(path, "utf8")));
    const pdf = await page.pdf({ format: "A4", margin: { top: "30mm", bottom: "30mm", left: "28mm", right: "28mm" } });
    const { reportId } = await editor.upload(ws, pdf, `${name}.pdf`);
    const { status } = await settled(editor, ws, reportId);
    if (status !== "ready") throw new Error(`${name} ended ${status}`);
  }
  await context.close();
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Headings as they are; each run of sentences a paragraph, without the labels before them. */
function asPages(report: string): string {
  const body = report.split(/\n{2,}/).map((block) => {
    const parts = block.split("\n").map((line) => {
      const heading = /^(#+) ([^|]+)/.exec(line);
      if (heading) return `<h${heading[1]!.length}>${escaped(heading[2]!.trim())}</h${heading[1]!.length}>`;
      return `${escaped(line.replace(/^\S+ /, ""))} `;
    });
    return `<div>${parts.join("")}</div>`;
  });
  return `<!doctype html><html lang="da"><style>body{font:12pt/1.6 serif}div{margin:0 0 1em}</style>${body.join("")}</html>`;
}
