import type { Span } from "../evidence/span.ts";

/** Longer than any running head or foot seen; a longer line is text. */
const LONGEST = 120;
/** A page number as heads and feet set it: alone, away from the words, after a rule, or before a capital. */
const NUMBER_FIRST = /^\d{1,4}(?:$|\s+[|–—-]|\s{2,}|\s+\p{Lu})/u;
const NUMBER_LAST = /(?:\s{2,}|\s[|–—-]\s*|\b(?:side|page|s\.) )\d{1,4}(?: (?:af|of) \d{1,4})?$/i;
const WORDS = /\p{L}{2,}.*\s.*\p{L}{2,}/u;
const SENTENCE_END = /[.!?:;»”")\]]$/;

interface Line {
  start: number;
  end: number;
  text: string;
}

/**
 * Running heads, feet and page numbers of a raw text: lines set apart that stand at a page break, or that stand between
 * two halves of a sentence and carry a page number or come back elsewhere. The canonical text of a report has none left;
 * this is for text that did not come through our reader.
 * @returns spans in order, not overlapping
 */
export function runningHeads(text: string): Span[] {
  if (!text.includes("\n\n") && !text.includes("\f")) return [];
  const lines = linesOf(text);
  const seen = new Map<string, number>();
  for (const line of lines) {
    if (line.text.length > 0 && line.text.length <= LONGEST) {
      const shape = shapeOf(line.text);
      seen.set(shape, (seen.get(shape) ?? 0) + 1);
    }
  }
  const spans: Span[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.text.length === 0 || line.text.length > LONGEST) continue;
    const blankBefore = i > 0 && lines[i - 1]!.text.length === 0;
    const blankAfter = i + 1 < lines.length && lines[i + 1]!.text.length === 0;
    if (!blankBefore && !blankAfter) continue;
    const numbered = (NUMBER_FIRST.test(line.text) || NUMBER_LAST.test(line.text)) && !SENTENCE_END.test(line.text);
    const repeated = (seen.get(shapeOf(line.text)) ?? 0) > 1;
    if (!numbered && !repeated) continue;
    const atBreak = nearBreak(text, line.start, -1) || nearBreak(text, line.end, 1);
    // a cell of a table repeats itself, too, and a number alone may be a figure
    if (!atBreak && !(blankBefore && blankAfter && WORDS.test(line.text))) continue;
    // a repeated line at a page break is a running head whatever it interrupts
    if ((atBreak && repeated) || splitsSentence(lines, i, atBreak)) spans.push({ start: line.start, end: line.end });
  }
  return spans;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start <= text.length) {
    let end = start;
    while (end < text.length && text[end] !== "\n" && text[end] !== "\f") end++;
    // of a long line its beginning and its end are enough
    const shown =
      end - start > LONGEST * 4
        ? text.slice(start, start + LONGEST) + text.slice(end - LONGEST, end)
        : text.slice(start, end);
    lines.push({ start, end, text: shown.trim() });
    start = end + 1;
  }
  return lines;
}

const shapeOf = (line: string) => line.replace(/\d+/g, "0").replace(/\s+/g, " ");

/** Whether only blank lines lie between here and a form feed. */
function nearBreak(text: string, from: number, step: 1 | -1): boolean {
  for (let at = step === 1 ? from : from - 1; at >= 0 && at < text.length; at += step) {
    if (text[at] === "\f") return true;
    if (text[at] !== "\n" && text[at] !== " " && text[at] !== "\r") return false;
  }
  return false;
}

/** Whether the text before a set-apart line breaks off in a sentence that the text after it goes on with. */
function splitsSentence(lines: readonly Line[], index: number, atBreak: boolean): boolean {
  let before = index - 1;
  while (before >= 0 && lines[before]!.text.length === 0) before--;
  let after = index + 1;
  while (after < lines.length && lines[after]!.text.length === 0) after++;
  const last = lines[before]?.text;
  const next = lines[after];
  if (last === undefined || next === undefined || SENTENCE_END.test(last)) return false;
  // away from a page break only a sentence that goes on in small letters tells a head from a heading
  return atBreak || /^\p{Ll}/u.test(next.text);
}
