import { createHash } from "node:crypto";
import type { Decision } from "../evidence/decision.ts";
import type { WorkspaceId } from "../evidence/ids.ts";
import { chainHash } from "./keep.ts";
import type { StoredDecision } from "./stored.ts";

/** One decision in an audit file: it names the link before it, and its hash covers that link and every word of it. */
export interface AuditLink {
  /** Type and id of what was decided on. */
  item: string;
  previous: string | null;
  hash: string;
  decision: Omit<StoredDecision, "hash">;
}
export interface AuditHead {
  belaeg: "audit";
  version: 1;
  workspace: WorkspaceId;
  at: string;
}
/** The last line: it covers the newest link of each item, so that no item's end can be cut off. */
export interface AuditEnd {
  items: number;
  decisions: number;
  heads: string;
}

export const itemOf = ({ target }: Pick<Decision, "target">) => `${target.type}:${target.id}`;

/**
 * The links of each item's chain, items in the order of their first decision. Links that the store made are handed on as
 * they are, broken ones too; decisions that it does not chain (on reports and themes) are chained here.
 */
function linksOf(decisions: readonly StoredDecision[]): AuditLink[] {
  const items = Map.groupBy(decisions, itemOf);
  return [...items].flatMap(([item, own]) => {
    let previous: string | null = null;
    return inChainOrder(own).map(({ hash: kept, ...decision }): AuditLink => {
      const hash = kept ?? chainHash(previous ?? undefined, decision);
      const link = { item, previous, hash, decision };
      previous = hash;
      return link;
    });
  });
}

/** By time; of decisions made in one millisecond, the one that follows the chain first. */
function inChainOrder(decisions: readonly StoredDecision[]): StoredDecision[] {
  const left = decisions.toSorted((a, b) => (`${a.at}#${a.id}` < `${b.at}#${b.id}` ? -1 : 1));
  const ordered: StoredDecision[] = [];
  while (left.length > 0) {
    const before = ordered.at(-1)?.hash;
    const next = left.findIndex(
      (decision) => decision.at === left[0]?.at && decision.hash === chainHash(before, decision),
    );
    ordered.push(...left.splice(Math.max(0, next), 1));
  }
  return ordered;
}

/** The newest link of each item, and one digest of them all: whoever keeps it elsewhere can tell later what was cut. */
export function headsOf(links: readonly Pick<AuditLink, "item" | "hash">[]): {
  heads: Map<string, string>;
  digest: string;
} {
  const heads = new Map(links.map(({ item, hash }) => [item, hash] as const));
  const lines = [...heads].map(([item, hash]) => `${item} ${hash}\n`).sort();
  return { heads, digest: createHash("sha256").update(lines.join("")).digest("hex") };
}

/** An audit file, JSON Lines: what it is, the links, and the digest of their heads. */
export function auditFile(workspace: WorkspaceId, at: string, decisions: readonly StoredDecision[]): string {
  const links = linksOf(decisions);
  const { heads, digest } = headsOf(links);
  const first: AuditHead = { belaeg: "audit", version: 1, workspace, at };
  const last: AuditEnd = { items: heads.size, decisions: links.length, heads: digest };
  return [first, ...links, last].map((line) => `${JSON.stringify(line)}\n`).join("");
}
