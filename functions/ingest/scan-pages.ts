import { availableParallelism } from "node:os";
import type { ReadPage } from "../evidence/reading.ts";
import { linesOf } from "./lines.ts";
import { openScanner } from "./ocr.ts";
import type { Line, Paper } from "./placed.ts";
import { qualityOf } from "./quality.ts";

/** Below this quality a text layer is not worth reading where a scan can be. */
const POOR = 0.5;
/** Pictures that are read side by side; each takes a processor and some hundred megabytes. */
const AT_ONCE = Math.min(4, availableParallelism());

/** A page as first looked at, which a scan may better. */
interface Scannable extends Paper {
  page: number;
  lines: Line[];
  state: ReadPage["state"];
  quality?: number;
}

export interface ScanOptions {
  password?: string | undefined;
  programs?: string | undefined;
  /** Wall clock for all of them; a page that has not begun by then stays as it was. */
  milliseconds: (pages: number) => number;
  onStart?: (pages: number, milliseconds: number) => void;
  onPage?: (done: number, total: number) => void;
}

/** Reads pages without usable text from their pictures, where tesseract is installed; the others stay as they are. */
export async function scanPages(pages: readonly Scannable[], bytes: Uint8Array, options: ScanOptions): Promise<void> {
  const wanted = pages.filter(
    (page) => page.state === "no-text" || (page.state === "text" && qualityOf(page.lines, "other") < POOR),
  );
  const scanner = wanted.length === 0 ? undefined : await openScanner(bytes, options);
  if (!scanner) return;
  const milliseconds = options.milliseconds(wanted.length);
  options.onStart?.(wanted.length, milliseconds);
  const end = performance.now() + milliseconds;
  const queue = [...wanted];
  let done = 0;
  const work = async () => {
    for (let page = queue.shift(); page && performance.now() < end; page = queue.shift()) {
      const found = await scanner.scan(page.page, page).catch(() => undefined);
      if (found && found.words.length > 0) {
        page.lines = linesOf(found.words, page.page, { width: page.width, height: page.height });
        page.state = "ocr";
        page.quality = found.quality;
      }
      options.onPage?.(++done, wanted.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, wanted.length) }, work));
  } finally {
    await scanner.close();
  }
}
