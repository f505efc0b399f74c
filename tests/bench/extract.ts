import { localEngine } from "../../functions/engines/local/local-engine.ts";
import { readTrainingSentences } from "../../functions/engines/local/training-sentences.ts";
import { passageIdOf } from "../../functions/evidence/ids.ts";
import type { Passage } from "../../functions/evidence/passage.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";

/** A page of a report holds about this many sentences. */
const PASSAGES_A_PAGE = 22;
const ROUNDS = 5;

/** A report of the given length, made of the training sentences over and over, with a number in each so that none is met twice. */
function madeUp(pages: number): Passage[] {
  const sentences = readTrainingSentences().flatMap((group) => group.sentences);
  const passages: Passage[] = [];
  let start = 0;
  for (let i = 0; i < pages * PASSAGES_A_PAGE; i++) {
    const { text: words, passage: kind, section } = sentences[i % sentences.length]!;
    const text = i < sentences.length ? words : `${words.replace(/[.]$/u, "")} i ${1900 + (i % 130)}.`;
    const end = start + text.length;
    const page = 1 + Math.floor(i / PASSAGES_A_PAGE);
    passages.push({ id: passageIdOf("bench", start, end), page, start, end, text, kind, section, rects: [] });
    start = end + 1;
  }
  return passages;
}

const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MB`;

/** How fast the built-in engine turns passages into claims, and what memory it takes. The reading of the PDF is not counted. */
export async function run(args: string[]): Promise<void> {
  const pages = Number(args[0] ?? 60);
  const passages = madeUp(pages);
  const engine = localEngine();
  const report = { title: "Bench", language: "da" as const, pageCount: pages };
  const extract = async () => {
    let claims = 0;
    for (let at = 0; at < passages.length; at += engine.batchSize) {
      const batch = passages.slice(at, at + engine.batchSize);
      const answer = await engine.proposeClaims({
        report,
        passages: batch,
        before: [],
        after: [],
        themes: DEFAULT_THEMES,
      });
      claims += answer.claims.length;
    }
    return claims;
  };
  const heapOf = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const before = heapOf();
  const times: number[] = [];
  let claims = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    claims = await extract();
    times.push(performance.now() - started);
  }
  const kept = heapOf() - before;
  const [first = 0, ...warm] = times;
  const median = [...warm].sort((a, b) => a - b)[Math.floor(warm.length / 2)] ?? first;
  console.log(`${pages} pages, ${passages.length} passages, ${claims} claims`);
  console.log(`first run      ${first.toFixed(0).padStart(6)} ms   (opening the model included)`);
  console.log(`then           ${median.toFixed(0).padStart(6)} ms   median of ${warm.length}`);
  console.log(
    `               ${Math.round((1000 * passages.length) / median).toLocaleString("da-DK")} passages a second, ${(median / pages).toFixed(1)} ms a page`,
  );
  console.log(
    `memory kept    ${megabytes(kept).padStart(9)}   peak of the process ${megabytes(process.resourceUsage().maxRSS * 1024)}`,
  );
  console.log(`wanted         60 pages under 3,000 ms: ${first < (3000 * pages) / 60 ? "met" : "missed"}`);
}
