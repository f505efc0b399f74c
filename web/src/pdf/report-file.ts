import type { PDFDocumentLoadingTask, PDFDocumentProxy } from "pdfjs-dist";
import { send } from "../api/client.ts";
import { patiently } from "../api/patiently.ts";
import { PDF_PARTS, pdfLibrary } from "./pdf-library.ts";

/** Documents held open at once: the report one reads, and those next to it. */
const OPEN_AT_ONCE = 3;
const MOST_IMAGE_PIXELS = 64 * 1024 * 1024;

/** A signed address lives a quarter of an hour; a document that may still fetch is opened anew before that. */
export const FRESH_MS = 12 * 60_000;
/** Up to this size the whole file comes in the background, so that turning pages needs no network. */
const SMALL_BYTES = 24 * 1024 * 1024;

/** The stored file is not the one that was read: rectangles would point at other words. */
export class OtherFileError extends Error {
  override name = "OtherFileError";
}

export interface ReportFile {
  ws: string;
  reportId: string;
  byteSize: number;
}

interface Opened {
  at: number;
  task: Promise<PDFDocumentLoadingTask>;
  document: Promise<PDFDocumentProxy>;
}

const opened = new Map<string, Opened>();

/** The report's PDF, of which only what is looked at is fetched. Kept open while it is among the last few used. */
export function openReportFile(file: ReportFile): Promise<PDFDocumentProxy> {
  const name = `${file.ws}/${file.reportId}`;
  const known = opened.get(name);
  if (known && Date.now() - known.at < FRESH_MS) {
    opened.delete(name);
    opened.set(name, known);
    return known.document;
  }
  // the old one may still be on the screen: it goes when the new one has had time to come
  if (known) setTimeout(() => void close(known), 30_000);
  const task = begin(file);
  const document = task.then((loading) => loading.promise);
  // a failure is not kept: the next look tries again
  document.catch(() => opened.delete(name));
  opened.delete(name);
  opened.set(name, { at: Date.now(), task, document });
  for (const [old, unused] of opened) {
    if (opened.size <= OPEN_AT_ONCE) break;
    opened.delete(old);
    void close(unused);
  }
  return document;
}

const close = ({ task }: Opened) => task.then((loading) => loading.destroy()).catch(() => undefined);

async function begin({ ws, reportId, byteSize }: ReportFile): Promise<PDFDocumentLoadingTask> {
  const [pdfjs, url] = await Promise.all([pdfLibrary(), addressOf(ws, reportId, byteSize)]);
  return pdfjs.getDocument({
    url,
    ...PDF_PARTS,
    // a report is data: no scripts, no forms that compute, no pictures that swallow the memory
    enableXfa: false,
    maxImageSize: MOST_IMAGE_PIXELS,
    stopAtErrors: false,
    disableAutoFetch: byteSize > SMALL_BYTES,
    rangeChunkSize: 128 * 1024,
  });
}

/**
 * Asks the API where the file lies. It answers with a redirect to a signed address; the address is what pdf.js needs,
 * since it fetches ranges itself.
 */
async function addressOf(ws: string, reportId: string, byteSize: number): Promise<string> {
  const stop = new AbortController();
  const path = `/workspaces/${ws}/reports/${reportId}/file`;
  const answer = await patiently(() => send("GET", path, { signal: stop.signal, cache: "no-store", leadsAway: true }));
  const length = Number(answer.headers.get("content-length"));
  // only the address was wanted; awaiting the end of an aborted body can take for ever
  stop.abort();
  if (length > 0 && byteSize > 0 && length !== byteSize) throw new OtherFileError();
  return answer.url;
}
