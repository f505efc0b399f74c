import { overlap, type Span } from "../evidence/span.ts";
import type { AnchorHint } from "./verdict.ts";

/** A quote this short that stands in several places says nothing about which is meant. */
const TOO_SHORT = 12;

/**
 * Which of several equally good places is meant: the one in the hinted passage, then the one whose surroundings match
 * prefix and suffix best, then the first in the text.
 * @returns undefined when the quote is too short to mean any one of them and nothing tells them apart
 */
export function chooseOccurrence(
  spans: readonly Span[],
  quote: string,
  text: string,
  hint: AnchorHint,
): Span | undefined {
  if (spans.length <= 1) return spans[0];
  const context = (span: Span) =>
    hint.prefix === undefined && hint.suffix === undefined ? 0 : surroundings(span, text, hint);
  const inside = (span: Span) => (hint.span === undefined ? 0 : overlap(span, hint.span) > 0 ? 1 : 0);
  const distance = (span: Span) =>
    hint.span === undefined ? 0 : Math.max(0, hint.span.start - span.end, span.start - hint.span.end);
  const ranked = spans
    .map((span) => ({ span, inside: inside(span), context: context(span), distance: distance(span) }))
    .sort(
      (a, b) => b.inside - a.inside || b.context - a.context || a.distance - b.distance || a.span.start - b.span.start,
    );
  const [best, second] = ranked;
  const told =
    best!.inside !== second!.inside || best!.context !== second!.context || best!.distance !== second!.distance;
  return !told && quote.length < TOO_SHORT ? undefined : best!.span;
}

const surroundings = (span: Span, text: string, hint: AnchorHint) =>
  sharedEnd(text.slice(Math.max(0, span.start - 64), span.start), hint.prefix ?? "") +
  sharedStart(text.slice(span.end, span.end + 64), hint.suffix ?? "");

const squeezed = (text: string) => text.replace(/\s/g, "").toLowerCase();

function sharedEnd(a: string, b: string): number {
  const left = squeezed(a);
  const right = squeezed(b.slice(-64));
  let n = 0;
  while (n < left.length && n < right.length && left[left.length - 1 - n] === right[right.length - 1 - n]) n++;
  return n;
}

function sharedStart(a: string, b: string): number {
  const left = squeezed(a);
  const right = squeezed(b.slice(0, 64));
  let n = 0;
  while (n < left.length && n < right.length && left[n] === right[n]) n++;
  return n;
}
