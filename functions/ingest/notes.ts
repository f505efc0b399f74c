import type { Note } from "../evidence/note.ts";
import type { Passage } from "../evidence/passage.ts";
import type { ReadPage } from "../evidence/reading.ts";
import type { Span } from "../evidence/span.ts";
import { type Mark, marksIn } from "./note-marks.ts";
import { nameOf } from "./raised-mark.ts";

/** A note before its marks are found. */
interface Found extends Note {
  page: number;
  /** Of a list at the end of a chapter or of the report: the number of that list. */
  list: number | undefined;
}

const OPENS = /^\(?([⁰¹²³⁴-⁹]{1,3}|[*†‡]{1,3}|[ᵃᵇᶜᵈᵉᶠᵍʰ])[.)]?\s*(?=\S)/;
const OPENS_PLAIN = /^[[(]?(\d{1,3})[\].)]*\s+(?=\S)/;
const NOTES_TITLE =
  /^(?:[\dIVX.]+\s+)?(?:noter|slutnoter|fodnoter|noter og (?:referencer|kilder|henvisninger)|kilder og noter|notes|endnotes)\s*:?$/i;
/** The same word with the same raised number so often, where numbers run on, is a name with a number in it. */
const A_NAME = 3;

/**
 * Ties footnotes, table notes and end notes to the marks that point to them: first on the mark's own page (numbers may
 * start again there), then in the list of notes that follows it.
 */
export function notesIn(
  text: string,
  passages: readonly Passage[],
  pages: readonly Pick<ReadPage, "page" | "start" | "end">[],
): Note[] {
  const notes = notesOf(text, passages);
  if (notes.length === 0) return [];
  const own = new Set(notes.map(({ start }) => start));
  const pageOf = pageFinder(pages);
  const marks = passages
    .filter(({ kind }) => kind !== "contents" && kind !== "reference")
    .flatMap((passage) => marksIn(passage, own.has(passage.start) ? OPENS.exec(passage.text)?.[0].length : undefined))
    .map((mark) => ({ ...mark, page: pageOf(mark.start) }));
  const feet = new Map<string, Found[]>();
  const lists = new Map<string, Found[]>();
  for (const note of notes)
    if (note.list === undefined) push(feet, `${note.page} ${note.mark}`, note);
    else push(lists, note.mark, note);
  const footOf = (page: number, mark: Mark) => feet.get(`${page} ${mark.name}`) ?? [];
  const footless = new Set<string>();
  const counts = new Map<string, number>();
  for (const mark of marks) {
    if (footOf(mark.page, mark).length === 0) footless.add(mark.host);
    counts.set(mark.host, (counts.get(mark.host) ?? 0) + 1);
  }
  for (const mark of marks.filter(({ sure }) => sure)) {
    const { page, host } = mark;
    // `GOsa²` where there is no such note, and again where there is one
    if ((host === "" || !footless.has(host)) && tie(mark, footOf(page, mark))) continue;
    const often = host === "" ? 1 : counts.get(host)!;
    if (/^\D/.test(mark.name) || often >= A_NAME) continue;
    // a note that did not fit at the foot of its page stands on the next
    const near =
      often > 1 ? [] : [...footOf(page + 1, mark), ...footOf(page - 1, mark)].filter(({ at }) => at.length === 0);
    if (!tie(mark, near)) tie(mark, lists.get(mark.name) ?? []);
  }
  // what looks like an exponent is a mark only where its note has no other
  for (const mark of marks.filter(({ sure }) => !sure))
    tie(
      mark,
      footOf(mark.page, mark).filter(({ at }) => at.length === 0),
    );
  return (
    notes
      // a star or a plain number at the start of a paragraph that nothing points to is a bullet
      .filter(({ at, start }) => at.length > 0 || /^\(?[⁰¹²³⁴-⁹]/.test(text.slice(start, start + 2)))
      .map(({ start, end, mark, at }): Note => ({ start, end, mark, at: at.sort((a, b) => a.start - b.start) }))
      .sort((a, b) => a.start - b.start)
  );
}

/** A mark points to the first such note after it, or to the last before it. */
function tie({ start, end }: Mark, among: readonly Found[]): boolean {
  const note = among.find((each) => each.start >= end) ?? among.at(-1);
  note?.at.push({ start, end });
  return note !== undefined;
}

function push(map: Map<string, Found[]>, key: string, note: Found): void {
  const there = map.get(key);
  if (there) there.push(note);
  else map.set(key, [note]);
}

/** The page of offsets that are asked for in order. */
function pageFinder(pages: readonly Pick<ReadPage, "page" | "start" | "end">[]): (offset: number) => number {
  const filled = pages.filter(({ start, end }) => end > start);
  let i = 0;
  return (offset) => {
    while (i < filled.length - 1 && filled[i]!.end <= offset) i++;
    return filled[i]?.page ?? 1;
  };
}

function notesOf(text: string, passages: readonly Passage[]): Found[] {
  const notes: Found[] = [];
  let list = 0;
  let title = "";
  for (const [first, span] of paragraphsOf(text, passages)) {
    if (first.kind === "contents" || first.kind === "heading") continue;
    const head = first.section.at(-1) ?? "";
    const listed = NOTES_TITLE.test(head);
    if (listed && head + first.section.join() !== title) list++;
    title = listed ? head + first.section.join() : "";
    const opened = OPENS.exec(first.text)?.[1];
    const plain = listed || first.kind === "footnote" ? OPENS_PLAIN.exec(first.text)?.[1] : undefined;
    const mark = opened === undefined ? plain : nameOf(opened);
    // a star before a paragraph of running text is a bullet as often as a note
    if (mark === undefined || (/^[*†‡]/.test(mark) && first.kind !== "footnote" && first.kind !== "caption")) continue;
    notes.push({ ...span, mark, at: [], page: first.page, list: listed ? list : undefined });
  }
  return notes;
}

/** Passages that follow one another without a line break are one paragraph: its first passage and its span. */
function* paragraphsOf(text: string, passages: readonly Passage[]): Generator<[Passage, Span]> {
  for (let i = 0; i < passages.length; ) {
    const first = passages[i]!;
    let end = first.end;
    for (i++; i < passages.length; i++) {
      const next = passages[i]!;
      if (next.kind !== first.kind || text.slice(end, next.start).includes("\n")) break;
      end = next.end;
    }
    yield [first, { start: first.start, end }];
  }
}
