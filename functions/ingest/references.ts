import type { Passage } from "../evidence/passage.ts";
import type { Reading } from "../evidence/reading.ts";
import { authorIn, isBody } from "./author-name.ts";
import { type CitedWork, workOf } from "./cited-work.ts";

export const NUMBER = /^\[?(\d{1,3})(?:[\].)]+|(?=\s+\p{Lu}))\s*/u;
/** `Jensen, A., & Holm, B. (2019a). Titel.` and `Sundhedsstyrelsen. 2018. Titel.`: author part and year. */
const ENTRY = /^(.{2,220}?)[\s,.]*\(?((?:19|20)\d{2}[a-z]?|u\.\s?å\.|n\.\s?d\.)\)?(?=[\s.,:;)]|$)/u;
/** `Jensen AB, Holm C, et al. Titel`: surnames with initials and no point between them. */
const VANCOUVER =
  /^((?:(?:(?:van|von|de|der|den|te|la|af)\s+)*\p{Lu}[\p{L}'’-]+(?:\s(?:\p{Lu}[\p{L}'’-]+|van|von|de|der))*\s\p{Lu}{1,3}(?:,\s*|(?=\.\s)|\s*(?=\()))+)(et al|m\.fl)?\.?\s+/u;
const ACCESSED = /[[(]?\s*(?:besøgt|tilgået|hentet|lokaliseret|læst|set d|accessed|retrieved|cited)(?!\p{L}).*$/iu;
const ADDRESS = /(?:https?:\/\/|www\.)\S+/g;

/** An entry of the reference list with the label that in-text citations use, and its number where the list has numbers. */
export type Entry = Reading["references"][number] & { number?: string };

export function referencesIn(passages: readonly Passage[]): Entry[] {
  const references: Entry[] = [];
  for (const passage of passages) {
    if (passage.kind !== "reference") continue;
    const entry = passage.text.replace(/\s+/g, " ").trim();
    const number = NUMBER.exec(entry)?.[1];
    const work = workInEntry(entry.replace(NUMBER, ""));
    if (work) references.push({ label: work.label, entry, ...(number === undefined ? {} : { number }) });
  }
  return references;
}

/** The work that an entry of a list, or a note, describes: undefined where it is no entry. */
export function workInEntry(entry: string, pages: string[] = []): CitedWork | undefined {
  const bare = entry.replace(ACCESSED, "").replace(ADDRESS, "").trim();
  const people = VANCOUVER.exec(bare);
  if (people) {
    const names = people[1]!
      .split(/,\s*/)
      .filter((name) => name !== "")
      .map((name) => name.replace(/\s\p{Lu}{1,3}$/u, ""));
    const year = yearIn(bare.slice(people[0].length));
    if (year !== undefined) return workOf(short(names, people[2] !== undefined), year, pages);
  }
  const found = ENTRY.exec(bare);
  if (found === null) return undefined;
  const author = shortAuthor(leadingBody(found[1]!) ?? found[1]!);
  return author === "" ? undefined : workOf(author, found[2]!.replace(/\s/g, ""), pages);
}

/** `Sundhedsstyrelsen: Titel. København` → the body that stands before its title, where the year comes last. */
export function leadingBody(text: string): string | undefined {
  const body = authorIn(/^[^.:,]+/.exec(text)?.[0] ?? "");
  return body !== undefined && body.length < text.trim().length - 1 && isBody(body) ? body : undefined;
}

/** The year of publication in what follows the authors: before a volume, else the last one named. */
export function yearIn(text: string): string | undefined {
  const bare = text.replace(ACCESSED, "").replace(ADDRESS, "");
  const volume = /(?<!\d)((?:19|20)\d{2})(?:\s\p{L}{3,9}\.?(?:\s\d{1,2})?)?\s*;\s*\d/u.exec(bare)?.[1];
  return volume ?? [...bare.matchAll(/(?<![\d–-])((?:19|20)\d{2}[a-z]?)(?![\d–-])/g)].at(-1)?.[1];
}

const short = (names: readonly string[], more: boolean) =>
  more || names.length > 2 ? `${names[0]} et al.` : names.join(" & ");

/** The authors of an entry as a text cites them: one name, two with &, the first with et al. */
export function shortAuthor(authors: string): string {
  const bare = authors
    .replace(/\((?:red|eds?|udg)\.?\)/gi, "")
    .replace(/\s+/g, " ")
    .replace(/[\s.,;:(]+$/, "")
    .trim();
  const people = [
    ...bare.matchAll(/(\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)*),\s*(?:\p{Lu}\.?[\s-]*){1,4}(?=[,;&.]|\s|$)/gu),
  ].map((match) => match[1]!);
  return people.length > 0 ? short(people, false) : bare;
}
