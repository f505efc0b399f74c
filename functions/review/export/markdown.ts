import { KIND_WORDS } from "../../evidence/kind-words.ts";
import { cleanLine } from "./clean-text.ts";
import { citationInWords, citedSources } from "./footnotes.ts";
import type { Snapshot } from "./snapshot.ts";
import {
  CLAIM_STATUS,
  decisionInWords,
  momentInWords,
  reportName,
  SECTION,
  SECTIONS,
  STATEMENT_STATUS,
  TEXT,
} from "./words.ts";

/** Text is only text: what Markdown or HTML would make of its signs is taken from them. */
const plain = (text: string) =>
  cleanLine(text)
    .replace(/[\\`*_{}[\]()<>#!|~^$]/g, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(/^([-+=])/, "\\$1")
    .replaceAll("&", "&amp;")
    .replace(/\b(https?|ftp|mailto|javascript|data):/gi, "$1&#58;")
    .replace(/\bwww\./gi, "www&#46;");

const cell = (text: string) => plain(text);

export function markdownOf(snapshot: Snapshot): string {
  const { workspace, scope, at, language, reports, themes, claims } = snapshot;
  const lines: string[] = [
    `# ${plain(workspace.name)}`,
    "",
    `${TEXT[scope][language]}. ${TEXT.exported[language]} ${momentInWords(at, language)} (${at}).`,
    "",
  ];
  const notes: string[] = [];
  for (const { theme, statements } of themes) {
    if (statements.length === 0) continue;
    lines.push(`## ${plain(theme.name[language])}`, "");
    for (const section of SECTIONS) {
      const inSection = statements.filter((statement) => statement.section === section);
      if (inSection.length === 0) continue;
      lines.push(`### ${SECTION[section][language]}`, "");
      for (const { text, status, citations } of inSection) {
        const marks = citations.map((citation) => {
          notes.push(citationInWords(citation, reports, language));
          return `[^${notes.length}]`;
        });
        const said = scope === "all" ? ` (${STATEMENT_STATUS[status][language]})` : "";
        lines.push(`${plain(text)}${said}${marks.join("")}`, "");
      }
    }
  }
  lines.push(`## ${TEXT.sources[language]}`, "", ...reports.map((report) => `- ${plain(reportName(report))}`), "");
  const cited = citedSources(snapshot);
  if (cited.length > 0) {
    lines.push(`### ${TEXT.citedThere[language]}`, "", ...cited.map(({ label }) => `- ${plain(label)}`), "");
  }
  const heads = [TEXT.claim, TEXT.kind, TEXT.status, TEXT.where, TEXT.quote, TEXT.decisions].map(
    (head) => head[language],
  );
  lines.push(`## ${TEXT.appendix[language]}`, "", `| ${heads.join(" | ")} |`, `|${" --- |".repeat(heads.length)}`);
  for (const claim of claims) {
    const report = reports.find(({ id }) => id === claim.reportId);
    const decisions = (claim.decisions ?? []).map((decision) => cell(decisionInWords(decision, language)));
    const cells = [
      cell(claim.text),
      KIND_WORDS[claim.kind][language],
      CLAIM_STATUS[claim.status][language],
      cell(`${reportName(report)}, ${TEXT.page[language]} ${claim.citations[0]?.page ?? ""}`),
      claim.citations.map(({ exact }) => `»${cell(exact)}«`).join("<br>"),
      decisions.length === 0 ? TEXT.none[language] : decisions.join("<br>"),
    ];
    lines.push(`| ${cells.join(" | ")} |`);
  }
  lines.push("", ...notes.map((note, i) => `[^${i + 1}]: ${plain(note)}`), "");
  return lines.join("\n");
}
