import type { Passage } from "../evidence/passage.ts";
import type { SourceMention } from "../evidence/source.ts";
import { type CitedWork, pagesOf, workOf, worksIn } from "./cited-work.ts";

const BRACKET = /\(([^()]{3,400})\)/g;
const YEARS = /^((?:19|20)\d{2}[a-z]?(?:\s*(?:,|&|og|and)\s*(?:19|20)\d{2}[a-z]?)*)(?:[,:]\s*(?!\d{3}).*)?$/;
const COPYRIGHT = /©|copyright|ophavsret|all rights reserved/i;
/** What opens a sentence about a work and is no part of the name behind it. */
const OPENING =
  /^(?:Ifølge|Efter|Hos|Se|Som|Også|Både|According to|As|In|(?:Rapporten|Notatet|Undersøgelsen|Analysen|Opgørelsen|Evalueringen|Tal|Data) (?:fra|af|for|om))\s+/u;
const NAME_BEFORE =
  /((?:\p{Lu}[\p{L}'’.-]+)(?:,?\s+(?:(?:et al\.?|m\.fl\.)(?=\s)|(?:(?:&|og|and|for|i|af|of|the|til|om|på)\s+)*(?:\p{Lu}[\p{L}'’-]+|[IVX]+)))*)\s+$/u;
const SPEAKER_OF =
  /^(?:\p{Lu}\p{Ll}+\s+){2,3}(?=\p{Lu}[\p{L}-]*(?:\s+og\s+\p{Lu}\p{L}*)?(?:styrelsen|ministeriet|-)(?!\p{L}))/u;

/**
 * In-text citations of one passage: in brackets, several in one, with pages, `ibid.`, and names with the year in brackets
 * behind them.
 * @param last the citation before, which `ibid.` repeats.
 */
export function bracketMentions(
  passage: Pick<Passage, "text" | "start" | "kind">,
  last: CitedWork | undefined,
): SourceMention[] {
  const mentions: SourceMention[] = [];
  if (COPYRIGHT.test(passage.text)) return mentions;
  const before = () => mentions.at(-1) ?? last;
  for (const bracket of passage.text.matchAll(BRACKET)) {
    const at = passage.start + bracket.index + 1;
    const inside = bracket[1]!;
    let offset = 0;
    let previous = "";
    for (const part of inside.split(";")) {
      const piece = part.trim();
      const start = at + offset + (part.length - part.trimStart().length);
      offset += part.length + 1;
      const again = before();
      const works =
        again && /^ibid/i.test(piece)
          ? [{ ...workOf(again.author, again.year, pagesOf(piece)), label: again.label }]
          : worksIn(piece, previous);
      for (const work of works) mentions.push({ ...work, start, end: start + piece.length });
      previous = works.at(-1)?.author ?? previous;
    }
    const years = YEARS.exec(inside)?.[1]?.match(/(?:19|20)\d{2}[a-z]?/g) ?? [];
    const found = years.length > 0 ? nameBefore(passage.text.slice(0, bracket.index)) : undefined;
    // under a pull quote: who says it, then the body, on lines of their own
    const name = passage.kind === "caption" ? found?.replace(SPEAKER_OF, "") : found;
    const author = name === undefined ? undefined : worksIn(`${name} 2000`)[0]?.author;
    if (name === undefined || author === undefined) continue;
    const start = passage.start + passage.text.lastIndexOf(name, bracket.index);
    for (const [i, year] of years.entries())
      mentions.push({
        ...workOf(author, year, i === years.length - 1 ? pagesOf(inside.slice(4)) : []),
        start,
        end: at + inside.length + 1,
      });
  }
  return mentions;
}

/** `Klausen et al. (2021)`, `Dansk Selskab for Klinik (2020)`: the name right before the bracket. */
function nameBefore(text: string): string | undefined {
  const name = NAME_BEFORE.exec(text.slice(-120))?.[1]?.replace(OPENING, "");
  return name === undefined || name.length < 3 ? undefined : name;
}
