import type { Reading } from "../evidence/reading.ts";
import { type Block, textOf } from "./placed.ts";

export interface Described {
  title: string;
  publisher?: string;
  year?: number;
  kind?: NonNullable<Reading["kind"]>;
}

interface Sources {
  info: Record<string, string>;
  pages: readonly (readonly Block[])[];
  text: string;
  fileName?: string;
}

/** Danish bodies that publish such reports, as their names are printed. */
const PUBLISHERS = [
  "Sundhedsstyrelsen",
  "Indenrigs- og Sundhedsministeriet",
  "Sundheds- og Ældreministeriet",
  "Ministeriet for Sundhed og Forebyggelse",
  "Sundhedsministeriet",
  "Sundhedsdatastyrelsen",
  "Lægemiddelstyrelsen",
  "Statens Serum Institut",
  "VIVE",
  "Kræftens Bekæmpelse",
  "Danske Regioner",
  "Kommunernes Landsforening",
  "Statens Institut for Folkesundhed",
  "Danske Patienter",
  "Rigsrevisionen",
  "Styrelsen for Patientsikkerhed",
  "Digitaliseringsstyrelsen",
  "MedCom",
  "REHPA",
  "RKKP",
  "Regeringen",
];

const KINDS: [NonNullable<Reading["kind"]>, RegExp][] = [
  ["minutes", /\b(?:referat|mødereferat|beslutningsreferat|minutes of|minutes)\b/i],
  ["screening", /\b(?:screeningsprogram\w*|screening\w*)\b/i],
  [
    "guideline",
    /\b(?:klinisk\w* retningslinje\w*|retningslinje\w*|vejledning\w*|anbefalinger for|guidelines?|guidance|standard)\b/i,
  ],
  [
    "status",
    /\b(?:statusnotat|status(?:rapport)?|statusopgørelse|midtvejsstatus|opfølgning på|progress report)(?!\p{L})/iu,
  ],
  // a plan that a title only speaks of (`siden Kræftplan IV`) does not make the report one
  [
    "plan",
    /(?<!\b(?:af|for|fra|i|om|på|siden|til|under|of|since|on) (?:den |the )?(?:\p{L}+ )?)\b(?:kræftplan|handlingsplan|handleplan|strategi|sundhedsplan|action plan|strategy)\b/iu,
  ],
  [
    "research",
    /\b(?:undersøgelse\w*|forskning\w*|evaluering\w*|kortlægning\w*|forundersøgelse|analyse\w*|systematic review|meta-analysis|evaluation|study)\b/i,
  ],
];

/** A report that says how it found out is research, whatever its title. */
const METHOD =
  /(?<!\p{L})(?:bygger på|baseret på|based on|gennemført|conducted)(?!\p{L})[^.]{0,80}(?<!\p{L})(?:litteraturgennemgang|interviews?|spørgeskema\p{L}*|registerdata|literature review|survey)(?!\p{L})/iu;

/** Titles that programs write by themselves. */
const NO_TITLE =
  /^(?:untitled|uden titel|microsoft (?:word|powerpoint)\b.*|powerpoint[- ]presentation|præsentation|presentation|dokument\d*|document\d*|layout \d+|slide \d+|title|.*\.(?:docx?|pdf|indd|pptx?|tex|qxd|xlsx?|odt|dvi|ps|html?))$/i;

/** Title, publisher, year and kind as the report itself shows them; what it does not show is left out. */
export function describe({ info, pages, text, fileName }: Sources): Described {
  const first = pages.find((blocks) => blocks.length > 0) ?? [];
  const title = titleOf(info, first) ?? titleFromFile(fileName) ?? "Uden titel";
  const front = text.slice(0, 6000);
  const publisher = publisherOf(info, front, title);
  const year = yearOf(info, front);
  const kind =
    KINDS.find(([, pattern]) => pattern.test(title))?.[0] ??
    (/(?:^|\n)\s*(?:referat|dagsorden)\b/i.test(front.slice(0, 800)) ? "minutes" : undefined) ??
    (METHOD.test(front) ? "research" : undefined);
  return {
    title,
    ...(publisher === undefined ? {} : { publisher }),
    ...(year === undefined ? {} : { year }),
    ...(kind === undefined ? {} : { kind }),
  };
}

