import { readFileSync } from "node:fs";
import { readReport } from "../../functions/ingest/read-report.ts";
import { SHARED } from "./treebank.ts";

export const ROBUSTNESS = `${SHARED}corpus/pdfs-robustness/`;

export interface Outcome {
  file: string;
  password?: string;
  /** `reading`, or the code of the refusal. */
  result: string;
  detail?: string;
  milliseconds: number;
  peakMegabytes: number;
  /** Faults of a reading: a page without state, text outside the pages, no words at all. */
  unexplained: string[];
}

interface Entry {
  file: string;
  password?: string | null;
}

export const everyFile = (): Entry[] =>
  (JSON.parse(readFileSync(`${ROBUSTNESS}index.json`, "utf8")) as { files: Entry[] }).files;

/** Every n-th file, and all those with a password. */
export function sampleOf(count: number): Entry[] {
  const files = everyFile();
  const locked = files.filter((entry) => typeof entry.password === "string");
  const open = files.filter((entry) => typeof entry.password !== "string");
  const step = open.length / (count - locked.length);
  return [...locked, ...Array.from({ length: count - locked.length }, (_, i) => open[Math.floor(i * step)]!)];
}

/** Reads the files as the pipeline does, some at once, and notes what became of each. */
export async function campaign(files: readonly Entry[], { atOnce }: { atOnce: number }): Promise<Outcome[]> {
  const queue = [...files];
  const outcomes: Outcome[] = [];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let entry = queue.shift(); entry; entry = queue.shift()) outcomes.push(await outcomeOf(entry));
    }),
  );
  return outcomes;
}

async function outcomeOf({ file, password }: Entry): Promise<Outcome> {
  const bytes = readFileSync(ROBUSTNESS + file.split("/").at(-1));
  const started = performance.now();
  let peak = 0;
  const result = await readReport(bytes, {
    bounds: { milliseconds: 60_000 },
    onMemory: (resident) => {
      peak = Math.max(peak, resident);
    },
    ...(typeof password === "string" ? { password } : {}),
  });
  const outcome = {
    file,
    ...(typeof password === "string" ? { password } : {}),
    milliseconds: performance.now() - started,
    peakMegabytes: peak / 1024 / 1024,
  };
  if (!result.ok)
    return { ...outcome, result: result.code, unexplained: [], ...(result.detail ? { detail: result.detail } : {}) };
  const { reading } = result;
  const unexplained: string[] = [];
  if (reading.pages.length !== reading.pageCount) unexplained.push("pages without a state");
  if (reading.pages.at(-1)?.end !== reading.text.length) unexplained.push("text outside its pages");
  if (reading.words.length === 0) unexplained.push("a reading without words");
  for (const page of reading.pages)
    if (page.state !== "text" && page.end > page.start && page.state !== "ocr")
      unexplained.push(`text on page ${page.page} that is ${page.state}`);
  return { ...outcome, result: "reading", unexplained };
}
