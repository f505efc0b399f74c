import type { Passage } from "../evidence/passage.ts";
import type { Reading } from "../evidence/reading.ts";
import type { SourceMention } from "../evidence/source.ts";

const YEAR = /(?:19|20)\d{2}[a-z]?(?:\/(?:19|20)?\d{2})?|u\.å\.|n\.d\.|in press|i trykken/;
const LEAD_IN =
  /^(?:(?:se|jf|jfr|jævnfør|cf|see|fx|for eksempel|f\.eks|bl\.a|eksempelvis|også|also|e\.g|citeret i|cited in|refereret i|gengivet i|fra|efter)\.?,?\s+)+/i;
const PAGES = /\b(?:s|p|pp|side|sider|page|pages)\.?\s*(\d+(?:\s*[-–]\s*\d+)?(?:,\s*\d+(?:\s*[-–]\s*\d+)?)*)/i;
const PART = new RegExp(
  `^(.{2,120}?),?\\s+\\(?(${YEAR.source})((?:,\\s*(?:19|20)?\\d{0,4}[a-z]?(?=[,;)]|$))*)\\)?(.*)$`,
  "u",
);
const NOT_AUTHOR =
  /^(?:i|fra|siden|før|efter|primo|ultimo|medio|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|forår|efterår|sommer|vinter|in|since|kl|tabel|figur|table|figure|version|kapitel)(?![\p{L}-])|^\d/iu;

/** Finds in-text citations: in brackets, several in one, with pages, `ibid.`, and names with the year in brackets after them. */
export function mentionsIn(
  text: string,
  passages: readonly Passage[],
  references: Reading["references"],
): SourceMention[] {
  const mentions: SourceMention[] = [];
  const known = new Map(references.map(({ label }) => [fold(label), label]));
  let last: SourceMention | undefined;
  for (const passage of passages) {
    if (passage.kind === "reference" || passage.kind === "contents" || passage.kind === "heading") continue;
    for (const bracket of passage.text.matchAll(/\(([^()]{3,400})\)/g)) {
      const at = passage.start + bracket.index + 1;
      const inside = bracket[1]!;
      let offset = 0;
      let author = "";
      for (const piece of inside.split(";")) {
        const from = at + offset + (piece.length - piece.trimStart().length);
        offset += piece.length + 1;
        const found =
          readPart(piece.trim(), author) ??
          (last && /^ibid/i.test(piece.trim()) ? { ...last, pages: pagesOf(piece) } : undefined);
        if (!found) continue;
        author = found.author;
        const mention = {
          ...found,
          label: known.get(fold(found.label)) ?? found.label,
          start: from,
          end: from + piece.trim().length,
        };
        mentions.push(mention);
        last = mention;
      }
      const named = /^(?:(?:19|20)\d{2}[a-z]?)(?:,\s*.*)?$/.test(inside)
        ? nameBefore(passage.text.slice(0, bracket.index))
        : undefined;
      if (named) {
        const year = YEAR.exec(inside)![0];
        const label = `${named} ${year}`;
        last = {
          label: known.get(fold(label)) ?? label,
          author: named,
          year,
          pages: pagesOf(inside),
          start: text.lastIndexOf(named, at),
          end: at + inside.length + 1,
        };
        mentions.push(last);
      }
    }
  }
  return [...mentions, ...accordingTo(passages, mentions)].sort((a, b) => a.start - b.start);
}

const ACCORDING =
  /(?<!\p{L})(?:[Ii]følge|[Aa]ccording to)\s+(\p{Lu}[\p{L}-]+(?:-?\s+(?:(?:og|for|i|af|of|the)\s+)?\p{Lu}[\p{L}-]+)*)/gu;

/** `ifølge Danske Regioner`: somebody is named without a year, and not in a bracket of the same sentence. */
function accordingTo(passages: readonly Passage[], mentions: readonly SourceMention[]): SourceMention[] {
  const found: SourceMention[] = [];
  for (const { kind, text, start, end } of passages) {
    if (kind === "reference" || kind === "contents" || kind === "heading") continue;
    for (const match of text.matchAll(ACCORDING)) {
      const author = match[1]!.replace(/\s+/g, " ");
      const same = mentions.some(
        (mention) => mention.start >= start && mention.end <= end && mention.author.startsWith(author.split(" ")[0]!),
      );
      const at = start + match.index + match[0].length - match[1]!.length;
      if (!same) found.push({ label: author, author, pages: [], start: at, end: at + match[1]!.length });
    }
  }
  return found;
}

const fold = (label: string) =>
  label
    .toLowerCase()
    .replace(/ og | and | & /g, " & ")
    .replace(/[.,]/g, "")
    .replace(/\s+/g, " ")
    .trim();

const pagesOf = (piece: string): string[] =>
  PAGES.exec(piece)?.[1]
    ?.split(",")
    .map((part) => part.replace(/\s/g, "").replace("–", "-")) ?? [];

function readPart(piece: string, previousAuthor: string): Omit<SourceMention, "start" | "end"> | undefined {
  const bare = piece.replace(LEAD_IN, "");
  const onlyYear = new RegExp(`^(${YEAR.source})\\b`, "u").exec(bare);
  if (onlyYear && previousAuthor !== "")
    return {
      label: `${previousAuthor} ${onlyYear[1]}`,
      author: previousAuthor,
      year: onlyYear[1]!,
      pages: pagesOf(bare),
    };
  const found = PART.exec(bare);
  if (!found) return undefined;
  const author = found[1]!.trim().replace(/,$/, "");
  if (NOT_AUTHOR.test(author) || author.split(" ").length > 9 || !/\p{Lu}/u.test(author[0]!)) return undefined;
  const year = found[2]!;
  return { label: `${author} ${year}`, author, year, pages: pagesOf(found[4] ?? "") };
}

/** `Klausen et al. (2021)`, `Lose & Astman (2020)`: the names right before the bracket. */
function nameBefore(text: string): string | undefined {
  const found = /((?:\p{Lu}[\p{L}'’-]+)(?:\s+(?:et al\.|&|og|and|m\.fl\.|\p{Lu}[\p{L}'’-]+))*)\s+$/u.exec(
    text.slice(-120),
  );
  // the sentence may open with the word that names it
  const name = found?.[1]?.replace(/^(?:Ifølge|Efter|Se|According to|As) /, "");
  return name !== undefined && name.length > 2 ? name : undefined;
}
