import type { Passage } from "../evidence/passage.ts";
import type { SourceMention } from "../evidence/source.ts";
import type { CitedWork } from "./cited-work.ts";

const LIST = String.raw`\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*`;
const SQUARE = new RegExp(String.raw`\[(${LIST})\]`, "g");
const ROUND = new RegExp(String.raw`(?<=[\p{L}\p{N}%.,”"»]\s?)\((${LIST})\)(?=[\s.,;:)]|$)`, "gu");
/** `nr. (3)`, `stk. (2)`, `artikel 5 (1)`: numbers that count something else. */
const COUNTED = /(?:§|stk\.?|nr\.?|artikel|article|kapitel|tabel|figur|punkt|section|n\s*=)\s*\d*\s*$/iu;
const MOST = 20;

/**
 * Citations by number (`[3, 5-7]`, `(12)`), where the reference list has numbers. Numbers in round brackets count only
 * where they name at least half of the list and none stands in square ones.
 */
export function numberedMentions(passages: readonly Passage[], works: ReadonlyMap<string, CitedWork>): SourceMention[] {
  if (works.size < 3) return [];
  const square = mentionsBy(SQUARE, passages, works);
  if (square.length > 0) return square;
  const round = mentionsBy(ROUND, passages, works);
  return new Set(round.map(({ label }) => label)).size * 2 >= works.size ? round : [];
}

function mentionsBy(
  pattern: RegExp,
  passages: readonly Passage[],
  works: ReadonlyMap<string, CitedWork>,
): SourceMention[] {
  const mentions: SourceMention[] = [];
  for (const { kind, text, start } of passages) {
    if (kind === "reference" || kind === "contents" || kind === "heading") continue;
    for (const match of text.matchAll(pattern)) {
      if (COUNTED.test(text.slice(Math.max(0, match.index - 12), match.index))) continue;
      const at = { start: start + match.index, end: start + match.index + match[0].length };
      for (const number of numbersIn(match[1]!)) {
        const work = works.get(number);
        if (work) mentions.push({ ...work, pages: [], ...at });
      }
    }
  }
  return mentions;
}

/** `3, 5-7` → 3, 5, 6, 7 */
function numbersIn(list: string): string[] {
  return list.split(/[,;]/).flatMap((part) => {
    const [from, to] = part.split(/[–-]/).map(Number) as [number, number | undefined];
    if (to === undefined || to < from || to - from > MOST) return [String(from)];
    return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
  });
}
