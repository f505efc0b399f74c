import type { Claim } from "../evidence/claim.ts";
import type { ThemeId, WorkspaceId } from "../evidence/ids.ts";
import type { ClaimCounts } from "../evidence/report.ts";
import { NO_CLAIMS } from "../evidence/report.ts";
import { claimSeenBy, type Eyes, type ThemesNow, withThemes } from "../store/claim-view.ts";
import type { Store } from "../store/dynamo-store.ts";
import type { StoredClaim } from "../store/stored.ts";

/** A claim as somebody sees it, and as it is kept. */
export interface SeenClaim {
  claim: Claim;
  stored: StoredClaim;
}

export const see = (stored: StoredClaim, eyes: Eyes, themes: ThemesNow): SeenClaim => ({
  stored,
  claim: withThemes(claimSeenBy(stored, eyes), themes),
});

/** Every claim of the workspace through one pair of eyes. */
export async function claimsSeen(store: Store, workspaceId: WorkspaceId, eyes: Eyes): Promise<SeenClaim[]> {
  const [stored, themes] = await Promise.all([store.storedClaims(workspaceId), store.themesNow(workspaceId)]);
  return stored.map((claim) => see(claim, eyes, themes));
}

export function countByStatus(claims: Iterable<Claim>): ClaimCounts {
  const counts = { ...NO_CLAIMS };
  for (const { status } of claims) counts[status]++;
  return counts;
}

/** A claim counts under each of its themes. */
export function countsByTheme(claims: Iterable<Claim>): Map<ThemeId, ClaimCounts> {
  const counts = new Map<ThemeId, ClaimCounts>();
  for (const claim of claims) {
    for (const theme of claim.themes) {
      const row = counts.get(theme) ?? { ...NO_CLAIMS };
      row[claim.status]++;
      counts.set(theme, row);
    }
  }
  return counts;
}
