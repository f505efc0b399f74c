import type { PlacedWord } from "../evidence/reading.ts";
import { atLineEnd, type Spelling } from "./dehyphenate.ts";
import type { Line, Word } from "./placed.ts";
import { boxOf } from "./words.ts";

/** Running text of one paragraph with where each word of it stands. Offsets count from the paragraph's start. */
export interface Run {
  text: string;
  words: PlacedWord[];
  /** Where the words of a later page begin, when the paragraph crosses one. */
  pageStarts: { page: number; at: number }[];
}

/** Joins lines to running text: hyphens at line ends undone, spaces single, soft hyphens gone. */
export function runOf(lines: readonly Line[], spelling: Spelling): Run {
  const run: Run = { text: "", words: [], pageStarts: [] };
  let page = lines[0]?.page ?? 1;
  for (const [i, line] of lines.entries()) {
    for (const [k, word] of line.words.entries()) {
      const newLine = k === 0 && i > 0;
      if (newLine) joinLine(run, word, line, spelling);
      else if (run.text !== "" && !word.glued) run.text += " ";
      if (line.page !== page) {
        page = line.page;
        run.pageStarts.push({ page, at: run.text.length });
      }
      addWord(run, word, line);
    }
  }
  // a soft hyphen at the very end hides nothing
  run.text = run.text.replace(/\u00ad$/, "");
  return run;
}

function joinLine(run: Run, word: Word, line: Line, spelling: Spelling): void {
  const before = run.text.slice(run.text.lastIndexOf(" ") + 1);
  if (!/[\p{L}\d.][-\u00ad\u2010]$/u.test(before)) {
    const address =
      /(?:https?:\/\/|www\.)\S*[/.?=&_%-]$/i.test(before) || /(?:https?:\/\/|www\.)\S{20,}$/i.test(before);
    // a web address broken over lines goes on without a space when what follows looks like one
    if (
      run.text !== "" &&
      !(address && /^[\w%&?=/#.-]*[/.=_%-][\w%&?=/#.-]*$/.test(word.text) && !/^[.-]/.test(word.text))
    )
      run.text += " ";
    return;
  }
  const after = line.words
    .slice(0, 3)
    .map((part, i) => (i > 0 && part.glued ? part.text : i > 0 ? ` ${part.text}` : part.text))
    .join("")
    .split(" ")[0]!;
  const how = atLineEnd(before, after, spelling);
  if (how === "space") run.text += " ";
  else if (how === "join") {
    run.text = run.text.slice(0, -1);
    const last = run.words.at(-1)!;
    last[1] = Math.min(last[1], run.text.length);
  }
}

const round = (value: number) => Math.round(value * 1e5) / 1e5;

function addWord(run: Run, word: Word, line: Line): void {
  const start = run.text.length;
  // soft hyphens inside a line are not shown; one at the end waits for the next line
  run.text += word.text.includes("\u00ad") ? word.text.replace(/\u00ad(?!$)/g, "") : word.text;
  const { x, y, width, height } = boxOf(word, line.paper);
  run.words.push([start, run.text.length, line.page, round(x), round(y), round(width), round(height)]);
}
