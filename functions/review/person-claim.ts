import { attributionOf } from "../evidence/attribution-of.ts";
import type { Claim, Kind } from "../evidence/claim.ts";
import { claimIdOf, type ReportId, type ThemeId } from "../evidence/ids.ts";
import { namesFor } from "../evidence/names-for.ts";
import { occurrenceOf } from "../evidence/occurrence.ts";
import { passagesIn, type Reading, wordsIn } from "../evidence/reading.ts";
import type { Span } from "../evidence/span.ts";
import { checkStatement } from "../fidelity/check-statement.ts";
import { placed } from "../fidelity/citation.ts";

/** Whole words only: a hand that selects "entetide" means "Ventetiden". Space at the ends is nobody's. */
function snap(reading: Reading, span: Span): Span | undefined {
  const words = wordsIn(reading, span).filter(([start, end]) => reading.text.slice(start, end).trim() !== "");
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const isWord = (at: number) => /[\p{L}\p{N}]/u.test(reading.text[at] ?? "");
  let start = Math.max(first[0], Math.min(span.start, first[1]));
  let end = Math.min(last[1], Math.max(span.end, last[0]));
  while (start < end && /\s/u.test(reading.text[start] ?? "")) start++;
  while (end > start && /\s/u.test(reading.text[end - 1] ?? "")) end--;
  if (start === end) return undefined;
  while (start > 0 && isWord(start) && isWord(start - 1)) start--;
  while (end < reading.text.length && isWord(end - 1) && isWord(end)) end++;
  return { start, end };
}

/**
 * A claim that a person marked herself on the page.
 * @returns `undefined` when the span holds no words of the report.
 */
export function personClaim(
  reading: Reading,
  reportId: ReportId,
  marked: { start: number; end: number; text?: string | undefined; kind: Kind; themes: ThemeId[] },
): Claim | undefined {
  const span = snap(reading, { start: marked.start, end: Math.min(marked.end, reading.text.length) });
  if (span === undefined) return undefined;
  const citation = { ...placed(reading, span), reportId, fidelity: "verbatim" as const };
  const text = marked.text ?? citation.exact.replace(/\s+/gu, " ").trim();
  const attribution = attributionOf(reading, [span]);
  const attributions = namesFor([{ reportId, attribution }], new Map([[reportId, reading]]));
  const { checks, figures, flags } = checkStatement(text, [citation], { attributions });
  const inTable = passagesIn(reading, span).some((passage) => passage.kind === "table-row");
  return {
    id: claimIdOf(reportId, citation.exact, occurrenceOf(reading, citation.exact, span.start)),
    reportId,
    text,
    kind: marked.kind,
    themes: marked.themes,
    citations: [citation],
    flags: [...new Set([...flags, ...(inTable && figures.length > 0 ? (["number-in-table"] as const) : [])])],
    marks: [],
    checks,
    attribution,
    figures,
    // a person chose these words: nothing is calibrated about that
    confidence: 1,
    origin: { engine: "person" },
    status: "pending",
    version: 0,
  };
}
