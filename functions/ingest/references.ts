import type { Passage } from "../evidence/passage.ts";
import type { Reading } from "../evidence/reading.ts";

/** `Jensen, A., & Holm, B. (2019a). Titel.` and `Sundhedsstyrelsen. 2018. Titel.`: author part and year. */
const ENTRY =
  /^(?:\[?\d{1,3}[\].)]\s*)?(.{2,220}?)[\s,.]*\(?((?:19|20)\d{2}[a-z]?|u\.\s?å\.|n\.\s?d\.)\)?(?=[\s.,:;)]|$)/u;

/** Entries of the reference list with the label that in-text citations use. */
export function referencesIn(passages: readonly Passage[]): Reading["references"] {
  const references: Reading["references"] = [];
  for (const passage of passages) {
    if (passage.kind !== "reference") continue;
    const entry = passage.text.replace(/\s+/g, " ").trim();
    const found = ENTRY.exec(entry);
    if (!found) continue;
    const author = shortAuthor(found[1]!);
    if (author !== "") references.push({ label: `${author} ${found[2]!.replace(/\s/g, "")}`, entry });
  }
  return references;
}

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
  if (people.length > 2) return `${people[0]} et al.`;
  if (people.length === 2) return `${people[0]} & ${people[1]}`;
  return people.length === 1 ? people[0]! : bare;
}
