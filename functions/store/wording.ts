import { createHash } from "node:crypto";
import type { Claim } from "../evidence/claim.ts";
import { derive } from "../evidence/ids.ts";
import type { ThemeDefinition } from "../evidence/theme.ts";

/** Names a claim's wording: what a statement remembers of the claims it was written or accepted against. */
export const wordingOf = (claim: Pick<Claim, "text">) => derive("wording", claim.text);

export const wordingsOf = (claims: readonly Claim[]): Record<string, string> =>
  Object.fromEntries(claims.map((claim) => [claim.id, wordingOf(claim)]));

/** Digest of a theme and the claims a draft of it may rest on: a draft whose digest has changed is stale. */
export function themeDigest(theme: ThemeDefinition | undefined, claims: readonly Claim[]): string {
  const hash = createHash("sha256").update(JSON.stringify([theme?.name, theme?.definition, theme?.cues]));
  const lines = claims
    .filter((claim) => theme !== undefined && claim.themes.includes(theme.id) && claim.status !== "rejected")
    .map((claim) => `${claim.id}:${wordingOf(claim)}`)
    .sort();
  for (const line of lines) hash.update(line);
  return hash.digest("hex").slice(0, 20);
}
