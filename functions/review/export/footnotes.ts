import type { Citation } from "../../evidence/citation.ts";
import type { Language } from "../../evidence/sentence.ts";
import { cleanLine } from "./clean-text.ts";
import type { Snapshot } from "./snapshot.ts";
import { reportName, TEXT } from "./words.ts";

/** What a footnote says of a citation: report, page, and the words themselves. */
export function citationInWords(
  { reportId, page, exact }: Citation,
  reports: Snapshot["reports"],
  language: Language,
): string {
  const report = reports.find(({ id }) => id === reportId);
  return `${reportName(report)}, ${TEXT.page[language]} ${page}: »${cleanLine(exact)}«`;
}

export interface CitedSource {
  label: string;
  author: string;
  year?: string | undefined;
}

/** Works that the exported claims are attributed to, each once, in the alphabet's order. */
export function citedSources({ claims }: Snapshot): CitedSource[] {
  const byLabel = new Map<string, CitedSource>();
  for (const { attribution } of claims) {
    for (const { label, author, year } of attribution.sources ?? []) byLabel.set(label, { label, author, year });
  }
  const danish = new Intl.Collator("da");
  return [...byLabel.values()].sort((a, b) => danish.compare(a.label, b.label));
}
