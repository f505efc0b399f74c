import type { Passage } from "../evidence/passage.ts";
import type { SourceMention, Speaking } from "../evidence/source.ts";
import { authorIn, fold } from "./author-name.ts";

const NAME = String.raw`\p{Lu}[\p{L}-]+(?:-?\s+(?:(?:og|for|i|af|of|the)\s+)*(?:\p{Lu}[\p{L}-]+|[IVX]+(?!\p{L})))*`;
const WORK =
  "(?i:tal|data|opgørelse[rn]?|oplysninger|beregninger|rapport(?:en)?|notat(?:et)?|analyse[rn]?|undersøgelse[rn]?|figures|report)";
/** `ifølge Danske Regioner`, `ifølge tal fra Danmarks Statistik`. */
const ACCORDING = new RegExp(
  String.raw`(?<!\p{L})(?:[Ii]følge|[Aa]ccording to)\s+(?:(?:nye\s+)?${WORK}\s+(?:fra|af|from|by)\s+)?(${NAME})`,
  "gu",
);
/** `en opgørelse fra Danske Regioner viser` */
const SHOWS = new RegExp(
  String.raw`(?<!\p{L})${WORK}\s+(?:fra|af|from|by)\s+(${NAME})(?=\s+(?:viser|angiver|peger|dokumenterer|konkluderer|tyder|fremgår|shows?|suggests?)(?!\p{L}))`,
  "gu",
);
/** How far back the citation stands that a name without a year repeats. */
const NEAR = 1500;

/** Bodies that are named as source without a year, and not in a bracket of the same sentence. */
export function proseMentions(
  passages: readonly Passage[],
  mentions: readonly SourceMention[],
  speakers: readonly Speaking[],
): SourceMention[] {
  const found: SourceMention[] = [];
  const people = new Set(speakers.map(({ name }) => name));
  let next = 0;
  for (const { kind, text, start, end } of passages) {
    if (kind === "reference" || kind === "contents" || kind === "heading") continue;
    while (next < mentions.length && mentions[next]!.end <= start) next++;
    for (const pattern of [ACCORDING, SHOWS])
      for (const match of text.matchAll(pattern)) {
        const author = authorIn(match[1]!.replace(/\s+/g, " "));
        if (author === undefined || /^(?:Union|Member|EU)(?!\p{L})/u.test(author)) continue;
        if (people.has(author) || author.split(/ (?:og|and) /).some((name) => people.has(name))) continue;
        const at = start + match.index + match[0].length - match[1]!.length;
        const here = mentions.slice(next, next + 50).filter((other) => other.start >= start && other.end <= end);
        if (here.some((other) => other.author.startsWith(author.split(" ")[0]!))) continue;
        const before = mentions
          .slice(Math.max(0, next - 50), next + 50)
          .findLast((other) => other.end <= at && other.end > at - NEAR && fold(other.author) === fold(author));
        found.push({
          label: before?.label ?? author,
          author,
          ...(before?.year === undefined ? {} : { year: before.year }),
          pages: [],
          start: at,
          end: at + match[1]!.length,
        });
      }
  }
  return found;
}
