import { createHash } from "node:crypto";
import type { Kind } from "../../functions/evidence/claim.ts";
import { passageIdOf, ThemeId } from "../../functions/evidence/ids.ts";
import type { Passage } from "../../functions/evidence/passage.ts";
import { type Reading, ReportKind } from "../../functions/evidence/reading.ts";
import type { Span } from "../../functions/evidence/span.ts";

/** A claim that a careful reader finds in a report. */
export interface GoldClaim extends Span {
  kind: Kind;
  /** Most specific first. */
  themes: ThemeId[];
}

/** A report of which every sentence has been judged. */
export interface LabelledReport {
  id: string;
  reading: Reading;
  gold: GoldClaim[];
}

const KIND_OF_LETTER: Record<string, Kind> = {
  s: "status",
  c: "challenge",
  o: "opportunity",
  k: "knowledge-gap",
  r: "recommendation",
  m: "commitment",
  f: "finding",
};
/** A new page begins at the first heading or paragraph after so many characters, as on a printed one. */
const PAGE_CHARACTERS = 1200;

/**
 * Reads the plain form in which short reports are written and labelled:
 * ```
 * # Title | publisher | year | kind of report | language
 * ## Heading
 * f:screening,equity A sentence that is a finding on screening.
 * * r:screening A list item that recommends something.
 * - A sentence that is no claim.
 * ```
 * Lines that follow each other are one paragraph; an empty line ends it.
 * @throws Error naming the line that is not of this form.
 */
export function readLabelled(id: string, source: string): LabelledReport {
  const lines = source.split("\n");
  const [title = "", publisher = "", year = "", kind = "", language = ""] = lines[0]!.replace(/^# /, "").split(" | ");
  const sha256 = createHash("sha256").update(source).digest("hex");
  const passages: Passage[] = [];
  const gold: GoldClaim[] = [];
  const pages: Reading["pages"] = [];
  let text = "";
  let pageStart = 0;
  let section: string[] = [title];
  let join = "";

  const page = () => pages.length + 1;
  const closePage = () => {
    const facts = { state: "text" as const, width: 595, height: 842, quality: 1, invisibleChars: 0 };
    pages.push({ page: page(), start: pageStart, end: text.length, ...facts });
    pageStart = text.length;
  };
  const add = (words: string, passageKind: Passage["kind"]): Span => {
    text += join;
    const span = { start: text.length, end: text.length + words.length };
    text += words;
    const id = passageIdOf(sha256, span.start, span.end);
    passages.push({ ...span, id, page: page(), text: words, kind: passageKind, section, rects: [] });
    return span;
  };

  add(title, "heading");
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === "") {
      join = "\n\n";
      continue;
    }
    if (line.startsWith("## ")) {
      join = "\n\n";
      if (text.length - pageStart > PAGE_CHARACTERS) {
        text += join;
        join = "";
        closePage();
      }
      section = [title, line.slice(3)];
      add(line.slice(3), "heading");
      join = "\n";
      continue;
    }
    const labelled = /^(\* )?([scokrmf]):([a-z,-]+) (.+)$/.exec(line);
    const plain = /^- (.+)$/.exec(line);
    if (labelled) {
      const [, item, letter, themes, words] = labelled as unknown as [string, string?, string?, string?, string?];
      const span = add(words!, item ? "list-item" : "body");
      gold.push({ ...span, kind: KIND_OF_LETTER[letter!]!, themes: themes!.split(",").map((t) => ThemeId.parse(t)) });
    } else if (plain) add(plain[1]!, "body");
    else throw new Error(`${id}, line ${index + 1} is neither a heading nor a judged sentence: ${line}`);
    join = " ";
  }
  closePage();

  const reading: Reading = {
    readerVersion: "labelled-1",
    sha256,
    title,
    publisher,
    year: Number(year),
    kind: ReportKind.parse(kind),
    language: language === "en" ? "en" : "da",
    pageCount: pages.length,
    text,
    pages,
    passages,
    words: [],
    mentions: [],
    speakers: [],
    references: [],
  };
  return { id, reading, gold };
}
