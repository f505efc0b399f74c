import type { Claim } from "../../evidence/claim.ts";
import type { DraftRequest } from "../engine.ts";
import type { Point } from "./gather.ts";
import type { Item } from "./item.ts";
import { bare, isPartOfQuote } from "./reads-alone.ts";

/** Who a lead-in names: `Sundhedsministeriet (2021)`. */
interface Voice {
  name: string;
  year?: string;
}

const WORDS = {
  da: { according: "Ifølge", and: "og", reports: "rapporter", against: "Heroverfor står:" },
  en: { according: "According to", and: "and", reports: "reports", against: "Against this:" },
};

const MOST_VOICES = 2;
/** A longer title says less about who speaks than it takes to read. */
const LONGEST_NAME = 80;

/** A report without a known publisher is named by its title, which may already hold the year. */
function reportVoice(report: DraftRequest["reports"][number] | undefined): Voice | undefined {
  const name = report?.publisher ?? report?.title;
  if (!name) return undefined;
  return { name, ...(report?.year === undefined || /\b\d{4}\b/.test(name) ? {} : { year: String(report.year) }) };
}

const ACCORDING = /^(?:\[[^\]]*\]\s*)?(?:Ifølge|According to)\s/u;

function voiceOf(claim: Claim, manner: Manner): Voice | undefined {
  const { by, sources, speaker } = claim.attribution;
  if (by === "speaker" && speaker) return { name: speaker.name };
  const only = by === "source" && sources?.length === 1 ? sources[0] : undefined;
  // "2022b" is a year of a list of references, and so the reference stays where it stands; a name that begins
  // with "Ifølge" belongs to the sentence after
  if (only && !/\p{L}/u.test(only.year ?? "") && !ACCORDING.test(only.author))
    return { name: only.author, ...(only.year === undefined ? {} : { year: only.year }) };
  return manner.nameReports ? reportVoice(manner.reports.find(({ id }) => id === claim.reportId)) : undefined;
}

const OPENS_WITH_WHO =
  /^(?:Også |Professor |Overlæge )?(?:\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){0,4}|\p{Lu}{2,}) (?:påpeger|peger på|konkluderer|fremhæver|udtaler|vurderer|angiver|oplyser|understreger|mener|foreslår|anbefaler|skriver|states|reports|concludes|recommends)(?!\p{L})/u;
/** "Klinikerne vurderer": a group that speaks within a report, whose report is still to be named. */
const A_GROUP = /^(?:Også )?\p{Lu}\p{Ll}+(?:erne|ene|et|en) \p{Ll}/u;

/** Whether the sentence itself already says whose it is. */
function names(text: string, { name }: Voice): boolean {
  if (ACCORDING.test(text) || (OPENS_WITH_WHO.test(text) && !A_GROUP.test(text))) return true;
  const plain = name.replace(/\s+et al\.?$/u, "");
  return text.replace(/\([^()]*\)/gu, "").includes(plain);
}

/** The reference in brackets that a lead-in has taken over: "(Sundhedsministeriet, 2021, s. 23)". */
function withoutReference(text: string, { name, year }: Voice): string {
  if (year === undefined) return text;
  return text.replace(/\s*\(([^()]*)\)/gu, (whole, inside: string) =>
    inside.startsWith(name) && inside.includes(year) && !inside.includes(";") ? "" : whole,
  );
}

export interface Manner {
  language: "da" | "en";
  reports: DraftRequest["reports"];
  /** Name a report's own publisher: only where there are several reports to tell apart. */
  nameReports: boolean;
  /** False once the gate has refused a year that only the lead-in has. */
  years: boolean;
}

const ended = (text: string) => (/[.!?][\s»«”“")\]]*$/u.test(text) ? text : `${text}.`);
/** A footnote's mark after the full stop means nothing away from its page. */
const withoutMark = (text: string) => text.trim().replace(/(?<=[.!?»«”“"])[⁰¹²³⁴-⁹]+$/u, "");

/** The lead-in that says whose words a point is told in, and the words; no lead-in where they say so themselves. */
function leadOf(point: Point, manner: Manner): { lead: string; text: string } {
  const words = WORDS[manner.language];
  const first = point.claims[0]!;
  const text = withoutMark(first.text);
  const own = voiceOf(first, manner);
  if (!own || own.name.length > LONGEST_NAME) return { lead: "", text };
  const spare = withoutReference(text, own);
  if (names(spare, own)) return { lead: "", text };
  const voices = [own];
  for (const claim of point.claims) {
    const voice = voiceOf(claim, manner);
    if (voice && !voices.some(({ name }) => name === voice.name)) voices.push(voice);
  }
  const dated = ({ name, year }: Voice) => (manner.years && year ? `${name} (${year})` : name);
  const named = voices.length <= MOST_VOICES ? voices : [own];
  return { lead: `${words.according} ${named.map(dated).join(` ${words.and} `)}: `, text: spare };
}

/** A point in one claim's own words and what leans on them: who says it, and how many reports do. */
function said(point: Point, manner: Manner, counted: boolean): string {
  const { lead, text } = leadOf(point, manner);
  // a heading in brackets stays first: it is no word of whoever says the rest
  const heading = /^\[[^\]\n]*\]\s*/u.exec(text)?.[0] ?? "";
  const count = counted && point.reports > 1 ? ` (${point.reports} ${WORDS[manner.language].reports})` : "";
  const sentence = text.slice(heading.length);
  const body = count === "" ? sentence : `${sentence.replace(/[.!]\W*$/u, "")}${count}.`;
  const follow = point.follow === undefined ? "" : ` ${ended(withoutMark(bare(point.follow.text)))}`;
  return `${heading}${lead}${follow === "" || isPartOfQuote(body) ? body : ended(body)}${follow}`;
}

/** A statement: one point, or two side by side, each in its own words with who says it. */
export function told({ points: [one, other], as }: Item, manner: Manner): string {
  if (!other) return said(one, manner, true);
  const between = as === "difference" ? ` ${WORDS[manner.language].against} ` : " ";
  // a count of reports would be a count of both sides
  return `${ended(said(one, manner, false))}${between}${said(other, manner, false)}`;
}
