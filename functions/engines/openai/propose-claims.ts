import { looksLikeInstruction } from "../../evidence/instruction-like.ts";
import { canBeEvidence, type Passage } from "../../evidence/passage.ts";
import type { ClaimAnswer, ClaimRequest, ProposedClaim } from "../engine.ts";
import { type Asking, ask } from "./ask.ts";
import { attributionOf } from "./attribution.ts";
import { divide } from "./divide.ts";
import { repeatsPrompt } from "./leak.ts";
import { type PassageBlock, passageBlock } from "./passage-block.ts";
import type { Prompt, Prompts } from "./prompt-files.ts";
import { extractSystem } from "./prompt-text.ts";
import { claimsSchema, type RepliedClaim } from "./reply-schema.ts";

/** Passages shown before and after what is asked about, so that *dette* and *de* can be understood. */
const CONTEXT = 2;

/** No model says how sure it is: this is the share of model claims that experts are expected to keep, until measured. */
const CONFIDENCE = 0.7;
const CONFIDENCE_OF_SUSPECT = 0.2;

/** Asks the model about a batch of passages. Nothing here is believed yet: the quotes are as the model gave them. */
export async function proposeClaims(
  asking: Asking,
  prompts: Prompts,
  request: ClaimRequest,
  signal?: AbortSignal,
): Promise<ClaimAnswer> {
  const prompt = prompts.extract;
  const passages = request.passages.filter(canBeEvidence);
  const schema = claimsSchema(request.themes.map((theme) => theme.id));
  const system = extractSystem(prompt, request.themes);
  const blockOf = (run: readonly Passage[]) => {
    const from = request.passages.indexOf(run[0]!);
    const to = request.passages.indexOf(run.at(-1)!) + 1;
    return passageBlock(
      request.report.title,
      [...request.before, ...request.passages.slice(0, from)].slice(-CONTEXT),
      run,
      [...request.passages.slice(to), ...request.after].slice(0, CONTEXT),
    );
  };
  const { answered, unanswered } = await divide(
    passages,
    (run) =>
      ask(
        asking,
        {
          prompt,
          schema,
          messages: [
            { role: "system", text: system },
            { role: "user", text: blockOf(run).text },
          ],
          maxOutputTokens: outputBound(prompt, run.length),
        },
        signal,
      ),
    halveAtSection,
  );
  const claims = answered.flatMap(({ items, value }) => {
    const block = blockOf(items);
    return value.claims.map((claim) => proposed(claim, block, items, prompt));
  });
  return {
    claims: inReadingOrder(claims, request.passages),
    unanswered: unanswered.map(({ items, why }) => ({ passageIds: items.map((passage) => passage.id), why })),
    usage: asking.ledger.usage(),
  };
}

export const outputBound = ({ parameters }: Prompt, items: number) =>
  Math.min(parameters.outputAtMost, parameters.outputAtLeast + items * parameters.outputPerItem);

function proposed(
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

/** The middle of a run, moved to a section's border when one is near. */
function halveAtSection(run: readonly Passage[]): number {
  const middle = run.length >> 1;
  for (let away = 0; away <= run.length >> 2; away++) {
    for (const at of [middle - away, middle + away]) {
      if (at > 0 && at < run.length && run[at]!.section.join("\n") !== run[at - 1]!.section.join("\n")) return at;
    }
  }
  return middle;
}

/**
 * Sorted by where they stand, whatever order they were answered in, each said once: claims on the same words are one
 * claim, and the fuller one stays.
 */
function inReadingOrder(claims: readonly ProposedClaim[], passages: readonly Passage[]): ProposedClaim[] {
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
