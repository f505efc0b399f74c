import { clean, type FrontPart } from "./front.ts";
import { withoutPublisher } from "./publisher.ts";

/** Titles that programs write by themselves. */
const NO_TITLE =
  /^(?:untitled|uden titel|microsoft (?:word|powerpoint)\b.*|powerpoint[- ]presentation|præsentation|presentation|dokument\d*|document\d*|layout \d+|slide \d+|title|.*\.(?:docx?|pdf|indd|pptx?|tex|qxd|xlsx?|odt|dvi|ps|html?))$/i;
/** Words that say what sort of paper it is and not what it is about. */
const SORT =
  /^(?:notat|notits|memo|referat|mødereferat|beslutningsreferat|dagsorden|rapport|bilag|udkast|åbent|lukket|udgave|report|minutes|review|agenda|draft|regulations?|directives?|article|fact|sheet|konference|program|conference)$/iu;
const MINUTES = /^(?:referat|mødereferat|beslutningsreferat|dagsorden|minutes|agenda)$/iu;
/** A line that cannot be the end of a title. */
const OPEN_END = /(?:[–:-]|(?<=\s)(?:for|af|til|om|i|på|og|ved|med|hos|fra|the|of|for|and|in|on|to|a))$/iu;
const LONGEST = 300;

/** The title as the report shows it, or as its document information names it where the report bears that out. */
export function titleOf(
  info: Record<string, string>,
  front: readonly FrontPart[],
  bodySize: number,
): string | undefined {
  const written = writtenTitle(info);
  const printed = printedTitle(front, bodySize);
  if (written === undefined || printed === undefined) return written ?? printed?.title;
  const telling = (title: string) => wordsOf(withoutPublisher(title)).filter((word) => !SORT.test(word)).length;
  const shown = printed.larger && telling(printed.title) > 1;
  if (shown && (telling(written) === 0 || !isBorneOut(written, front))) return printed.title;
  const [, title, publisher] = /^(.+?)\s+[–—|-]\s+([^–—|]+)$/u.exec(written) ?? [];
  return title && publisher && withoutPublisher(publisher).trim() === "" && telling(title) > 1 ? title : written;
}

/** At least half of the title's words stand together in some line or paragraph of the front: it is not another paper's. */
function isBorneOut(title: string, front: readonly FrontPart[]): boolean {
  const words = wordsOf(title).filter((word) => word.length > 3 || /\d/.test(word));
  return front.some(({ text }) => {
    const there = new Set(wordsOf(text));
    return words.filter((word) => there.has(word)).length >= words.length / 2;
  });
}

/** What the document information gives as title, where it is one. */
export function writtenTitle(info: Record<string, string>): string | undefined {
  const title = clean(info.Title ?? "").replace(/(?<=\d)\/\s+(?=\p{L}|\d)/gu, "/");
  const fits = title.length > 3 && title.length < 400 && !NO_TITLE.test(title) && /\p{L}{3}/u.test(title);
  return fits ? cut(title) : undefined;
}

/** The largest type of the cover, with the lines that it goes on in. */
function printedTitle(front: readonly FrontPart[], bodySize: number): { title: string; larger: boolean } | undefined {
  const parts = front.filter(({ cover, running, text }) => cover && !running && letters(text) > 3).slice(0, 14);
  let at = largest(parts, 0);
  if (at < 0) return undefined;
  let title = parts[at]!.text;
  const larger = parts[at]!.size > 1.08 * bodySize;
  const sort = SORT.test(title) ? title : "";
  if (sort !== "") {
    const rest = largest(parts, at + 1, bodySize);
    if (rest < 0) return { title, larger: false };
    at = rest;
    title = parts[at]!.text;
  }
  for (let next = parts[at + 1]; next && OPEN_END.test(title); next = parts[++at + 1]) {
    if (next.size < 0.8 * parts[at]!.size || next.text.length > 160) break;
    title = `${title} ${next.text}`;
  }
  title = title.replace(/^\d{1,2}\.\s+(?=\p{Lu})/u, "").replace(/^[“”„»«"](.*)[“”„»«"]$/u, "$1");
  // the sort of paper alone names no minutes; a meeting's hour and room name nothing
  return { title: cut(MINUTES.test(sort) ? `${sort}: ${title.replace(/,\s+kl\..*$/, "")}` : title), larger };
}

/** The first of the largest parts from `from` on; bold ones of the body's size count where no larger is found. */
function largest(parts: readonly FrontPart[], from: number, bodySize = 0): number {
  let best = -1;
  for (let i = from; i < parts.length; i++) {
    const { size, bold, text } = parts[i]!;
    if (text.length > 250 || (bodySize > 0 && size < bodySize * 1.08 && !bold)) continue;
    if (best < 0 || size > parts[best]!.size * 1.08) best = i;
  }
  return best;
}

const letters = (text: string) => text.replace(/[^\p{L}]/gu, "").length;
const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}[\p{L}\d-]*|\d+(?:[./]\d+)*/gu) ?? [];
const cut = (title: string) => (title.length <= LONGEST ? title : `${title.slice(0, LONGEST).replace(/\s\S*$/, "")} …`);
