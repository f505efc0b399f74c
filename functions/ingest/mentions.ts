import type { Note } from "../evidence/note.ts";
import type { Passage } from "../evidence/passage.ts";
import type { Reading } from "../evidence/reading.ts";
import type { SourceMention, Speaking } from "../evidence/source.ts";
import { overlap } from "../evidence/span.ts";
import { fold } from "./author-name.ts";
import { bracketMentions } from "./bracket-mentions.ts";
import type { CitedWork } from "./cited-work.ts";
import { worksInNote } from "./note-works.ts";
import { numberedMentions } from "./numbered-mentions.ts";
import { proseMentions } from "./prose-mentions.ts";
import { type Entry, NUMBER, workInEntry } from "./references.ts";

interface Cited {
  text: string;
  passages: readonly Passage[];
  /** Of the reference list. */
  references: readonly Entry[];
  notes: readonly Note[];
  speakers: readonly Speaking[];
}

/**
 * Finds what the report cites, and where: in brackets, by number, by name in the sentence, and in notes, where the mark in
 * the sentence counts as the place. Notes that describe a work stand beside the entries of the reference list.
 */
export function citedIn({
  text,
  passages,
  references,
  notes,
  speakers,
}: Cited): Pick<Reading, "mentions" | "references"> {
  const known = new Map(references.map(({ label }) => [fold(label), label]));
  const mentions: SourceMention[] = [];
  let last: CitedWork | undefined;
  for (const passage of passages) {
    if (passage.kind === "reference" || passage.kind === "contents" || passage.kind === "heading") continue;
    const here = bracketMentions(passage, last);
    mentions.push(...here);
    if (passage.kind !== "footnote") last = here.at(-1) ?? last;
  }
  mentions.push(...numberedMentions(passages, worksByNumber(references)));
  mentions.sort((a, b) => a.start - b.start);
  mentions.push(...proseMentions(passages, mentions, speakers));
  const labelled = mentions.map((mention) => ({ ...mention, label: known.get(fold(mention.label)) ?? mention.label }));
  const tied = notes.filter(({ at }) => at.length > 0);
  const { atMarks, entries } = inNotes(text, tied, labelled, known);
  const inText = labelled.filter((mention) => !within(tied, mention));
  return {
    mentions: [...inText, ...atMarks].sort((a, b) => a.start - b.start),
    references: [...references.map(({ label, entry }) => ({ label, entry })), ...entries],
  };
}

const worksByNumber = (references: readonly Entry[]): Map<string, CitedWork> =>
  new Map(
    references.flatMap(({ number, label, entry }) => {
      const work = number === undefined ? undefined : workInEntry(entry.replace(NUMBER, ""));
      return work ? [[number!, { ...work, label }]] : [];
    }),
  );

/** Notes are in order and do not overlap, so the one that could hold a mention is found by halves. */
function within(notes: readonly Note[], mention: SourceMention): Note | undefined {
  let low = 0;
  let high = notes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (notes[middle]!.end <= mention.start) low = middle + 1;
    else high = middle;
  }
  const note = notes[low];
  return note && overlap(note, mention) > 0 ? note : undefined;
}

/** What notes cite, placed at the marks that point to them. */
function inNotes(
  text: string,
  notes: readonly Note[],
  mentions: readonly SourceMention[],
  known: ReadonlyMap<string, string>,
): { atMarks: SourceMention[]; entries: Reading["references"] } {
  const atMarks: SourceMention[] = [];
  const entries = new Map<string, string>();
  const bracketed = new Map<Note, SourceMention[]>();
  for (const mention of mentions) {
    const note = within(notes, mention);
    if (note) bracketed.set(note, [...(bracketed.get(note) ?? []), mention]);
  }
  const byNote = new Map<string, readonly CitedWork[]>();
  const all: CitedWork[] = [];
  let last: CitedWork | undefined;
  for (const note of notes) {
    const said = text.slice(note.start, note.end).replace(/\s+/g, " ");
    const named = worksInNote(said, { last, byNote, all }).map((work) => ({
      ...work,
      label: known.get(fold(work.label)) ?? work.label,
    }));
    const works: CitedWork[] = named.length > 0 ? named : (bracketed.get(note) ?? []);
    const span = { start: note.start, end: note.end };
    for (const { label, author, year, pages } of works)
      for (const { start, end } of note.at)
        atMarks.push({ start, end, label, author, ...(year === undefined ? {} : { year }), pages, note: span });
    const [only] = named;
    if (named.length === 1 && only && !known.has(fold(only.label)) && !all.some(({ label }) => label === only.label))
      entries.set(only.label, said.replace(/^[[(]?(?:[⁰¹²³⁴-⁹]+|\d{1,3}|[*†‡]+)[\].)]*\s*/, ""));
    byNote.set(note.mark, works);
    all.push(...works);
    last = works.at(-1);
  }
  return { atMarks, entries: [...entries].map(([label, entry]) => ({ label, entry })) };
}
