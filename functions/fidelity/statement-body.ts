import type { Span } from "../evidence/span.ts";
import { NUMBER_WORDS } from "./lexicon/number-word.ts";

/** A source that a text may name: `{label: "Sundhedsministeriet", year: "2021"}`. */
export interface Attributed {
  label: string;
  year?: string | number;
}

/** Verbs that pass a statement on without a judgement of their own. */
const REPORTING =
  /^(?:peger på|anfører|skriver|oplyser|angiver|beskriver|fremhæver|rapporterer|finder|konkluderer|nævner|noterer|fremfører|redegør for|notes|reports|states|writes|finds|says|points out|describes|concludes)[, ]+(?:at|that)? ?/;
const COUNT = /\((\d{1,4}|[a-zæøå]+) (?:rapporter|rapport|kilder|kilde|reports?|sources?)\)/gi;

/** What a text says of the matter, and where in it only its sources are named and counted. */
export interface StatementBody {
  text: string;
  ranges: Span[];
}

/**
 * Lead-ins (`Ifølge VIVE (2022) …`, `VIVE peger på, at …`), source notes and counts of reports, told from the statement itself.
 * @param reports how many reports the text cites: a count in brackets has to say that
 */
export function statementBody(text: string, attributions: readonly Attributed[], reports: number): StatementBody {
  const notes = sourceNotes(text, attributions).sort((a, b) => a.start - b.start);
  const ranges = [...leadIns(text, notes), ...counts(text, reports)].sort((a, b) => a.start - b.start);
  let body = "";
  // `[Rehabilitering] De mangler …`: the heading an engine puts before a sentence that does not stand alone
  let at = text.match(/^\[[^\]\n]{1,160}\]\s+/)?.[0].length ?? 0;
  for (const { start, end } of ranges) {
    body += `${text.slice(at, Math.max(at, start))} `;
    at = Math.max(at, end);
  }
  return { text: body + text.slice(at), ranges };
}

const MOST_NOTES = 50;

/** Each label with the year, page and brackets that follow it. */
function sourceNotes(text: string, attributions: readonly Attributed[]): Span[] {
  const spans: Span[] = [];
  for (const { label, year } of attributions) {
    if (label.length < 2) continue;
    for (
      let at = text.indexOf(label);
      at >= 0 && spans.length < MOST_NOTES;
      at = text.indexOf(label, at + label.length)
    ) {
      let end = at + label.length;
      const after = text.slice(end, end + 40);
      const dated = year === undefined ? null : after.match(/^[\s,(]*(\d{4})[a-z]?(?:, s\. ?\d+(?:[-–]\d+)?)?\)?/);
      if (dated !== null && dated[1] === String(year)) end += dated[0].length;
      const start = text[at - 1] === "(" ? at - 1 : at;
      spans.push({ start, end: start < at && text[end] === ")" ? end + 1 : end });
    }
  }
  return spans;
}

const counts = (text: string, reports: number): Span[] =>
  [...text.matchAll(COUNT)]
    .filter((match) => (NUMBER_WORDS.get(match[1]!.toLowerCase()) ?? Number(match[1])) === reports)
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));

const OPENING = /(?:^|[\s:(])(?:Ifølge|ifølge|According to|according to|Efter) $/;

/** Each note with what makes it a lead-in: `Ifølge A (2021) og B (2020):`, `A (2021) peger på, at`. */
function leadIns(text: string, notes: readonly Span[]): Span[] {
  const leads: Span[] = [];
  for (let i = 0; i < notes.length; i++) {
    const opening = text.slice(0, notes[i]!.start).slice(-16).match(OPENING)?.[0].trimStart().length ?? 0;
    const start = notes[i]!.start - opening;
    while (i + 1 < notes.length && /^(?: og | and |, |; )?$/.test(text.slice(notes[i]!.end, notes[i + 1]!.start))) i++;
    const rest = text.slice(notes[i]!.end, notes[i]!.end + 60);
    const space = rest.match(/^[\s,:]*/)![0].length;
    const verb = rest.slice(space).match(REPORTING)?.[0].length ?? 0;
    leads.push({ start, end: notes[i]!.end + (opening > 0 || verb > 0 ? space + verb : 0) });
  }
  return leads;
}
