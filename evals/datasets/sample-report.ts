import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { Kind } from "../../functions/evidence/claim.ts";
import { passageIdOf, ThemeId } from "../../functions/evidence/ids.ts";
import { Passage } from "../../functions/evidence/passage.ts";
import { Reading } from "../../functions/evidence/reading.ts";
import type { Span } from "../../functions/evidence/span.ts";
import { readReport } from "../../functions/ingest/read-report.ts";
import type { GoldClaim, LabelledReport } from "./labelled-report.ts";

/** A sentence of a sample report as two readings of the guide judged it. */
const Label = z.discriminatedUnion("claim", [
  z.object({ text: z.string(), claim: z.literal(true), kind: Kind, themes: z.array(ThemeId).min(1) }),
  z.object({ text: z.string(), claim: z.literal(false) }),
]);
export type Label = z.infer<typeof Label>;

/**
 * What the suites need of a reading; words and rectangles place nothing here. The text is kept with the labels, so that
 * two prompts are compared on the same text whatever the reader has learned since.
 */
const KeptPassage = Passage.omit({ id: true, text: true, rects: true });
const KeptReading = Reading.omit({ words: true, passages: true }).extend({ passages: z.array(KeptPassage) });

export const SAMPLES = ["screening", "status-initiativer", "udviklingsomraader"] as const;
const FOLDER = path.join(import.meta.dirname, "samples");
const PDFS = path.join(import.meta.dirname, "..", "reports");

export const readLabels = (name: string, folder = FOLDER): Label[] =>
  readFileSync(path.join(folder, `${name}.labels.jsonl`), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => Label.parse(JSON.parse(line)));

/** Reads the PDF as the product does today. @throws Error when it cannot be read. */
export async function readSample(name: string): Promise<Reading> {
  const result = await readReport(readFileSync(path.join(PDFS, `${name}.pdf`)));
  if (!result.ok) throw new Error(`${name}.pdf cannot be read: ${result.code}`);
  return result.reading;
}

/** Keeps today's reading as the text that the suites use. @returns how many labels have no place in it. */
export async function keepReading(name: string): Promise<number> {
  const { words: _words, passages, ...rest } = await readSample(name);
  const kept = passages.map(({ id: _id, text: _text, rects: _rects, ...passage }) => passage);
  const lines = [...Object.entries(rest), ["passages", kept] as const].map(
    ([key, value]) => `${JSON.stringify(key)}: ${rows(value)}`,
  );
  writeFileSync(path.join(FOLDER, `${name}.reading.json`), `{\n${lines.join(",\n")}\n}\n`);
  return loadSample(name).unplaced.length;
}

/** One entry a line, so that a change of the reader shows as the lines it moved. */
const rows = (value: unknown) =>
  Array.isArray(value) && value.length > 0
    ? `[\n${value.map((v) => ` ${JSON.stringify(v)}`).join(",\n")}\n]`
    : JSON.stringify(value);

export interface SampleReport extends LabelledReport {
  /** Labelled sentences that the reading does not have in one piece: faults of the reader, no gold. */
  unplaced: string[];
  /** Changes with the labels and with the text. */
  hash: string;
}

export function loadSample(name: string, folder = FOLDER): SampleReport {
  const source = readFileSync(path.join(folder, `${name}.reading.json`), "utf8");
  const { passages, ...kept } = KeptReading.parse(JSON.parse(source));
  const reading: Reading = {
    ...kept,
    words: [],
    passages: passages.map((passage) => ({
      ...passage,
      id: passageIdOf(kept.sha256, passage.start, passage.end),
      text: kept.text.slice(passage.start, passage.end),
      rects: [],
    })),
  };
  const labels = readLabels(name, folder);
  const { gold, unplaced } = placed(labels, reading.text);
  const hash = createHash("sha256").update(source).update(JSON.stringify(labels)).digest("hex").slice(0, 12);
  return { id: name, reading, gold, unplaced, hash };
}

export const hasKeptReading = (name: string) => existsSync(path.join(FOLDER, `${name}.reading.json`));

/** Spaces and hyphens are typesetting: without them a label finds its sentence however the lines were broken. */
const TYPESETTING = /[\s\u00ad\u2010-\u2015-]/;

/** Finds each labelled claim by its words; a sentence printed twice and labelled twice stands in both places. */
export function placed(labels: readonly Label[], text: string): { gold: GoldClaim[]; unplaced: string[] } {
  const offsets: number[] = [];
  let bare = "";
  for (let i = 0; i < text.length; i++) {
    if (TYPESETTING.test(text[i]!)) continue;
    bare += text[i]!;
    offsets.push(i);
  }
  const reached = new Map<string, number>();
  const gold: GoldClaim[] = [];
  const unplaced: string[] = [];
  for (const label of labels) {
    const key = [...label.text].filter((letter) => !TYPESETTING.test(letter)).join("");
    const at = bare.indexOf(key, reached.get(key) ?? 0);
    if (at >= 0) reached.set(key, at + key.length);
    if (!label.claim) continue;
    if (at < 0) {
      unplaced.push(label.text);
      continue;
    }
    const span: Span = { start: offsets[at]!, end: offsets[at + key.length - 1]! + 1 };
    gold.push({ ...span, kind: label.kind, themes: label.themes });
  }
  return { gold: gold.sort((a, b) => a.start - b.start), unplaced };
}
