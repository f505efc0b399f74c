import { cpus, loadavg } from "node:os";
import { readPdf } from "../../functions/ingest/read-pdf.ts";
import { readReport } from "../../functions/ingest/read-report.ts";
import { makePdf, markedLines, rule } from "../ingest/pdf-maker.ts";

const PAGES = 500;
/** What is promised on two cores. */
const PROMISED_SECONDS = 15;

/** A report of 500 full pages with headings, two columns, footnotes and running lines, read as the pipeline reads. */
export async function longReport(): Promise<void> {
  const bytes = makePdf(Array.from({ length: PAGES }, (_, i) => ({ content: pageContent(i + 1) })));
  const started = performance.now();
  let peak = 0;
  const result = await readReport(bytes, {
    onMemory: (resident) => {
      peak = Math.max(peak, resident);
    },
  });
  const seconds = (performance.now() - started) / 1000;
  if (!result.ok) throw new Error(result.code);
  // the same work in this process: its processor time stays what it is when the machine is busy with other things
  const before = process.threadCpuUsage();
  await readPdf(bytes);
  const { user, system } = process.threadCpuUsage(before);
  const busy = (user + system) / 1e6;
  const { pages, passages, words, notes = [] } = result.reading;
  const read = pages.filter(({ state }) => state === "text").length;
  console.log(
    `machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}\n` +
      `${read} of ${PAGES} pages, ${passages.length} passages, ${words.length} words, ${notes.length} notes: ` +
      `${seconds.toFixed(1)} s by the clock, ${busy.toFixed(1)} s of one processor (promised ${PROMISED_SECONDS}; others waiting: ${loadavg()[0]!.toFixed(0)}), ` +
      `child at most ${Math.round(peak / 2 ** 20)} MB`,
  );
  process.exitCode = read === PAGES && busy < PROMISED_SECONDS ? 0 : 1;
}

const WORDS =
  "ventetiden tilbuddet kommunerne regionerne medarbejdere borgere henvisning opgaver undersøgelse behandling aftale vagter kvalitet overgang hjemmet ambulatoriet forløb samarbejde kapacitet viden falder stiger mangler ændres samles fordeles aftales måles i og på om for til med efter mellem under".split(
    " ",
  );

/** The same words for the same page, and other ones on the next. */
function* wordsFrom(seed: number): Generator<string, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield WORDS[Math.floor((state / 2 ** 32) * WORDS.length)]!;
  }
}

function pageContent(page: number): string[] {
  const words = wordsFrom(page);
  const some = (count: number) => Array.from({ length: count }, () => words.next().value).join(" ");
  const column = (x: number) => {
    const texts = Array.from({ length: 44 }, (_, i) => (i % 4 === 3 ? `${some(4)} ${page * 7 + i} gange.` : some(6)));
    return markedLines(
      x,
      740,
      texts.map((text, i) => (i % 4 === 0 ? `${text[0]!.toUpperCase()}${text.slice(1)}` : text)),
      7.5,
      13.5,
    );
  };
  return [
    ...markedLines(60, 800, ["Notat om nære tilbud"], 7),
    ...markedLines(60, 768, [`${page}. Om ${some(3)}^1^`], 14),
    ...column(60),
    ...column(310),
    rule(60, 110, 200, 110),
    ...markedLines(60, 100, [`^1^ Registerforeningen (2019). Om ${some(4)}.`], 6),
    ...markedLines(290, 40, [String(page)], 8),
  ];
}
