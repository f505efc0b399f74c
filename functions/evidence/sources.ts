import type { Claim } from "./claim.ts";
import type { ReportId } from "./ids.ts";
import type { Reading } from "./reading.ts";
import type { Source } from "./source.ts";
import { overlap, type Span } from "./span.ts";

/** What is needed of a report of the workspace to see that it is a source another one cites. */
export interface KnownReport {
  id: ReportId;
  title: string;
  publisher?: string | undefined;
  year?: number | undefined;
}

/**
 * The works that a report cites: how often, on which pages of theirs, which claims rest on them, and whether one is
 * itself a report of this workspace. Most often cited first.
 */
export function sourcesOf(
  reading: Pick<Reading, "mentions" | "references">,
  claims: readonly Pick<Claim, "id" | "citations" | "attribution">[],
  workspaceReports: readonly KnownReport[] = [],
): Source[] {
  const references = new Map(reading.references.map(({ label, entry }) => [label, entry]));
  const sources = new Map<string, Source>();
  for (const mention of reading.mentions) {
    let source = sources.get(mention.label);
    if (source === undefined) {
      source = { label: mention.label, author: mention.author, pages: [], mentions: 0, claimIds: [] };
      if (mention.year !== undefined) source.year = mention.year;
      const entry = references.get(mention.label);
      if (entry !== undefined) source.reference = entry;
      const report = workspaceReports.find((known) => isReport(known, source!, entry));
      if (report !== undefined) source.reportId = report.id;
      sources.set(mention.label, source);
    }
    source.mentions++;
    for (const page of mention.pages) if (!source.pages.includes(page)) source.pages.push(page);
    for (const claim of claims) {
      if (source.claimIds.includes(claim.id)) continue;
      const named = claim.attribution.sources?.some(({ label }) => label === mention.label);
      const { note } = mention;
      const rests = ({ start, end }: Span) =>
        overlap({ start, end }, mention) > 0 || (note !== undefined && overlap({ start, end }, note) > 0);
      if (named || claim.citations.some(rests)) source.claimIds.push(claim.id);
    }
  }
  for (const source of sources.values()) source.pages.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const collator = new Intl.Collator("da");
  return [...sources.values()].sort((a, b) => b.mentions - a.mentions || collator.compare(a.label, b.label));
}

const fold = (text: string) =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * Where the reference list has the source, its entry must quote the report's title (a short title would be found
 * anywhere); where it has not, publisher and year must be the same.
 */
function isReport(report: KnownReport, source: Source, reference: string | undefined): boolean {
  const title = fold(report.title);
  if (reference !== undefined) return title.length >= 20 && fold(reference).includes(title);
  if (report.publisher === undefined || report.year === undefined || source.year === undefined) return false;
  return fold(report.publisher) === fold(source.author) && source.year.startsWith(String(report.year));
}
