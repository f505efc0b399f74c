import { readPdf } from "./read-pdf.ts";
import type { ChildNews, ChildTask } from "./read-report.ts";

/** The process that reads one PDF and may be killed for it. Its parent is `readReport`. */
const tell = (news: ChildNews) =>
  new Promise<void>((resolve) => {
    if (process.send) process.send(news, undefined, undefined, () => resolve());
    else resolve();
  });

/** From here on memory is tidied between pages: its bound is on what the system sees, garbage included. */
const TIDY_BYTES = 280 * 1024 * 1024;
const TIDY_PAGES = 40;

function tidy(page: number): void {
  if (page % TIDY_PAGES === 0 && process.memoryUsage.rss() > TIDY_BYTES) globalThis.gc?.();
}

process.once("disconnect", () => process.exit(0));
// Ctrl-C reaches the whole process group: the parent decides, or a report would look damaged for it
process.on("SIGINT", () => {});
process.once("message", (task: ChildTask) => {
  let told = 0;
  void readPdf(task.bytes, {
    ...task.options,
    onScan: (pages, milliseconds) => void tell({ type: "scanning", pages, milliseconds }),
    onProgress: (done, total) => {
      tidy(done);
      const now = Date.now();
      if (now - told < 100 && done < total) return;
      told = now;
      void tell({ type: "progress", done, total });
    },
  })
    .then((result) => tell({ type: "result", result }))
    .then(() => process.exit(0));
});
