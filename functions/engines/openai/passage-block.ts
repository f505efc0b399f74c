import { looksLikeInstruction } from "../../evidence/instruction-like.ts";
import { canBeEvidence, type Passage, type PassageKind } from "../../evidence/passage.ts";
import { asOneLine, fenced } from "./fence.ts";
import { withoutPersonalNumbers } from "./personal-number.ts";

/** A run of passages as the model sees it, and the way back from its short ids. */
export interface PassageBlock {
  text: string;
  passageOf(shortId: string): Passage | undefined;
}

/** How the model is told what a passage is, where it is not running text. */
const LABEL: Partial<Record<PassageKind, string>> = {
  "list-item": "punkt",
  "table-row": "tabel",
  quote: "citat",
  box: "boks",
  footnote: "note",
  caption: "billedtekst",
};

/**
 * The report's title, a few passages before and after, and the batch itself: everything that comes from a document
 * stands inside one fence, one passage a line. Only the batch's own passages have ids, so only they can be cited.
 */
export function passageBlock(
  title: string,
  before: readonly Passage[],
  batch: readonly Passage[],
  after: readonly Passage[],
): PassageBlock {
  const shown = batch.filter(canBeEvidence);
  const lines = [`rapport|${safe(title)}`, ...before.filter(isContext).map((passage) => `før|${safe(passage.text)}`)];
  let section = "";
  for (const [index, passage] of shown.entries()) {
    const heading = safe(passage.section.at(-1) ?? "");
    if (heading !== section) lines.push(`afsnit|${heading}`);
    section = heading;
    lines.push(passageLine(String(index + 1), passage));
  }
  lines.push(...after.filter(isContext).map((passage) => `efter|${safe(passage.text)}`));
  const numberOf = (shortId: string) => Number(/^\s*\D?(\d{1,5})\s*\|?\s*$/.exec(shortId)?.[1] ?? 0);
  return { text: fenced(lines), passageOf: (shortId) => shown[numberOf(shortId) - 1] };
}

/** What looks like an instruction is shown with its own batch only: it must not reach a neighbour's. */
const isContext = (passage: Passage) => canBeEvidence(passage) && !looksLikeInstruction(passage.text);

export const passageLine = (id: string, passage: { kind: PassageKind; text: string }) => {
  const label = LABEL[passage.kind];
  return `${id}${label === undefined ? "" : ` ${label}`}|${safe(passage.text)}`;
};

/** What of a text leaves for the provider. */
export const safe = (text: string) => withoutPersonalNumbers(asOneLine(text));
