import type { Passage } from "../api/shapes.ts";

/** A piece of the passage as text: around the citation, or the citation itself. */
export interface ContextRun {
  text: string;
  cited: boolean;
}
export interface PassageContext {
  section: readonly string[];
  runs: ContextRun[];
  /** Span of the canonical text that the runs cover. */
  start: number;
  end: number;
}

const NEIGHBOURS = 2;
const isApart = (passage: Passage) => passage.kind === "contents" || passage.kind === "reference";

/** The cited words with the sentences around them, as plain text: what stands on the page, for those who cannot see it. */
export function contextOf(
  passages: readonly Passage[],
  span: { start: number; end: number },
): PassageContext | undefined {
  const inText = passages.toSorted((a, b) => a.start - b.start);
  const first = inText.findIndex((passage) => passage.end > span.start && passage.start < span.end);
  const last = inText.findLastIndex((passage) => passage.end > span.start && passage.start < span.end);
  if (first === -1) return undefined;
  const section = inText[first]?.section ?? [];
  const around = (at: number) => {
    const passage = inText[at];
    return passage !== undefined && !isApart(passage) ? passage : undefined;
  };
  const shown: Passage[] = inText.slice(first, last + 1);
  for (let at = first - 1; at >= Math.max(0, first - NEIGHBOURS) && around(at); at--) shown.unshift(inText[at]!);
  for (let at = last + 1; at <= last + NEIGHBOURS && around(at); at++) shown.push(inText[at]!);
  const runs: ContextRun[] = [];
  const add = (text: string, cited: boolean) => {
    const before = runs.at(-1);
    if (text === "") return;
    if (before?.cited === cited) before.text += text;
    else runs.push({ text, cited });
  };
  let previous: Passage | undefined;
  for (const passage of shown) {
    if (previous) {
      // between two passages there is a space or a line break that belongs to neither
      const inside = span.start < passage.start && span.end > previous.end;
      const apart = previous.kind === "heading" || passage.kind === "heading" || passage.kind === "list-item";
      add(apart ? "\n" : " ", inside);
    }
    const from = Math.max(0, Math.min(passage.text.length, span.start - passage.start));
    const to = Math.max(0, Math.min(passage.text.length, span.end - passage.start));
    add(passage.text.slice(0, from), false);
    add(passage.text.slice(from, to), true);
    add(passage.text.slice(to), false);
    previous = passage;
  }
  return { section, runs, start: shown[0]?.start ?? span.start, end: shown.at(-1)?.end ?? span.end };
}
