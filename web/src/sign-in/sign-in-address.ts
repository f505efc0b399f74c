import { ownAddress } from "../../../functions/evidence/own-address.ts";
import type { AuthConfig } from "../api/shapes.ts";

/**
 * Where one signs in and comes back from to `next`: at the organisation's own sign-in, or on this machine's page.
 * @param asOther lets one choose, where the provider would let the same person in again without asking.
 */
export function signInAddress(config: AuthConfig | undefined, next: string | undefined, asOther = false): string {
  const returnTo = ownAddress(next) ?? "/arbejdsrum";
  if (config === undefined || config.local) return `/log-ind?${new URLSearchParams({ videre: returnTo })}`;
  const query = new URLSearchParams({ returnTo, ...(asOther ? { prompt: "select_account" } : {}) });
  return `${config.login}?${query}`;
}
