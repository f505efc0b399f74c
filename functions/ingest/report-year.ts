import type { FrontPart } from "./front.ts";

const MONTH =
  "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|january|february|march|may|june|july|october";
const LABEL =
  "udgivet|udgivelsesdato|udgivelsesår|publiceret|offentliggjort|versionsdato|dato|date|effective|published|gældende fra|ikrafttræden|revideret|opdateret|afleveret";
const YEAR = String.raw`((?:19|20)\d{2})`;
/** `Udgivelsesdato: 31.01.2024`, `Effective 3/17/04`, `Version 12 – 2023-03-22` */
const LABELLED = new RegExp(
  String.raw`(?<!\p{L})(?:${LABEL})(?!\p{L})[^\d\n]{0,30}(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?|\d{1,2}\.?\s+(?:${MONTH})\s+|(?:${MONTH})\s+)?(?:${YEAR}|(\d{2})(?=\s*$))`,
  "iu",
);
const ISO = new RegExp(String.raw`(?<!\d)${YEAR}-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])(?!\d)`);
/** `Oktober 2017`, `Uanmeldt tilsyn august 2013`, `Mandag d. 10. december 2012, …` in a line of its own. */
const MONTHLY = new RegExp(String.raw`(?<!\p{L})(?:${MONTH})\s+${YEAR}(?!\d)`, "iu");
const ALONE = new RegExp(String.raw`^(?:\d{1,2}[./-]\d{1,2}[./-])?${YEAR}$`);
const COPYRIGHT = new RegExp(String.raw`(?:©|copyright|ophavsret|issn|isbn)[^\n]{0,40}?${YEAR}`, "giu");
/** The same, and the line ends with it. */
const MONTHLY_LAST = new RegExp(String.raw`^.{0,60}(?<!\p{L})(?:${MONTH})\s+${YEAR}\.?$`, "iu");
/** `Nordisk Tidsskrift 2019;21(3)` */
const VOLUME = new RegExp(String.raw`(?<!\d)${YEAR}\s?;\s?\d{1,3}\s?[(:]`);
/** `Dok.nr.: 2012-206127` */
const DOCUMENT_NUMBER = new RegExp(String.raw`(?:dok|dokument|journal|j)\.?\s?-?nr\.?:?\s*${YEAR}[-/]\d`, "iu");

/** The year that the first pages give as that of publication, else when the file was made. */
export function yearOf(info: Record<string, string>, front: readonly FrontPart[]): number | undefined {
  const made = /^D?:?(\d{4})/.exec(info.CreationDate ?? "")?.[1];
  const latest = made && Number(made) > 1985 && Number(made) < 2100 ? Number(made) : undefined;
  const short = front.filter(({ lines, text }) => lines <= 3 && text.length < 160);
  const cover = short.filter(({ cover }) => cover);
  const first = (parts: readonly FrontPart[], pattern: RegExp) => {
    for (const { text } of parts) {
      const [, year, two] = pattern.exec(text) ?? [];
      if (year ?? two) return Number(year ?? `20${two}`);
    }
    return undefined;
  };
  const signed = front.flatMap(({ text }) => [...text.matchAll(COPYRIGHT)].map((match) => Number(match[1])));
  const candidates = [
    first(cover, LABELLED),
    first(cover, ISO),
    first(cover, MONTHLY),
    first(cover, ALONE),
    first(short, LABELLED),
    first(front, VOLUME),
    signed.length > 0 ? Math.max(...signed) : undefined,
    first(
      short.filter(({ lines, running }) => running || lines === 1),
      MONTHLY_LAST,
    ),
    first(front, DOCUMENT_NUMBER),
  ];
  // a date after the file was made is one the report speaks of
  return candidates.find((year) => year !== undefined && (latest === undefined || year <= latest + 1)) ?? latest;
}
