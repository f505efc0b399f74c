import { authorIn, withoutTitle } from "./author-name.ts";

/** A work as one citation names it. */
export interface CitedWork {
  label: string;
  author: string;
  year?: string | undefined;
  pages: string[];
}

export const YEAR = /(?:19|20)\d{2}[a-z]?(?:\/(?:19|20)?\d{2})?|u\.\s?å\.|n\.\s?d\.|in press|i trykken/;

const LEAD_IN =
  /^(?:(?:se|jf|jfr|jævnfør|cf|see|fx|for eksempel|f\.eks|bl\.a|eksempelvis|også|også her|videre|nærmere|blandt andet|also|e\.g|i\.e|citeret i|citeret efter|citeret fra|cited in|refereret i|gengivet i|baseret på|bygger på|based on|ifølge|kilder?|sources?|egne beregninger på baggrund af|(?:data|tal|rapport|notat|undersøgelse|opgørelse|analyse|evaluering|publikation)(?:en|et)? (?:fra|af)|fra|efter)(?![\p{L}-])[.:]?,?\s*)+/iu;
const PAGE_LIST = /\d+(?:\s*[-–]\s*\d+)?/;
const PAGES = new RegExp(
  String.raw`\b(?:s|p|pp|side|sider|page|pages)\.?\s*(${PAGE_LIST.source}(?:\s*(?:,|&|og|and)\s*${PAGE_LIST.source}(?!\d))*)`,
  "i",
);
const PART = new RegExp(
  `^(.{2,120}?),?\\s+\\(?(${YEAR.source})(?!\\d)((?:,\\s*(?:(?:19|20)\\d{2}[a-z]?|[a-z])(?=[,;)]|$))*)\\)?(.*)$`,
  "u",
);
/** A year with a clause or another year right behind it dates no publication: `2016 havde`, `2016-2020`. */
const REST = /^(?:$|\s*[,.:;)]|\s+(?:s|side|sider|p|pp|kap|kapitel|afsnit|tabel|figur|bilag|table|figure)[\s.\d])/iu;

export const withoutLeadIn = (piece: string) => piece.trim().replace(LEAD_IN, "");

/** The cited pages as written: `23`, `11-13`. */
export const pagesOf = (piece: string): string[] =>
  (PAGES.exec(piece)?.[1] ?? /^\s*:\s*(\d+(?:\s*[-–]\s*\d+)?)\s*$/.exec(piece)?.[1])
    ?.split(/,|&|og|and/)
    .map((part) => part.replace(/\s/g, "").replace("–", "-"))
    .filter((part) => part !== "") ?? [];

export const workOf = (author: string, year: string | undefined, pages: string[]): CitedWork => ({
  label: year === undefined ? author : `${author} ${year}`,
  author,
  ...(year === undefined ? {} : { year }),
  pages,
});

/** `Holm & Juhl, 2018, 2020b, s. 4`: one work a year. `previousAuthor` is whom a piece with a year alone belongs to. */
export function worksIn(piece: string, previousAuthor = ""): CitedWork[] {
  const bare = withoutLeadIn(piece);
  const onlyYear = new RegExp(`^(${YEAR.source})(?=$|[,:\\s])`, "u").exec(bare);
  if (onlyYear)
    return previousAuthor === "" || !REST.test(bare.slice(onlyYear[0].length))
      ? []
      : [workOf(previousAuthor, onlyYear[1]!, pagesOf(bare))];
  const found = PART.exec(bare);
  if (!found || !REST.test(found[4] ?? "")) return [];
  const whole = authorIn(found[1]!);
  if (whole === undefined) return [];
  const author = withoutTitle(whole);
  const first = found[2]!.replace(/\s/g, "");
  const more = [...(found[3] ?? "").matchAll(/((?:19|20)\d{2}[a-z]?)|([a-z])/g)].map(
    ([, year, letter]) => year ?? first.slice(0, 4) + letter!,
  );
  const pages = pagesOf(found[4] ?? "");
  return [first, ...more].map((year, i) => workOf(author, year, i === more.length ? pages : []));
}
