import type { Claim, Mark } from "../evidence/claim.ts";
import type { Decision } from "../evidence/decision.ts";
import type { PersonId, ThemeId } from "../evidence/ids.ts";
import { isInDoubt, outcomeOf, type Reviewers, type Seen, seenBy } from "../evidence/standing.ts";
import type { Kept, StoredClaim, StoredDecision } from "./stored.ts";

/** Through whose eyes: no viewer is the system itself. */
export interface Eyes {
  reviewers: Reviewers;
  viewer?: PersonId | undefined;
}

/** A decision as it is told: without what only the store needs to know. */
export function told({ checks: _c, figures: _f, basis: _b, hash: _h, ...decision }: StoredDecision): Decision {
  return decision;
}

export const seenDecisions = (thing: Kept, eyes: Eyes): Seen<StoredDecision>[] =>
  seenBy(thing.decisions, eyes.reviewers, eyes.viewer);

/** Counts the changes the viewer can see. */
export const versionFor = (thing: Kept, eyes: Eyes): number => thing.edits + seenDecisions(thing, eyes).length;

/** ISO 8601: the latest change that the viewer can see. */
export function changedFor(thing: Kept, eyes: Eyes): string {
  let latest = thing.editedAt;
  for (const { since } of seenDecisions(thing, eyes)) if (since > latest) latest = since;
  return latest;
}

function look(stored: StoredClaim, eyes: Eyes): Claim {
  const { status, wording } = outcomeOf(stored.decisions, eyes.reviewers);
  const seen = seenDecisions(stored, eyes).map(({ decision }) => decision);
  const marks: Mark[] = [];
  if (isInDoubt(seen)) marks.push("unsure");
  if (wording !== undefined) marks.push("reworded");
  return {
    id: stored.id,
    reportId: stored.reportId,
    ...stored.proposed,
    ...stored.sorted,
    ...(wording === undefined
      ? {}
      : {
          text: wording.text ?? stored.proposed.text,
          checks: wording.checks ?? stored.proposed.checks,
          figures: wording.figures ?? stored.proposed.figures,
        }),
    marks,
    status,
    version: stored.edits + seen.length,
    ...(seen.length === 0 ? {} : { decisions: seen.map(told) }),
  };
}

const looks = new WeakMap<StoredClaim, Map<string, Claim>>();

/**
 * The claim as a person may see it. Status and wording are the same for all: with two reviewers they wait until two have
 * voted, and then everybody sees the votes. What differs is the decisions shown, the doubts, and so the version.
 */
export function claimSeenBy(stored: StoredClaim, eyes: Eyes): Claim {
  // without decisions, and with one reviewer, all eyes see the same
  const whose = stored.decisions.length === 0 || eyes.reviewers === 1 ? `${eyes.reviewers}` : `2:${eyes.viewer ?? ""}`;
  let known = looks.get(stored);
  if (known === undefined) {
    known = new Map();
    looks.set(stored, known);
  }
  let claim = known.get(whose);
  if (claim === undefined) {
    claim = look(stored, eyes);
    known.set(whose, claim);
  }
  return claim;
}

/** Themes that are no more, and where their claims belong now; a claim left with none goes to `fallback`. */
export interface ThemesNow {
  gone: ReadonlyMap<ThemeId, ThemeId | undefined>;
  fallback: ThemeId | undefined;
}

export function withThemes(claim: Claim, { gone, fallback }: ThemesNow): Claim {
  if (!claim.themes.some((theme) => gone.has(theme))) return claim;
  const themes = new Set<ThemeId>();
  for (const theme of claim.themes) {
    let now: ThemeId | undefined = theme;
    // a theme may be merged into one that is merged later; the bound only guards against a ring
    for (let hops = 0; now !== undefined && gone.has(now) && hops < 20; hops++) now = gone.get(now);
    if (now !== undefined && !gone.has(now)) themes.add(now);
  }
  if (themes.size === 0 && fallback !== undefined) themes.add(fallback);
  return themes.size === 0 ? claim : { ...claim, themes: [...themes] };
}
