import { looksLikeInstruction } from "../../evidence/instruction-like.ts";
import type { Passage } from "../../evidence/passage.ts";
import type { ProposedClaim } from "../engine.ts";
import { attributionOf } from "./attribution.ts";
import { repeatsPrompt } from "./leak.ts";
import type { PassageBlock } from "./passage-block.ts";
import type { Prompt } from "./prompt-files.ts";
import type { RepliedClaim } from "./reply-schema.ts";

/** No model says how sure it is: this is the share of model claims that experts are expected to keep, until measured. */
const CONFIDENCE = 0.7;
const CONFIDENCE_OF_SUSPECT = 0.2;

/** What the model said, by the passages' own ids. */
export function proposed(
  claim: RepliedClaim,
  block: PassageBlock,
  passages: readonly Passage[],
  prompt: Prompt,
): ProposedClaim {
  const quotes = claim.quotes.map(({ id, quote }) => ({ passageId: block.passageOf(id)?.id ?? id, quote }));
  const attribution = attributionOf(claim, passages);
  // a list's mark belongs to the page, not to what is said
  const quoted = claim.quotes.map(({ quote }) => quote.trim().replace(/^[-–—•▪◦·*]\s+/, "")).join(" ");
  const text = claim.text?.trim() || quoted;
  const suspect =
    looksLikeInstruction(text) ||
    claim.quotes.some(({ id, quote }) => looksLikeInstruction(block.passageOf(id)?.text ?? quote));
  return {
    // where a document may have had its say, or the prompt is recited, the model's own words are not used: the quote is,
    // and the gate lets that through only if the report has it
    text: suspect || repeatsPrompt(prompt, text) ? quoted : text,
    kind: claim.kind,
    themes: [...new Set(claim.themes)] as ProposedClaim["themes"],
    quotes,
    confidence: suspect ? CONFIDENCE_OF_SUSPECT : CONFIDENCE,
    ...(attribution === undefined || suspect ? {} : { attribution }),
    ...(suspect ? { flags: ["looks-like-instruction"] } : {}),
  };
}

/**
 * Sorted by where they stand, whatever order they were answered in, each said once: claims on the same words are one
 * claim, and the fuller one stays.
 */
export function inReadingOrder(claims: readonly ProposedClaim[], passages: readonly Passage[]): ProposedClaim[] {
  const orderOf = new Map<string, number>(passages.map((passage, index) => [passage.id, index]));
  const place = (quote: ProposedClaim["quotes"][number]): [number, number] => {
    const index = orderOf.get(quote.passageId);
    return index === undefined
      ? [Number.MAX_SAFE_INTEGER, 0]
      : [index, passages[index]!.text.indexOf(quote.quote.trim())];
  };
  const compareQuotes = (a: ProposedClaim["quotes"][number], b: ProposedClaim["quotes"][number]) => {
    const [passageA, offsetA] = place(a);
    const [passageB, offsetB] = place(b);
    return passageA - passageB || offsetA - offsetB || compare(a.quote, b.quote);
  };
  const sorted = claims
    .map((claim) => ({ ...claim, quotes: [...claim.quotes].sort(compareQuotes) }))
    .sort(
      (a, b) =>
        compareQuotes(a.quotes[0]!, b.quotes[0]!) ||
        b.quotes.length - a.quotes.length ||
        b.text.length - a.text.length ||
        compare(JSON.stringify(a), JSON.stringify(b)),
    );
  const said = new Set<string>();
  return sorted.filter(({ quotes }) => {
    const first = `${quotes[0]!.passageId} ${quotes[0]!.quote.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "")}`;
    return said.has(first) ? false : said.add(first);
  });
}

/** By code unit: the same on every machine. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