function titleOf(info: Record<string, string>, first: readonly Block[]): string | undefined {
  const written = clean(info.Title ?? "");
  if (written.length > 3 && written.length < 250 && !NO_TITLE.test(written) && /\p{L}{3}/u.test(written))
    return written;
  // the largest type near the top of the first page
  const top = first.filter((block) => block.kind !== "furniture" && block.kind !== "footnote").slice(0, 12);
  let best: Block | undefined;
  for (const block of top) {
    const letters = block.lines
      .map(textOf)
      .join(" ")
      .replace(/[^\p{L}]/gu, "").length;
    if (letters < 4) continue;
    if (!best || block.lines[0]!.size > best.lines[0]!.size * 1.08) best = block;
  }
  if (!best) return undefined;
  const title = clean(best.lines.map(textOf).join(" "));
  return title.length < 4 ? undefined : title.slice(0, 200);
}

const clean = (text: string) => text.replace(/\s+/g, " ").trim();

const titleFromFile = (fileName: string | undefined) => {
  const name = clean((fileName ?? "").replace(/\.pdf$/i, "").replace(/[_]+/g, " "));
  return name === "" ? undefined : name;
};

/** A line that is the name of an authority or institution and nothing else. */
const ORGANISATION =
  /^(?:(?:Region|Ministeriet|Institut(?:tet)?|Cent(?:er|ret|rum)|Rådet|Ministry|Department|Institute|Centre|University) [\p{L} .,&-]{3,60}|[\p{L} .&-]{0,50}(?:styrelsen|ministeriet|sekretariatet|instituttet|centret|rådet|foreningen|fonden|selskabet| Kommune| Universitet| Agency| University| Council))$/u;
const PUBLISHED_BY = /\b(?:udgivet af|udgiver:|published by|publisher:)\s*([\p{Lu}][^\n.;]{2,60})/iu;

/**
 * Who publishes: named in the title, alone on a line of the first page, after *udgivet af*, or as the file's author. A
 * name inside a sentence is somebody the report speaks of.
 */
function publisherOf(info: Record<string, string>, front: string, title: string): string | undefined {
  const inTitle = PUBLISHERS.find((name) => new RegExp(`(?<![\\p{L}-])${name}(?![\\p{L}])`, "u").test(title));
  const place = /\p{Lu}\p{L}+ Kommune(?!\p{L})|(?<!\p{L})Region (?:\p{Lu}\p{L}+)/u.exec(title)?.[0];
  const lines = front.slice(0, 1500).split("\n").map(clean);
  const alone = lines.find((line) => PUBLISHERS.includes(line) || ORGANISATION.test(line));
  const author = clean(info.Author ?? "");
  return (
    inTitle ??
    place ??
    alone ??
    PUBLISHED_BY.exec(front)?.[1]?.trim() ??
    PUBLISHERS.find((name) => author.includes(name)) ??
    (ORGANISATION.test(author) ? author : undefined)
  );
}

/** A year that stands for publication on the first pages (`2023`, `Marts 2023`, `© 2023`), else when the file was made. */
function yearOf(info: Record<string, string>, front: string): number | undefined {
  const made = /^D?:?(\d{4})/.exec(info.CreationDate ?? "")?.[1];
  const latest = made ? Number(made) : 2100;
  const dated =
    /(?:©|copyright|udgivet|publiceret|version|versionsdato|dato)[^\n\d]{0,30}(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?)?((?:19|20)\d{2})/i.exec(
      front,
    )?.[1] ??
    /(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|january|february|march|may|june|july|october)\s+((?:19|20)\d{2})/i.exec(
      front.slice(0, 2500),
    )?.[1] ??
    /(?:^|\n)\s*((?:19|20)\d{2})\s*(?:\n|$)/.exec(front.slice(0, 2500))?.[1];
  if (dated && Number(dated) <= latest + 1) return Number(dated);
  return made && latest > 1985 && latest < 2100 ? latest : undefined;
}
