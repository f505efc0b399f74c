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

/** Copies of a PDF with bytes changed, dropped or doubled, the same for the same seed. */
export function mutantsOf(bytes: Uint8Array, count: number, seed: number): Uint8Array[] {
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, () => {
    let mutant = Uint8Array.from(bytes);
    for (let i = 1 + random(12); i > 0; i--) {
      const at = random(mutant.length);
      const how = random(4);
      if (how < 2) mutant[at] = random(256);
      else if (how === 2) mutant = mutant.filter((_, k) => k < at || k >= at + 1 + random(40));
      else
        mutant = Uint8Array.from([
          ...mutant.slice(0, at),
          ...mutant.slice(Math.max(0, at - 30), at),
          ...mutant.slice(at),
        ]);
    }
    return mutant;
  });
}

async function outcomeOf(entry: Entry): Promise<Outcome> {
  return outcomeOfBytes(entry.file, readFileSync(ROBUSTNESS + entry.file.split("/").at(-1)), entry.password);
}

export async function outcomeOfBytes(file: string, bytes: Uint8Array, password?: string | null): Promise<Outcome> {
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
