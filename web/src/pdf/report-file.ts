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

/** The file opens with a password only. `tried` when the one given was not it. */
export class LockedFileError extends Error {
  override name = "LockedFileError";
  tried: boolean;
  constructor(tried: boolean) {
    super();
    this.tried = tried;
  }
}

export interface ReportFile {
  ws: string;
  reportId: string;
  byteSize: number;
}

interface Opened {
  at: number;
  /** It was fetched to its end: no address can run out. */
  isWhole: boolean;
  task: Promise<PDFDocumentLoadingTask>;
  document: Promise<PDFDocumentProxy>;
}

const opened = new Map<string, Opened>();
/** Reports known to need a password: the next pages of one are not asked for again and again. */
const locked = new Set<string>();

/** The report's PDF, of which only what is looked at is fetched. Kept open while it is among the last few used. */
export function openReportFile(file: ReportFile): Promise<PDFDocumentProxy> {
  const name = nameOf(file);
  const known = opened.get(name);
  if (known && (known.isWhole || Date.now() - known.at < FRESH_MS)) {
    opened.delete(name);
    opened.set(name, known);
    return known.document;
  }
  if (locked.has(name)) return Promise.reject(new LockedFileError(false));
  // the old one may still be on the screen: it goes when the new one has had time to come
  if (known) setTimeout(() => void close(known), 30_000);
  const task = begin(file);
  const document = task
    .then((loading) => loading.promise)
    .catch((error: unknown) => {
      if (!isPasswordError(error)) throw error;
      locked.add(name);
      throw new LockedFileError(false);
    });
  return keep(name, { at: Date.now(), isWhole: false, task, document });
}

/**
 * Opens a locked report for as long as it is among the last few used. The password goes to pdf.js and nowhere else; the
 * whole file is fetched at once, since nobody would be there to give the password again when an address has run out.
 * @throws LockedFileError when the password does not open it.
 */
export async function unlockReportFile(file: ReportFile, password: string): Promise<PDFDocumentProxy> {
  const pdfjs = await pdfLibrary();
  const bytes = await (await send("GET", filePath(file))).arrayBuffer();
  // revision 5 takes the password's UTF-8 bytes, and pdf.js passes on one byte a character
  const bytewise = String.fromCharCode(...new TextEncoder().encode(password));
  for (const attempt of new Set([password, bytewise])) {
    const loading = pdfjs.getDocument({ data: bytes.slice(0), password: attempt, ...PDF_PARTS, ...AS_DATA });
    try {
      const document = await loading.promise;
      const name = nameOf(file);
      locked.delete(name);
      return await keep(name, {
        at: Date.now(),
        isWhole: true,
        task: Promise.resolve(loading),
        document: Promise.resolve(document),
      });
    } catch (error) {
      await loading.destroy();
      if (!isPasswordError(error)) throw error;
    }
  }
  throw new LockedFileError(true);
}

const isPasswordError = (error: unknown) => error instanceof Error && error.name === "PasswordException";

function keep(name: string, fresh: Opened): Promise<PDFDocumentProxy> {
  const { document } = fresh;
  // a failure is not kept: the next look tries again
  document.catch(() => opened.delete(name));
  opened.delete(name);
  opened.set(name, fresh);
  for (const [old, unused] of opened) {
    if (opened.size <= OPEN_AT_ONCE) break;
    opened.delete(old);
    void close(unused);
  }
  return document;
}

const close = ({ task }: Opened) => task.then((loading) => loading.destroy()).catch(() => undefined);

const nameOf = ({ ws, reportId }: ReportFile) => `${ws}/${reportId}`;
const filePath = ({ ws, reportId }: Pick<ReportFile, "ws" | "reportId">) =>
  `/workspaces/${ws}/reports/${reportId}/file`;

/** A report is data: no scripts, no forms that compute, no pictures that swallow the memory. */
const AS_DATA = { enableXfa: false, maxImageSize: MOST_IMAGE_PIXELS, stopAtErrors: false } as const;

async function begin({ ws, reportId, byteSize }: ReportFile): Promise<PDFDocumentLoadingTask> {
  const [pdfjs, url] = await Promise.all([pdfLibrary(), addressOf(ws, reportId, byteSize)]);
  return pdfjs.getDocument({
    url,
    ...PDF_PARTS,
    ...AS_DATA,
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
  const path = filePath({ ws, reportId });
  const answer = await patiently(() => send("GET", path, { signal: stop.signal, cache: "no-store", leadsAway: true }));
  const length = Number(answer.headers.get("content-length"));
  // only the address was wanted; awaiting the end of an aborted body can take for ever
  stop.abort();
  if (length > 0 && byteSize > 0 && length !== byteSize) throw new OtherFileError();
  return answer.url;
}
