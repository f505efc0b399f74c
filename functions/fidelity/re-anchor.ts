import { isDeepStrictEqual } from "node:util";
import type { Citation } from "../evidence/citation.ts";
import type { Claim, Flag } from "../evidence/claim.ts";
import type { Reading } from "../evidence/reading.ts";
import type { Span } from "../evidence/span.ts";
import { anchorQuote } from "./anchor-quote.ts";
import { placed } from "./citation.ts";
import { preparedReading } from "./prepared-reading.ts";

type NewReading = Pick<Reading, "text" | "pages" | "words">;

/** What became of a citation in another reading or version of its report. */
export type Reanchored =
  /** The same words on the same page; offsets and rectangles may have shifted with the reader. */
  | { state: "same"; citation: Citation }
  /** The same words on another page. */
  | { state: "moved"; citation: Citation }
  /** Other words, and what they are now. */
  | { state: "changed"; citation: Citation }
  /** No longer there, or no longer saying it; `near` are the words most like it. */
  | { state: "vanished"; near?: Span };

/** Where a stored citation stands in a newer reading of its report. */
export function reanchorCitation(citation: Citation, reading: NewReading): Reanchored {
  const page = reading.pages.find(({ page }) => page === citation.page);
  const anchor = anchorQuote(preparedReading(reading), citation.exact, {
    prefix: citation.prefix,
    suffix: citation.suffix,
    ...(page === undefined ? {} : { span: page }),
  });
  if (!anchor.found) return { state: "vanished", ...(anchor.near === undefined ? {} : { near: anchor.near }) };
  if (anchor.reason !== undefined) return { state: "vanished", near: { start: anchor.start, end: anchor.end } };
  const place = placed(reading, anchor);
  if (anchor.fidelity === "differs") {
    return { state: "changed", citation: { ...citation, ...place, fidelity: "differs", edits: anchor.edits } };
  }
  return { state: place.page === citation.page ? "same" : "moved", citation: { ...citation, ...place } };
}

/**
 * A claim's citations and flags after its report was read anew.
 * @returns undefined when nothing about them changed. A citation that vanished stays as it was, and the claim says so.
 */
export function reAnchor(
  claim: Pick<Claim, "citations" | "flags">,
  reading: NewReading,
): Pick<Claim, "citations" | "flags"> | undefined {
  const outcomes = claim.citations.map((citation) => reanchorCitation(citation, reading));
  const flags = new Set<Flag>(claim.flags.filter((flag) => flag !== "moved" && flag !== "vanished"));
  if (outcomes.some(({ state }) => state === "moved")) flags.add("moved");
  if (outcomes.some(({ state }) => state === "changed")) flags.add("moved").add("wording-differs");
  if (outcomes.some(({ state }) => state === "vanished")) flags.add("vanished");
  const after = {
    citations: outcomes.map((outcome, i) => (outcome.state === "vanished" ? claim.citations[i]! : outcome.citation)),
    flags: [...flags].sort(),
  };
  const before = { citations: claim.citations, flags: [...claim.flags].sort() };
  return isDeepStrictEqual(before, after) ? undefined : after;
}
