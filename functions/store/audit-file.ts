import type { WorkspaceId } from "../evidence/ids.ts";
import { type AuditChain, type AuditEnd, type AuditLink, chaining, endOf, moments } from "./audit-chain.ts";
import type { StoredDecision } from "./stored.ts";

/** The first line of an audit file. */
export interface AuditHead {
  belaeg: "audit";
  version: 1;
  workspace: WorkspaceId;
  /** ISO 8601, UTC: when the file was made. */
  at: string;
}

/** What an export tells of its decisions: every link, where each chain ends, and what covers them all. */
export interface Told {
  /** Items in the order of their first decision, each with its links in order. */
  links: AuditLink[];
  chains: AuditChain[];
  end: AuditEnd;
}

export function toldOf(decisions: readonly StoredDecision[]): Told {
  const chained = chaining();
  const items = Map.groupBy(
    moments(decisions).flatMap((moment) => chained.add(moment)),
    ({ item }) => item,
  );
  const chains = chained.ends();
  return { links: [...items.values()].flat(), chains, end: endOf(chains, chained.decisions) };
}

/** An audit file, JSON Lines: what it is, the links, the ends of their chains, and the digest of those. */
export function auditFile(workspace: WorkspaceId, at: string, decisions: readonly StoredDecision[]): string {
  const first: AuditHead = { belaeg: "audit", version: 1, workspace, at };
  const { links, chains, end } = toldOf(decisions);
  return [first, ...links, ...chains, end].map((line) => `${JSON.stringify(line)}\n`).join("");
}
