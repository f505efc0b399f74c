import type { Citation } from "../evidence/citation.ts";
import type { ReportId } from "../evidence/ids.ts";
import { pageAt, type Reading, rectsOf } from "../evidence/reading.ts";
import type { Span } from "../evidence/span.ts";
import type { Anchor } from "./verdict.ts";

/** UTF-16 units of context kept on either side, as W3C selectors and the contract have it. */
const CONTEXT = 32;

/** The citation of a quote that was found: the source's own words, their surroundings, page and rectangles. */
export function citationFor(
  reading: Pick<Reading, "text" | "pages" | "words">,
  reportId: ReportId,
  anchor: Extract<Anchor, { found: true }>,
): Citation {
  const { start, end, fidelity, edits } = anchor;
  return {
    ...placed(reading, { start, end }),
    reportId,
    fidelity,
    ...(edits.length > 0 ? { edits } : {}),
  };
}

/** What a citation says about a place, whoever quoted it. */
export function placed(reading: Pick<Reading, "text" | "pages" | "words">, { start, end }: Span) {
  const { text } = reading;
  return {
    page: pageAt(reading, start),
    start,
    end,
    exact: text.slice(start, end),
    prefix: text.slice(wholeFrom(text, Math.max(0, start - CONTEXT)), start),
    suffix: text.slice(end, wholeTo(text, Math.min(text.length, end + CONTEXT))),
    rects: rectsOf(reading, { start, end }),
  };
}

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** The offset, or one later where it would cut a character outside the BMP in two. */
const wholeFrom = (text: string, at: number) => (isLowSurrogate(text.charCodeAt(at)) ? at + 1 : at);
const wholeTo = (text: string, at: number) => (isLowSurrogate(text.charCodeAt(at)) ? at - 1 : at);
