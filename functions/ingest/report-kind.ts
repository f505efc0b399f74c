import type { Reading } from "../evidence/reading.ts";
import type { FrontPart } from "./front.ts";

type Kind = NonNullable<Reading["kind"]>;

const KINDS: readonly [Kind, RegExp][] = [
  ["minutes", /(?<!\p{L})(?:referat|mødereferat|beslutningsreferat|minutes of|minutes)(?!\p{L})/iu],
  ["screening", /(?<!\p{L})(?:screeningsprogram\p{L}*|screening\p{L}*)/iu],
  [
    "guideline",
    /(?<!\p{L})(?:klinisk\p{L}* retningslinje\p{L}*|retningslinje\p{L}*|vejledning\p{L}*|anbefalinger for|forløbsprogram\p{L}*|pakkeforløb for|rekommend\p{L}*|guidelines?|guidance|standard|policy)(?!\p{L})|-standard(?!\p{L})/iu,
  ],
  [
    "status",
    /(?<!\p{L})(?:statusnotat|status(?:rapport)?|statusopgørelse|midtvejsstatus|årsrapport|årsberetning|opfølgning på|progress report|annual report)(?!\p{L})/iu,
  ],
  // a plan that a title only speaks of (`siden Kræftplan IV`) does not make the report one
  [
    "plan",
    /(?<!(?<!\p{L})(?:af|for|fra|i|om|på|siden|til|under|of|since|on) (?:den |the )?(?:\p{L}+ )?)(?<!\p{L})(?:kræftplan|handlingsplan|handleplan|strategi|sundhedsplan|action plan|strategy)(?!\p{L})/iu,
  ],
  [
    "research",
    /(?<!\p{L})(?:undersøgelse\p{L}*|forskning\p{L}*|evaluering\p{L}*|kortlægning\p{L}*|forundersøgelse|analyse\p{L}*|systematic review|meta-analysis|evaluation|study)(?!\p{L})/iu,
  ],
  [
    "other",
    /(?<!\p{L})(?:tilsynsrapport|manual|(?:bruger)?håndbog|referencekort|reference card|referencearkitektur|konference|conference|introduktion til|præsentation af|regulation|directive|forordning)(?!\p{L})/iu,
  ],
];

/** A report that says how it found out is research, whatever its title. */
const METHOD =
  /(?<!\p{L})(?:bygger på|baseret på|baserer sig på|based on|gennemført|conducted)(?!\p{L})[^.]{0,80}(?<!\p{L})(?:litteraturgennemgang|litteratursøgning|interviews?|spørgeskema\p{L}*|registerdata|literature review|survey)(?!\p{L})/iu;
const METHOD_HEADING =
  /^(?:[\d.]+\s*)?(?:(?:undersøgelsens|rapportens|notatets|analysens) (?:empiri\p{L}*|metode\p{L}*|datagrundlag|data)(?: .{0,40})?|metode(?:r)?(?: og (?:data\p{L}*|empiri|materiale))?|data og metode(?:r)?|materiale og metode(?:r)?|empirisk grundlag|methods|materials and methods)$/iu;

/**
 * What kind of report it is, by its title, the short lines of its cover, or how it says it found out; undefined where
 * nothing tells.
 */
export function kindOf(
  title: string,
  front: readonly FrontPart[],
  text: string,
  headings: readonly string[],
): Kind | undefined {
  const named = (line: string) => KINDS.find(([, pattern]) => pattern.test(line))?.[0];
  const byTitle = named(title);
  if (byTitle) return byTitle;
  const lines = front.filter(({ cover, lines, text }) => cover && lines <= 2 && text.length < 80).slice(0, 8);
  if (
    lines.some(({ text }) => /^(?:åbent |lukket )?(?:referat|mødereferat|beslutningsreferat|dagsorden)$/iu.test(text))
  )
    return "minutes";
  if (lines.some(({ text }) => /^(?:konference|program|conference|manual|(?:bruger)?håndbog)$/iu.test(text)))
    return "other";
  if (METHOD.test(text.slice(0, 8000)) || headings.some((heading) => METHOD_HEADING.test(heading))) return "research";
  // only a cover has room for lines that say what it is
  const isCover = front.filter(({ cover }) => cover).reduce((sum, part) => sum + part.text.length, 0) < 400;
  return isCover ? lines.map(({ text }) => named(text)).find((kind) => kind !== undefined) : undefined;
}
