import { createHash } from "node:crypto";
import type { Decision } from "../evidence/decision.ts";
import { chainHash } from "./keep.ts";
import type { StoredDecision } from "./stored.ts";

/** One decision in its chain: it names the link before it, and its hash covers that link and every word of it. */
export interface AuditLink {
  /** Type and id of what was decided on. */
  item: string;
  /** 1 for the first decision on the item. */
  position: number;
  previous: string | null;
  hash: string;
  decision: Omit<StoredDecision, "hash">;
}

/** Where an item's chain ends: how many links lead there, and the hash of the newest. */
export interface AuditChain {
  chain: string;
  links: number;
  head: string;
}

/** The last line of an audit file or a digest: it covers every chain, so that none can be left out or cut short. */
export interface AuditEnd {
  chains: number;
  decisions: number;
  heads: string;
}

export const itemOf = ({ target }: Pick<Decision, "target">) => `${target.type}:${target.id}`;

/**
 * A statement that a new draft took over lives in both drafts, and somebody may decide on it in either: then its chain
 * has two ends. Nothing else branches.
 */
export const mayBranch = (item: string) => item.startsWith("statement:");

/** What the store chains when it is decided on; a decision on anything else gets its link when it is told. */
const CHAINED = /^(claim|statement|draft):/;

interface Chain {
  /** How many links lead to each link. */
  depth: Map<string, number>;
  /** Links that none follows, newest last. */
  ends: Map<string, number>;
  decisions: number;
}

/**
 * Puts decisions into the chains of their items as they come, oldest first. Links of the store are handed on as they are,
 * broken ones too. Remembers a hash a decision, and nothing of what was said.
 */
export function chaining() {
  const chains = new Map<string, Chain>();
  let broken = 0;

  /** The link that a decision follows: by its hash the newest end, in a branching chain any; `undefined` when none fits. */
  function before(item: string, decision: StoredDecision, { ends, depth }: Chain): string | null | undefined {
    const candidates: (string | null)[] = [...ends.keys()].reverse();
    if (candidates.length === 0) candidates.push(null);
    if (mayBranch(item)) candidates.push(...[...depth.keys()].reverse().slice(0, MOST_BRANCHES), null);
    return candidates.find((hash) => chainHash(hash ?? undefined, decision) === decision.hash);
  }

  function put(item: string, decision: StoredDecision, follows: string | null): AuditLink {
    const chain = chainOf(item);
    const { hash: kept, ...said } = decision;
    const hash = kept ?? (CHAINED.test(item) ? "" : chainHash(follows ?? undefined, decision));
    const position = (follows === null ? 0 : (chain.depth.get(follows) ?? 0)) + 1;
    if (follows !== null) chain.ends.delete(follows);
    chain.depth.set(hash, position);
    chain.ends.set(hash, position);
    chain.decisions++;
    return { item, position, previous: follows, hash, decision: said };
  }

  function chainOf(item: string): Chain {
    let chain = chains.get(item);
    if (chain === undefined) {
      chain = { depth: new Map(), ends: new Map(), decisions: 0 };
      chains.set(item, chain);
    }
    return chain;
  }

  return {
    /** @param moment all decisions made in one millisecond: their order is the one in which they follow each other. */
    add(moment: readonly StoredDecision[]): AuditLink[] {
      const left = [...moment];
      const links: AuditLink[] = [];
      while (left.length > 0) {
        let found: { at: number; follows: string | null } | undefined;
        for (const [at, decision] of left.entries()) {
          const item = itemOf(decision);
          const follows = before(item, decision, chainOf(item));
          if (follows === undefined) continue;
          found = { at, follows };
          break;
        }
        const [decision] = left.splice(found?.at ?? 0, 1);
        const item = itemOf(decision!);
        if (found === undefined && CHAINED.test(item)) broken++;
        links.push(put(item, decision!, found?.follows ?? [...chainOf(item).ends.keys()].at(-1) ?? null));
      }
      return links;
    },
    /** How many links do not follow the one before them. */
    get broken() {
      return broken;
    },
    /** Whether the chain of an item holds this link in this place. */
    holds: ({ chain, links, head }: AuditChain) => chains.get(chain)?.depth.get(head) === links,
    /** The ends of all chains, in the order that {@link endOf} hashes them. */
    ends: (): AuditChain[] =>
      [...chains]
        .flatMap(([chain, { ends }]) => [...ends].map(([head, links]) => ({ chain, links, head })))
        .sort(byName),
    get decisions() {
      let sum = 0;
      for (const chain of chains.values()) sum += chain.decisions;
      return sum;
    },
  };
}

/** Earlier links that a decision on a statement is tried against; people do not branch further back. */
const MOST_BRANCHES = 200;

const lineOf = ({ chain, links, head }: AuditChain) => `${chain} ${links} ${head}\n`;
export const byName = (a: AuditChain, b: AuditChain) => (lineOf(a) < lineOf(b) ? -1 : 1);

/** @param chains sorted as {@link byName} sorts. */
export function endOf(chains: readonly AuditChain[], decisions: number): AuditEnd {
  const hash = createHash("sha256");
  for (const chain of chains) hash.update(lineOf(chain));
  return { chains: chains.length, decisions, heads: hash.digest("hex") };
}

/** Decisions by moment, oldest first. */
export function moments(decisions: readonly StoredDecision[]): StoredDecision[][] {
  const sorted = decisions.toSorted((a, b) => (`${a.at}#${a.id}` < `${b.at}#${b.id}` ? -1 : 1));
  return [...Map.groupBy(sorted, ({ at }) => at).values()];
}
