import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import { everyHighlight } from "./review-highlight.ts";
import { keyboardSession } from "./review-session.ts";
import { manyClaims, manyHighlights, manyPages } from "./review-size.ts";

const USAGE = "npm run bench -- review [--claims N] [--cut SECONDS] [--only session|size|highlight]";

/** The review screen against its figures: a whole session by keyboard, and the sizes it must bear. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      claims: { type: "string", default: "400" },
      cut: { type: "string", default: "120" },
      only: { type: "string" },
    },
  });
  if (values.only !== undefined && !["session", "size", "highlight"].includes(values.only)) {
    console.error(`belaeg: usage: ${USAGE}`);
    process.exit(2);
  }
  console.log(`${String(cpus().length)} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}, Chromium headless\n`);
  const data = await mkdtemp(join(tmpdir(), "belaeg-bench-review-"));
  const browser = await launchChromium();
  const lines: Line[] = [];
  try {
    if (values.only === "highlight") lines.push(...(await everyHighlight(browser, Number(values.claims))));
    if (values.only === undefined || values.only === "session")
      lines.push(
        ...(await keyboardSession(browser, data, { claims: Number(values.claims), cutSeconds: Number(values.cut) })),
      );
    if (values.only === undefined || values.only === "size") {
      lines.push(...(await manyClaims(browser)), ...(await manyHighlights(browser)), ...(await manyPages(browser)));
    }
  } finally {
    await browser.close();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
  for (const { what, figure, unit, atMost } of lines) {
    const held = atMost === undefined ? "" : figure <= atMost ? "holds" : "DOES NOT HOLD";
    const bound = atMost === undefined ? "" : `at most ${String(atMost)} ${unit}`;
    console.log(
      `${what.padEnd(58)} ${`${String(Math.round(figure * 10) / 10)} ${unit}`.padStart(12)}   ${bound.padEnd(20)} ${held}`,
    );
  }
}

export interface Line {
  what: string;
  figure: number;
  unit: string;
  atMost?: number;
}

/** @param share 0.95 is the 95th percentile; nearest rank. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
