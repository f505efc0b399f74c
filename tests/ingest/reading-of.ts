import type { Reading } from "../../functions/evidence/reading.ts";
import { readPdf } from "../../functions/ingest/read-pdf.ts";
import { makePdf, type PageSpec } from "./pdf-maker.ts";

/** Reads hand-made pages in this process; throws where there is no reading. */
export async function readingOf(pages: readonly PageSpec[], info: Record<string, string> = {}): Promise<Reading> {
  const result = await readPdf(makePdf(pages, info));
  if (!result.ok) throw new Error(`no reading: ${result.code} ${result.detail ?? ""}`);
  return result.reading;
}

export const textsOf = (reading: Reading) => reading.passages.map((passage) => passage.text);
