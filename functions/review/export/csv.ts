import { stringify } from "csv-stringify/sync";
import type { Citation } from "../../evidence/citation.ts";
import { KIND_WORDS } from "../../evidence/kind-words.ts";
import type { Language } from "../../evidence/sentence.ts";
import type { Snapshot } from "./snapshot.ts";
import { CLAIM_STATUS, decisionInWords, momentInWords, SECTION, STATEMENT_STATUS, TEXT } from "./words.ts";

/** A cell whose text a spreadsheet would take for a formula begins with an apostrophe, which it shows as text. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n\0]/u;
export const guarded = (text: string) => (FORMULA.test(text) ? `'${text}` : text);

/** Numbers stay numbers, with a comma where the reader writes one. */
const decimal = (value: number, language: Language) =>
  language === "da" ? String(value).replace(".", ",") : String(value);

const HEADINGS: Record<Language, string[]> = {
  da: "Form;Id;Rapport;Udgiver;År;Side;Tema;Type;Tekst;Belæg;Ophav;Status;Mærker;Afgørelser;Sikkerhed;Start;Slut;Hviler på;Eksporteret".split(
    ";",
  ),
  en: "Row;Id;Report;Publisher;Year;Page;Theme;Kind;Text;Citation;Attribution;Status;Marks;Decisions;Confidence;Start;End;Rests on;Exported".split(
    ";",
  ),
};

const quotes = (citations: readonly Citation[]) => citations.map(({ exact }) => exact).join("\n");

/**
 * Claims, then statements, as Danish Excel opens them: semicolons, byte order mark, every cell quoted, CRLF between rows.
 * Text is guarded against being run as a formula; columns of numbers are left as they are.
 */
export function csvOf({ reports, themes, claims, at, language }: Snapshot): string {
  const byId = new Map(reports.map((report) => [report.id, report]));
  const themeName = new Map(themes.map(({ theme }) => [theme.id, theme.name[language]]));
  const moment = momentInWords(at, language);
  const rows: string[][] = [HEADINGS[language]];
  for (const claim of claims) {
    const report = byId.get(claim.reportId);
    const [first] = claim.citations;
    const { by, speaker, sources } = claim.attribution;
    rows.push([
      TEXT.claim[language],
      claim.id,
      guarded(report?.title ?? ""),
      guarded(report?.publisher ?? ""),
      report?.year === undefined ? "" : String(report.year),
      first === undefined ? "" : String(first.page),
      guarded(claim.themes.map((id) => themeName.get(id) ?? id).join(", ")),
      KIND_WORDS[claim.kind][language],
      guarded(claim.text),
      guarded(quotes(claim.citations)),
      guarded(speaker?.name ?? sources?.map(({ label }) => label).join("; ") ?? by),
      CLAIM_STATUS[claim.status][language],
      claim.marks.join(", "),
      guarded((claim.decisions ?? []).map((decision) => decisionInWords(decision, language)).join("\n")),
      decimal(Math.round(claim.confidence * 100) / 100, language),
      first === undefined ? "" : String(first.start),
      first === undefined ? "" : String(first.end),
      "",
      moment,
    ]);
  }
  for (const { theme, statements } of themes) {
    for (const statement of statements) {
      const [first] = statement.citations;
      const report = first && byId.get(first.reportId);
      rows.push([
        TEXT.statement[language],
        statement.id,
        guarded(report?.title ?? ""),
        guarded(report?.publisher ?? ""),
        report?.year === undefined ? "" : String(report.year),
        first === undefined ? "" : String(first.page),
        guarded(theme.name[language]),
        SECTION[statement.section][language],
        guarded(statement.text),
        guarded(quotes(statement.citations)),
        "",
        STATEMENT_STATUS[statement.status][language],
        "",
        guarded((statement.decisions ?? []).map((decision) => decisionInWords(decision, language)).join("\n")),
        "",
        "",
        "",
        statement.claimIds.join(" "),
        moment,
      ]);
    }
  }
  return stringify(rows, { delimiter: ";", quoted: true, quoted_empty: true, record_delimiter: "\r\n", bom: true });
}
