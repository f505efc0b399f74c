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
// headings stand above the text already, as its section
const isAround = (passage: Passage) => !["contents", "reference", "heading"].includes(passage.kind);

/** The cited words with the sentences around them, as plain text: what stands on the page, for those who cannot see it. */
export function contextOf(
  passages: readonly Passage[],
  span: { start: number; end: number },
): PassageContext | undefined {
  const isCited = (passage: Passage) => passage.end > span.start && passage.start < span.end;
  const cited = passages.find(isCited);
  const chapter = cited?.section.join("›");
  const inText = passages
    .filter((passage) => isCited(passage) || (isAround(passage) && passage.section.join("›") === chapter))
    .toSorted((a, b) => a.start - b.start);
  const first = inText.findIndex(isCited);
  const last = inText.findLastIndex(isCited);
  if (first === -1) return undefined;
  const section = cited?.section ?? [];
  const shown = inText.slice(Math.max(0, first - NEIGHBOURS), last + 1 + NEIGHBOURS);
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
      add(passage.kind === "list-item" || passage.kind === "table-row" ? "\n" : " ", inside);
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
