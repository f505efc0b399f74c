import { z } from "zod";
import type { AuditChain, AuditEnd, AuditLink } from "./audit-chain.ts";
import type { AuditHead } from "./audit-file.ts";
import type { DigestHead } from "./digest.ts";

const Hash = z.string().max(64);
const When = z.string().max(40);
const Workspace = z.string().max(80);
const Item = z.string().max(200);

const Audit = z.strictObject({ belaeg: z.literal("audit"), version: z.literal(1), workspace: Workspace, at: When });
const Digest = z.strictObject({
  belaeg: z.literal("digest"),
  version: z.literal(1),
  workspace: Workspace,
  until: When,
  previous: Hash.nullable(),
  broken: z.int(),
});
// loose inside: a decision is hashed as it stands, with parts of later versions too
const Said = z.looseObject({
  id: z.string().max(200),
  target: z.object({ type: z.string(), id: z.string() }),
  at: When,
});
const Link = z.strictObject({
  item: Item,
  position: z.int().positive(),
  previous: Hash.nullable(),
  hash: Hash,
  decision: Said,
});
const Chain = z.strictObject({ chain: Item, links: z.int().positive(), head: Hash });
const End = z.strictObject({ chains: z.int(), decisions: z.int(), heads: Hash });
const Line = z.union([Link, Chain, End, Audit, Digest]);

/** What a line of an audit file or a digest may be. */
export type AuditLine =
  | { is: "link"; link: AuditLink }
  | { is: "chain"; chain: AuditChain }
  | { is: "end"; end: AuditEnd }
  | { is: "head"; head: AuditHead | DigestHead };

/** A decision is a few kilobytes; a line of this length was not written by us. */
export const LONGEST_LINE = 4_000_000;

/**
 * @returns `undefined` for a line that Belæg did not write: another form, another spacing, or a name that occurs twice, of
 * which a reader sees the one and a parser takes the other.
 */
export function parseLine(line: string): AuditLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (JSON.stringify(value) !== line || !Line.safeParse(value).success) return undefined;
    const told = value as Partial<AuditLink & AuditChain & AuditEnd & AuditHead>;
    if (told.belaeg !== undefined) return { is: "head", head: value as AuditHead | DigestHead };
    if (told.decision !== undefined) return { is: "link", link: value as AuditLink };
    if (told.chain !== undefined) return { is: "chain", chain: value as AuditChain };
    return { is: "end", end: value as AuditEnd };
  } catch {
    // no JSON, or nested deeper than anything of ours
    return undefined;
  }
}
