import { z } from "zod";
import { derive, type PersonId } from "../../evidence/ids.ts";
import type { Person } from "../../evidence/workspace.ts";
import type { OidcSettings } from "./provider.ts";

/** Providers write a yes as they please: `true`, `"true"`, `1`, `"1"`. */
const Yes = z
  .unknown()
  .optional()
  .transform((value) => value === true || value === 1 || value === "true" || value === "1");

/** What a token says about a person, as far as we look at it. */
export const Claims = z.object({
  sub: z.string().min(1).max(300),
  exp: z.number(),
  tid: z.string().max(100).optional(),
  oid: z.string().max(100).optional(),
  name: z.string().max(200).optional(),
  email: z.string().max(200).optional(),
  email_verified: Yes,
  xms_edov: Yes,
  preferred_username: z.string().max(200).optional(),
});
export type Claims = z.infer<typeof Claims>;

type Trust = Pick<OidcSettings, "emailDomains" | "tenants">;

/** A person as the provider describes her. */
export interface Described {
  id: PersonId;
  name: string | undefined;
  /** For showing; in small letters. */
  email: string | undefined;
  /** Whether it may be taken for proof of who she is. */
  isVerified: boolean;
}

/**
 * People are known by issuer and subject (for Entra ID tenant and object), never by an e-mail address: addresses change
 * hands, and in many directories anybody may write any address into her own profile.
 */
export function describedBy(settings: Trust & Pick<OidcSettings, "issuer">, claims: Claims): Described {
  const { sub, tid, oid, name, email, preferred_username } = claims;
  const id = `per_${derive(settings.issuer, ...(tid !== undefined && oid !== undefined ? [tid, oid] : [sub]))}`;
  const shown = (email ?? preferred_username)?.trim().toLowerCase();
  return {
    id: id as PersonId,
    name: name?.trim() || undefined,
    email: shown || undefined,
    isVerified: shown !== undefined && isVouchedFor(shown, claims, settings),
  };
}

/**
 * Somebody vouches for an address: the provider, by `email_verified`; Entra ID, by `xms_edov` (the domain belongs to the
 * tenant that names the address); or whoever runs Belæg, who knows that the provider gives addresses of a domain to their
 * holders alone. Without one of these an address is shown and proves nothing.
 */
function isVouchedFor(address: string, claims: Claims, { emailDomains = [], tenants = [] }: Trust): boolean {
  if (claims.email !== undefined && (claims.email_verified || claims.xms_edov)) return true;
  const domain = /^[^\s@]+@([^\s@]+)$/.exec(address)?.[1];
  if (domain === undefined) return false;
  // of several tenants, one could write addresses of another's domain into its directory
  return (tenants.length <= 1 && emailDomains.includes(domain)) || emailDomains.includes(`${claims.tid}/${domain}`);
}

/** The person to keep: what the provider no longer tells stays as it was. */
export const personFrom = ({ id, name, email }: Described, known: Person | undefined): Person => {
  const address = email ?? known?.email ?? "";
  return { id, name: name ?? known?.name ?? address, email: address };
};
