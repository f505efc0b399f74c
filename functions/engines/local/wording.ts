import type { Claim } from "../../evidence/claim.ts";
import type { DraftRequest } from "../engine.ts";
import type { Point } from "./gather.ts";

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
/** What counts as a short name: a title is no name of who says something. */
const LONGEST_NAME = 60;

function voiceOf(claim: Claim, reports: DraftRequest["reports"]): Voice | undefined {
  const { by, sources, speaker } = claim.attribution;
  if (by === "speaker" && speaker) return { name: speaker.name };
  if (by === "source") {
    const only = sources?.length === 1 ? sources[0] : undefined;
    return only ? { name: only.author, ...(only.year === undefined ? {} : { year: only.year }) } : undefined;
  }
  const report = reports.find(({ id }) => id === claim.reportId);
  if (!report?.publisher) return undefined;
  return { name: report.publisher, ...(report.year === undefined ? {} : { year: String(report.year) }) };
}

const SAYS_WHO =
  /^(?:\[[^\]]*\]\s*)?(?:(?:Ifølge|According to)\s|(?:Også |Professor |Overlæge )?\p{Lu}[\p{L}-]+(?: [\p{L}-]+){0,4} (?:påpeger|peger på|konkluderer|fremhæver|udtaler|vurderer|angiver|oplyser|understreger|mener|foreslår|anbefaler|skriver|states|reports|concludes|recommends)(?!\p{L}))/u;

/** Whether the sentence itself already says whose it is. */
function names(text: string, { name }: Voice): boolean {
  if (SAYS_WHO.test(text)) return true;
  const first = name.replace(/\s+et al\.?$/u, "").split(/[\s,&]/u)[0] ?? name;
  return text.toLowerCase().includes(first.toLowerCase());
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

/** A point as a sentence: who says it, its words, and how many reports do. The words are one claim's own. */
export function said(point: Point, manner: Manner): string {
  const words = WORDS[manner.language];
  const first = point.claims[0]!;
  const voices: Voice[] = [];
  for (const claim of point.claims) {
    if (claim.attribution.by === "report" && !manner.nameReports) continue;
    const voice = voiceOf(claim, manner.reports);
    if (voice && !voices.some(({ name }) => name === voice.name)) voices.push(voice);
  }
  let text = first.text.trim();
  let lead = "";
  const own = first.attribution.by === "report" && !manner.nameReports ? undefined : voiceOf(first, manner.reports);
  if (own && own.name.length <= LONGEST_NAME && voices.length <= MOST_VOICES) {
    const bare = withoutReference(text, own);
    if (!names(bare, own)) {
      text = bare;
      const dated = ({ name, year }: Voice) => (manner.years && year ? `${name} (${year})` : name);
      lead = `${words.according} ${[own, ...voices.filter(({ name }) => name !== own.name)].map(dated).join(` ${words.and} `)}: `;
    }
  }
  const count = point.reports > 1 ? ` (${point.reports} ${words.reports})` : "";
  return `${lead}${count === "" ? text : `${text.replace(/([.!])\W*$/u, "")}${count}.`}`;
}

/** Both sides of a contradiction, each in its own words. */
export const against = (one: string, other: string, language: "da" | "en") =>
  `${/[.!?]\W*$/u.test(one) ? one : `${one}.`} ${WORDS[language].against} ${other}`;
