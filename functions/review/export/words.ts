import type { Claim } from "../../evidence/claim.ts";
import type { Decision } from "../../evidence/decision.ts";
import type { DraftSection, StatementStatus } from "../../evidence/draft.ts";
import type { Language, Sentence } from "../../evidence/sentence.ts";
import type { StoredReport } from "../../store/store.ts";
import { cleanLine } from "./clean-text.ts";

export const SECTION: Record<DraftSection, Sentence> = {
  status: { da: "Status", en: "Status" },
  challenges: { da: "Udfordringer", en: "Challenges" },
  opportunities: { da: "Muligheder", en: "Opportunities" },
  "knowledge-gaps": { da: "Videnshuller", en: "Knowledge gaps" },
  recommendations: { da: "Mulige anbefalinger", en: "Possible recommendations" },
};
export const SECTIONS = Object.keys(SECTION) as DraftSection[];

export const CLAIM_STATUS: Record<Claim["status"], Sentence> = {
  pending: { da: "Foreslået", en: "Proposed" },
  accepted: { da: "Godkendt", en: "Accepted" },
  rejected: { da: "Afvist", en: "Rejected" },
  conflict: { da: "Uenige", en: "Disagree" },
};

export const STATEMENT_STATUS: Record<StatementStatus, Sentence> = {
  pending: { da: "Afventer", en: "Waiting" },
  accepted: { da: "Godkendt", en: "Accepted" },
  rejected: { da: "Afvist", en: "Rejected" },
  reread: { da: "Skal genlæses", en: "Re-read" },
};

export const VERDICT: Record<Decision["verdict"], Sentence> = {
  accept: { da: "godkendte", en: "accepted" },
  reject: { da: "afviste", en: "rejected" },
  reword: { da: "rettede", en: "reworded" },
  comment: { da: "kommenterede", en: "commented" },
  reopen: { da: "fortrød", en: "reopened" },
  settle: { da: "afgjorde", en: "settled" },
};

const REASON: Record<string, Sentence> = {
  "not-in-source": { da: "står ikke i kilden", en: "not in the source" },
  "out-of-context": { da: "revet ud af sammenhængen", en: "out of context" },
  "wrong-kind-or-theme": { da: "forkert type eller tema", en: "wrong kind or theme" },
  duplicate: { da: "gentagelse", en: "duplicate" },
  outdated: { da: "forældet", en: "outdated" },
  "not-relevant": { da: "ikke relevant", en: "not relevant" },
  other: { da: "andet", en: "other" },
  unsure: { da: "i tvivl", en: "unsure" },
  "must-not-return": { da: "må ikke foreslås igen", en: "must not be proposed again" },
  sorted: { da: "sorteret om", en: "sorted anew" },
};

export const TEXT = {
  accepted: { da: "Godkendt grundlag", en: "Accepted evidence" },
  all: { da: "Alt, også det uafgjorte", en: "Everything, undecided included" },
  exported: { da: "Eksporteret", en: "Exported" },
  sources: { da: "Kilder", en: "Sources" },
  citedThere: { da: "Kilder, som rapporterne henviser til", en: "Sources that the reports cite" },
  appendix: { da: "Bilag: udsagn og afgørelser", en: "Appendix: claims and decisions" },
  nothing: { da: "Ingen sætninger.", en: "No statements." },
  page: { da: "s.", en: "p." },
  claim: { da: "Udsagn", en: "Claim" },
  statement: { da: "Sætning", en: "Statement" },
  kind: { da: "Type", en: "Kind" },
  status: { da: "Status", en: "Status" },
  where: { da: "Rapport og side", en: "Report and page" },
  quote: { da: "Belæg", en: "Citation" },
  decisions: { da: "Afgørelser", en: "Decisions" },
  none: { da: "Ingen", en: "None" },
} as const satisfies Record<string, Sentence>;

/** `21. november 2026 kl. 14.05`, as it is written in Denmark, whatever the machine is set to. */
export function momentInWords(at: string, language: Language): string {
  const when = new Date(at);
  const zone = { timeZone: "Europe/Copenhagen" } as const;
  if (language === "da") {
    const day = new Intl.DateTimeFormat("da-DK", { dateStyle: "long", ...zone }).format(when);
    const time = new Intl.DateTimeFormat("da-DK", { hour: "2-digit", minute: "2-digit", ...zone }).format(when);
    return `${day} kl. ${time.replace(":", ".")}`;
  }
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", ...zone }).format(when);
}

/** `Prøvestyrelsen (2024): Prøverapport om forløb` */
export function reportName(report: Pick<StoredReport, "title" | "publisher" | "year"> | undefined): string {
  if (report === undefined) return "–";
  const { publisher, year, title } = report;
  const who = [publisher, year === undefined ? undefined : `(${year})`].filter((part) => part !== undefined).join(" ");
  return cleanLine(who === "" ? title : `${who}: ${title}`);
}

/** `Ekspert 1 afviste 21. november 2026 kl. 14.05 (ikke relevant): kommentar` */
export function decisionInWords(decision: Decision, language: Language): string {
  const { verdict, reason, comment, text, settledAs, by, at } = decision;
  const what = settledAs === undefined ? VERDICT[verdict][language] : `${VERDICT[verdict][language]} (${settledAs})`;
  const why = reason === undefined ? "" : ` (${REASON[reason]?.[language] ?? reason})`;
  const said = [text === undefined ? "" : `»${text}«`, comment ?? ""].filter((part) => part !== "").join(" ");
  return cleanLine(`${by.name} ${what} ${momentInWords(at, language)}${why}${said === "" ? "" : `: ${said}`}`);
}
