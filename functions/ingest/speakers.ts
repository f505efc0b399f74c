import type { Note } from "../evidence/note.ts";
import type { Passage } from "../evidence/passage.ts";
import type { Speaking } from "../evidence/source.ts";

const NAME = String.raw`\p{Lu}[\p{L}'’-]+(?:\s+(?:\p{Lu}\.|\p{Lu}[\p{L}'’-]+|af|von|van|de)){0,3}\s+\p{Lu}[\p{L}'’-]+`;
/** `interview med ledende overlæge Karen Holm`, `(interview, Karen Holm)`, `fra interviewet med Karen Holm`. */
const INTERVIEW = new RegExp(
  String.raw`\b(?:dobbelt)?interview(?:et|s)?(?:\s+(?:med|af|with)|,)?\s+((?:\p{Ll}[\p{L}-]*\s+){0,4})(${NAME})((?:(?:,|\s+og|\s+and)\s+${NAME})*)`,
  "gu",
);
/** `siger overlæge Karen Holm`, `fortæller Karen Holm`: what the sentence says is hers. */
const SAYS = new RegExp(
  String.raw`\b(?:siger|fortæller|udtaler|understreger|påpeger|forklarer|vurderer|mener|says|argues)\s+((?:\p{Ll}[\p{L}-]*\s+){0,3})(${NAME})((?:(?:,|\s+og|\s+and)\s+${NAME})*)`,
  "gu",
);
/** `ifølge professor Karen Holm`, `ifølge Karen Holm, der er …`: a person, not a body, because her role is told. */
const ACCORDING = new RegExp(
  String.raw`\b(?:[Ii]følge|[Aa]ccording to)\s+((?:\p{Ll}[\p{L}-]*\s+){0,3})(${NAME})((?:(?:,|\s+og|\s+and)\s+${NAME})*)(,\s+(?:(?:der|som|who)\s+(?:er|is|are)\s+)?\p{Ll}[\p{L}-]+)?`,
  "gu",
);

/** Words that show a clause, not a role, stood before the name; and names that are no person's. */
const CLAUSE = /(?:^|\s)(?:at|man|i|på|til|der|som|det|den|en|et|fra|for|om|that|the|in|of)(?:\s|$)/u;
const ORGANISATION =
  /^(?:Region|Regionerne|Danske?|Danmarks|Kommun|Sundheds|Kræft|Styrelsen|Center|Institut|The|Nationalt|Statens|Ministeriet|World|European)|(?:styrelsen|ministeriet|Kommune|Universitet|Hospital|Patienter|Regioner|Bekæmpelse)$/u;

/** Sentences that say whose words they give: the named person of an interview, here or in the note they point to. */
export function speakersIn(passages: readonly Passage[], notes: readonly Note[] = []): Speaking[] {
  const found: Speaking[] = [];
  const sentences = passages.filter(
    ({ kind, text }) =>
      kind !== "reference" && kind !== "contents" && kind !== "heading" && kind !== "caption" && text.length <= 2000,
  );
  const people = new Set<string>();
  const add = (passage: Passage, people: readonly { name: string; role?: string }[]) => {
    for (const person of people)
      if (!found.some((other) => other.start === passage.start && other.name === person.name))
        found.push({ start: passage.start, end: passage.end, ...person });
  };
  for (const passage of sentences)
    for (const pattern of [INTERVIEW, SAYS])
      for (const match of passage.text.matchAll(pattern)) {
        const named = peopleIn(match);
        for (const { name } of named) people.add(name);
        add(passage, named);
      }
  for (const passage of sentences)
    for (const match of passage.text.matchAll(ACCORDING)) {
      const named = peopleIn(match);
      const told = match[1] !== "" || match[4] !== undefined || named.some(({ name }) => people.has(name));
      if (told) add(passage, named);
    }
  inInterviewNotes(sentences, notes, add);
  return found.sort((a, b) => a.start - b.start);
}

/** `¹ Interview med overlæge Karen Holm`: the sentence that holds the mark gives her words. */
function inInterviewNotes(
  passages: readonly Passage[],
  notes: readonly Note[],
  add: (passage: Passage, people: readonly { name: string; role?: string }[]) => void,
): void {
  const noteTexts = new Map(passages.map(({ start, text }) => [start, text]));
  for (const note of notes) {
    const said = noteTexts.get(note.start)?.replace(/^[\s()\d⁰¹²³⁴-⁹*†‡.]+(?:Fra\s+)?/iu, "") ?? "";
    if (note.at.length === 0 || !/^(?:dobbelt)?interview/i.test(said)) continue;
    const named = [...(said[0]!.toLowerCase() + said.slice(1)).matchAll(INTERVIEW)].flatMap(peopleIn);
    for (const mark of note.at)
      for (const passage of passages.filter(({ start, end }) => start <= mark.start && mark.end <= end))
        add(passage, named);
  }
}

/** `…, projektchef for Registerforeningen, …`: what she is, told behind her name. */
const ROLE_BEHIND =
  /^,\s+(?:(?:der|som|who)\s+(?:er|is)\s+)?(?!(?:(?:dobbelt)?interview\p{L}*|fra|at|hvor|der|som|og|men|hvilket|hvis|når|fordi|samt|idet|hhv|who|which|but|and)(?!\p{L}))(\p{Ll}[\p{L}-]+(?:\s[\p{L}&-]+){0,9})(?=[,.;)]|$)/u;

function peopleIn(match: RegExpMatchArray): { name: string; role?: string }[] {
  if (CLAUSE.test(match[1]!.trim())) return [];
  const behind = match.input!.slice(match.index! + match[0].length - (match[4]?.length ?? 0));
  const told = (match[3] ?? "") === "" ? ROLE_BEHIND.exec(behind)?.[1] : undefined;
  const role = match[1]!.trim() || (told ?? "");
  const more = (match[3] ?? "").split(/,\s+|\s+(?:og|and)\s+/).filter((name) => name !== "");
  return [match[2]!, ...more]
    .map((name) => name.replace(/\s+/g, " "))
    .filter((name) => !ORGANISATION.test(name))
    .map((name, i) => (i === 0 && role !== "" ? { name, role } : { name }));
}
