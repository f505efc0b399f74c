import type { Claim } from "../../evidence/claim.ts";
import { type DraftSection, SECTION_OF_KIND } from "../../evidence/draft.ts";
import { bare, isFragment, isOfItself, isPartOfQuote, pointsBack, readsAlone } from "./reads-alone.ts";

/** A claim that is read by itself, with the one that leans on it where the source goes on in the next sentence. */
export interface Unit {
  claim: Claim;
  follow?: Claim;
}

/** Letters between two sentences of one paragraph: a space, a footnote mark, a closing quotation mark. */
const NEXT = 3;
/** Two sentences longer than this are a paragraph. */
const LONGEST = 340;
const SAYS_WHAT_IS = new Set<DraftSection>(["status", "challenges"]);

function inPlace(a: Claim, b: Claim): number {
  const [one, other] = [a.citations[0]!, b.citations[0]!];
  return a.reportId < b.reportId ? -1 : a.reportId > b.reportId ? 1 : one.start - other.start;
}

function goesOn(claim: Claim, next: Claim): boolean {
  const gap = next.citations[0]!.start - claim.citations[0]!.end;
  return claim.reportId === next.reportId && gap >= 0 && gap <= NEXT;
}

function together(a: Claim, b: Claim): boolean {
  const [one, other] = [SECTION_OF_KIND[a.kind], SECTION_OF_KIND[b.kind]];
  return one === other || (SAYS_WHAT_IS.has(one) && SAYS_WHAT_IS.has(other));
}

/** Whether the second sentence is understood from the first, and both are then whole. */
function completes(claim: Claim, next: Claim): boolean {
  if (!goesOn(claim, next) || claim.text.length + next.text.length > LONGEST) return false;
  if (pointsBack(claim.text) || isOfItself(next.text) || isFragment(claim.text) || isFragment(next.text)) return false;
  const joined = `${bare(claim.text)} ${bare(next.text)}`;
  if (isPartOfQuote(joined)) return false;
  return isPartOfQuote(claim.text) || (together(claim, next) && pointsBack(next.text));
}

/** Claims that can be read alone, each with the sentence that leans on it; `others` cannot stand in a draft without need. */
export function unitsOf(claims: readonly Claim[]): { units: Unit[]; others: Claim[] } {
  const inOrder = [...claims].sort(inPlace);
  const follows = new Map<Claim, Claim>();
  const taken = new Set<Claim>();
  inOrder.forEach((claim, i) => {
    const next = inOrder[i + 1];
    if (!next || taken.has(claim) || !completes(claim, next)) return;
    follows.set(claim, next);
    taken.add(next);
  });
  const units: Unit[] = [];
  const others: Claim[] = [];
  for (const claim of claims) {
    const follow = follows.get(claim);
    if (follow) units.push({ claim, follow });
    else if (taken.has(claim)) continue;
    else if (readsAlone(claim.text)) units.push({ claim });
    else others.push(claim);
  }
  return { units, others };
}
