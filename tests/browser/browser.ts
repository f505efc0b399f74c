import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MAIN = join(ROOT, "stacks/local/main.ts");
/** Building the web pages and reading the sample reports on two busy cores. */
const LONGEST_START_MS = 200_000;

export interface Belaeg {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** Ends as Ctrl-C does, and takes the data away. */
  stop(): Promise<void>;
}

/** The whole of Belæg as `npm start` runs it: on a free port, with data of its own. */
export async function startBelaeg({ sample = false }: { sample?: boolean } = {}): Promise<Belaeg> {
  const data = await mkdtemp(join(tmpdir(), "belaeg-browser-"));
  const args = [MAIN, "--port", "0", "--data", data, "--lang", "en", ...(sample ? [] : ["--empty"])];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const origin = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Belæg did not start in time:\n${said}`)), LONGEST_START_MS);
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /Belæg runs at (http:\/\/\S+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`Belæg ended with ${String(code)}:\n${said}`));
    });
  });
  return {
    origin,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGINT");
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 15_000))]);
      child.kill("SIGKILL");
      await rm(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export type Who = "owner" | "editor" | "expert1" | "expert2" | "reader" | "outsider";

export interface Look {
  who?: Who;
  language?: "da" | "en";
  theme?: "light" | "dark";
  width?: number;
}

/** A window in which somebody is signed in, in a language and a theme. */
export async function openAs(browser: Browser, origin: string, look: Look = {}): Promise<Page> {
  const { who, language = "da", theme = "light", width = 1280 } = look;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: "da-DK",
    timezoneId: "Europe/Copenhagen",
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  await context.addInitScript(
    ([tongue, colours, signedIn]) => {
      localStorage.setItem("belaeg.language", tongue);
      localStorage.setItem("belaeg.theme", colours);
      if (signedIn === "yes") localStorage.setItem("belaeg.signed-in", "yes");
    },
    [language, theme, who === undefined ? "no" : "yes"] as const,
  );
  if (who !== undefined) await signIn(context, origin, who);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

async function signIn(context: BrowserContext, origin: string, who: Who): Promise<void> {
  const answer = await context.request.post(`${origin}/api/auth/local`, { data: { email: `${who}@example.test` } });
  if (!answer.ok()) throw new Error(`sign in as ${who}: ${String(answer.status())}`);
}

/** A GET of the API as the person of the page; the answer as it stands. */
export async function ask<Answer>(page: Page, origin: string, path: string): Promise<Answer> {
  const answer = await page.context().request.get(`${origin}/api${path}`);
  if (!answer.ok()) throw new Error(`GET ${path}: ${String(answer.status())} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** A POST of the API, as the site's own pages send it. */
export async function tell<Answer>(page: Page, origin: string, path: string, data: unknown): Promise<Answer> {
  const answer = await page.context().request.post(`${origin}/api${path}`, { data, headers: { origin } });
  if (!answer.ok()) throw new Error(`POST ${path}: ${String(answer.status())} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** What axe finds against WCAG 2.2 A and AA, a line a finding; empty is what we want. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`),
  );
}

/** Pixels by which the page is wider than the window; 0 when nobody has to scroll sideways. */
export const sidewaysOverflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What a person's own text size in the browser comes to: 16 px is the usual one, 32 px is 200 %. */
export async function setTextSize(page: Page, pixels: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Page.setFontSizes", { fontSizes: { standard: pixels, fixed: Math.round((pixels * 13) / 16) } });
}

/** Elements that reach over the window's right edge and lie in nothing that scrolls by itself (a table, the PDF). */
export const cutAtTheEdge = (page: Page) =>
  page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 1;
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (["auto", "scroll"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const cut = [...document.body.querySelectorAll("*")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.right > edge && !scrolls(element);
    });
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return [
      ...(over > 0 ? [`the page, ${String(over)} px`] : []),
      ...cut.slice(0, 3).map((element) => `${element.tagName} »${(element.textContent ?? "").slice(0, 30)}«`),
    ];
  });
