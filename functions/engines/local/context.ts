import type { PassageKind } from "../../evidence/passage.ts";
import type { ReportKind } from "../../evidence/reading.ts";

/** What the engine looks at of a passage; training sentences have it too. */
export interface PassageLike {
  text: string;
  kind: PassageKind;
  /** Titles of the headings above it, outermost first. */
  section: readonly string[];
}

/** A passage and what stands around it. */
export interface InContext extends PassageLike {
  report: ReportKind | undefined;
  /** The sentence that a list or box hangs on: "Følgegruppen havde følgende kommentarer:". */
  intro: string;
  previous: PassageLike | undefined;
  next: PassageLike | undefined;
  /** A short line without a full stop that stands as a heading above the passage though it was not read as one. */
  minorHeading: string;
  /** 0 for the first passage under its heading, counted without the headings. */
  position: number;
}

const HANGS_ON = new Set<PassageKind>(["list-item", "box", "table-row"]);
const announces = (text: string) => /:\s*$/.test(text);
export const isBulleted = (text: string) => /^\s*(?:[•▪◼■●○‣·–—*-]|\d{1,2}[.)]|[a-zæøå]\))\s/u.test(text);

const BULLET = /^\s*(?:[•▪◼■●○‣·–—*“”"-]+|\d{1,2}[.)](?!\d)|[a-zæøå]\))\s*/u;
/** A list item's or quote's own words. */
export const withoutBullet = (text: string) => text.replace(BULLET, "");

const LONGEST_HEADING = 60;
const looksLikeHeading = ({ kind, text }: PassageLike) =>
  kind === "body" && text.length <= LONGEST_HEADING && /^\p{Lu}/u.test(text) && !/[.:;,?!]\W*$/u.test(text);

/** A passage is a sentence or a row; of a longer one only the beginning is judged, so that no text can take long. */
const LONGEST_READ = 2000;

/** Sees each passage among its neighbours. A list's introduction carries over the whole list, not past its section. */
export function inContext(whole: readonly PassageLike[], report: ReportKind | undefined): InContext[] {
  const passages = whole.map((passage) =>
    passage.text.length > LONGEST_READ ? { ...passage, text: passage.text.slice(0, LONGEST_READ) } : passage,
  );
  let intro = "";
  let position = 0;
  let minorHeading = "";
  return passages.map((passage, i) => {
    const previous = passages[i - 1];
    const sameSection = previous !== undefined && previous.section.join("\n") === passage.section.join("\n");
    position = sameSection && previous.kind !== "heading" ? position + 1 : 0;
    if (passage.kind === "heading" || (!sameSection && previous)) minorHeading = "";
    const heading = minorHeading;
    if (looksLikeHeading(passage)) minorHeading = passage.text;
    const hangs = HANGS_ON.has(passage.kind) || isBulleted(passage.text);
    if (!sameSection && !hangs) intro = "";
    if (previous && announces(previous.text) && !HANGS_ON.has(previous.kind)) intro = previous.text;
    // a sentence between two items of a list belongs to the item before it: the introduction is kept one paragraph long
    else if (!hangs && !(previous && (HANGS_ON.has(previous.kind) || isBulleted(previous.text)))) intro = "";
    return {
      text: passage.text,
      kind: passage.kind,
      section: passage.section,
      report,
      intro,
      previous,
      next: passages[i + 1],
      minorHeading: heading,
      position,
    };
  });
}

/** What a heading says about the sentences under it. */
export type HeadingSense =
  | "method"
  | "preface"
  | "contents"
  | "summary"
  | "background"
  | "plan"
  | "status"
  | "challenges"
  | "opportunities"
  | "gaps"
  | "recommendations"
  | "results"
  | "meeting"
  | "references";

const HEADING_SENSES: readonly [HeadingSense, RegExp][] = [
  ["contents", /indhold(?:sfortegnelse)?$|contents/iu],
  ["references", /litteratur(?:liste)?$|referencer|kilder$|references|bibliograph/iu],
  [
    "method",
    /metode|empiri|datagrundlag|datakilder|udvælgelse|fremgangsmåde|interview|desk research|litteratursøgning|afgrænsning|fakta om|læsevejledning|formål|om (?:rapporten|notatet|undersøgelsen)|kolofon|method|about this|data sources|scope|search strategy/iu,
  ],
  ["preface", /forord|preface|foreword|tak til/iu],
  [
    "summary",
    /hovedresultat|sammenfatning|resum[eé]|opsamling|konklusion|kort fortalt|summary|conclusion|key (?:findings|messages)|hovedpointer/iu,
  ],
  [
    "recommendations",
    /anbefaling|forslag|perspektiv|handlemuligheder|næste skridt|tiltag|recommend|proposal|next steps/iu,
  ],
  ["gaps", /vidensbehov|videnshul|behov for viden|manglende viden|knowledge gap|research needs|uafklarede/iu],
  ["challenges", /udfordring|problem|barriere|opmærksomhedspunkt|bekymring|challenge|barrier/iu],
  ["opportunities", /mulighed|potentiale|fordele|gevinst|opportunit|potential|benefit/iu],
  [
    "plan",
    /kræftplan|initiativ|målsætning|politisk|aftale|fokuspunkt|indsatsområde|finansiering|økonomi|cancer plan|commitment/iu,
  ],
  ["status", /status|udmøntning|implementering|gennemførelse|nuværende|i dag|udviklingen|status|implementation/iu],
  ["background", /baggrund|indledning|introduktion|background|introduction/iu],
  ["results", /resultat|fund|analyse|tal|forekomst|overlevelse|deltagelse|dækning|results|findings/iu],
  [
    "meeting",
    /dagsorden|punkt|referat|møde|godkendelse|eventuelt|velkomst|orientering|drøftelse|agenda|minutes|any other business/iu,
  ],
];

/** Senses of the headings above a passage, the nearest heading last. */
export const headingSenses = (section: readonly string[]): HeadingSense[][] =>
  section.map((title) => HEADING_SENSES.filter(([, pattern]) => pattern.test(title)).map(([sense]) => sense));
