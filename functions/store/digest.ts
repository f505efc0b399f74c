import type { WorkspaceId } from "../evidence/ids.ts";
import { type AuditChain, chaining, endOf } from "./audit-chain.ts";
import type { AuditRow, StoredDecision } from "./stored.ts";

/** The first line of a digest: where every chain of a workspace ended at one moment. It holds no word of a decision. */
export interface DigestHead {
  belaeg: "digest";
  version: 1;
  workspace: WorkspaceId;
  /** ISO 8601, UTC: decisions made before this moment are in it. */
  until: string;
  /** SHA-256 of the workspace's digest before this one. */
  previous: string | null;
  /** Links that did not follow the one before them, and chains that no longer hold what the digest before says. */
  broken: number;
}

export interface Digested {
  text: string;
  /** The hash of all ends; the same one again means that nothing was decided. */
  heads: string;
  decisions: number;
  /** Chains that no longer hold what the digest before says of them. */
  rewritten: AuditChain[];
  /** Links that do not follow the one before them. */
  broken: number;
}

/** Pages of a workspace's trail, oldest first; see `Store.auditRows`. */
export type TrailPages = (after: string | undefined, limit: number) => Promise<AuditRow[]>;

const PAGE = 500;

/** Decisions made before `until`, a moment at a time. */
async function* momentsBefore(pages: TrailPages, until: string): AsyncGenerator<StoredDecision[]> {
  let moment: StoredDecision[] = [];
  for (let after: string | undefined; ; ) {
    const rows = await pages(after, PAGE);
    for (const { at, decision } of rows) {
      if (at >= until) return void (yield moment);
      if (moment[0] !== undefined && moment[0].at !== decision.at) {
        yield moment;
        moment = [];
      }
      moment.push(decision);
      after = `${at}#${decision.id}`;
    }
    if (rows.length < PAGE) return void (yield moment);
  }
}

/**
 * The digest of a workspace. The same trail gives the same bytes, whoever makes it and how often. Memory grows with the
 * number of decisions by their hashes only.
 * @param before the digest before this one: its bytes' hash, and the ends it tells of.
 */
export async function digestOf(
  workspace: WorkspaceId,
  until: string,
  pages: TrailPages,
  before?: { sha256: string; chains: readonly AuditChain[] },
): Promise<Digested> {
  const chained = chaining();
  for await (const moment of momentsBefore(pages, until)) chained.add(moment);
  const rewritten = (before?.chains ?? []).filter((chain) => !chained.holds(chain));
  const chains = chained.ends();
  const end = endOf(chains, chained.decisions);
  const head: DigestHead = {
    belaeg: "digest",
    version: 1,
    workspace,
    until,
    previous: before?.sha256 ?? null,
    broken: chained.broken + rewritten.length,
  };
  const text = [head, ...chains, end].map((line) => `${JSON.stringify(line)}\n`).join("");
  return { text, heads: end.heads, decisions: end.decisions, rewritten, broken: chained.broken };
}
