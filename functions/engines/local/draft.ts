import type { Claim } from "../../evidence/claim.ts";
import { DraftSection, SECTION_OF_KIND } from "../../evidence/draft.ts";
import type { DraftRequest, ProposedStatement } from "../engine.ts";
import { gramsOf, similarity } from "./similar.ts";

const MOST_STATEMENTS = 14;
const MOST_IN_SECTION = 4;

interface Group {
  section: DraftSection;
  claims: Claim[];
  grams: Set<string>;
}

const figuresOf = (claim: Claim) =>
  claim.figures
    .map(({ value, unit }) => `${value} ${unit ?? ""}`)
    .sort()
    .join("|");

/** Claims that say the same of the same section, with the same figures. */
function gather(claims: readonly Claim[]): Group[] {
  const groups: Group[] = [];
  for (const claim of claims) {
    const section = SECTION_OF_KIND[claim.kind];
    const grams = gramsOf(claim.text);
    const same = groups.find(
      (group) =>
        group.section === section &&
        figuresOf(group.claims[0]!) === figuresOf(claim) &&
        similarity(group.grams, grams).shared >= 0.6,
    );
    if (same) same.claims.push(claim);
    else groups.push({ section, claims: [claim], grams });
  }
  return groups;
}

/** The statements of one theme, extractive: a claim's own text stands for all that say the same. */
export function draftOf(request: DraftRequest): ProposedStatement[] {
  const refused = new Set(request.refused?.map(({ statement }) => statement.claimIds.join()) ?? []);
  const groups = gather(request.claims).sort(
    (a, b) => b.claims.length - a.claims.length || b.claims[0]!.confidence - a.claims[0]!.confidence,
  );
  const statements: ProposedStatement[] = [];
  for (const section of DraftSection.options) {
    const chosen = groups.filter((group) => group.section === section).slice(0, MOST_IN_SECTION);
    for (const { claims } of chosen) {
      const claimIds = claims.map(({ id }) => id);
      if (!refused.has(claimIds.join())) statements.push({ section, text: claims[0]!.text, claimIds });
    }
  }
  return statements.slice(0, MOST_STATEMENTS);
}
