import { standingVotes } from "../evidence/standing.ts";
import type { StoredDecision } from "../store/stored.ts";

/** How far two people's standing votes agree, beyond what chance would give. */
export interface Agreement {
  /** Things on which two people voted. */
  n: number;
  /** Share of them with equal votes, 0–1; `undefined` for none. */
  raw?: number;
  /** Cohen's kappa; `undefined` where chance alone would agree on everything. */
  kappa?: number;
  /** 95 % interval of kappa. */
  low?: number;
  high?: number;
}

/** Accept and reword both say that the claim holds. */
const side = ({ verdict }: StoredDecision) => (verdict === "reject" ? "reject" : "accept");

/**
 * Cohen's kappa of two raters' verdicts on the same things.
 * @param pairs first and second rater's verdict on each.
 * @see Cohen 1960; the interval uses the large-sample standard error given there.
 */
export function kappaOf(pairs: readonly (readonly [string, string])[]): Agreement {
  const n = pairs.length;
  if (n === 0) return { n };
  const raw = pairs.filter(([a, b]) => a === b).length / n;
  const first = Map.groupBy(pairs, ([a]) => a);
  const second = Map.groupBy(pairs, ([, b]) => b);
  let chance = 0;
  for (const [verdict, given] of first) chance += (given.length / n) * ((second.get(verdict)?.length ?? 0) / n);
  if (chance >= 1 - 1e-9) return { n, raw };
  const kappa = (raw - chance) / (1 - chance);
  const error = Math.sqrt((raw * (1 - raw)) / (n * (1 - chance) ** 2));
  return { n, raw, kappa, low: Math.max(-1, kappa - 1.96 * error), high: Math.min(1, kappa + 1.96 * error) };
}

/** The two first voters' verdicts on each thing on which two people voted; the seats go by person, not by who was first. */
export function votePairs(histories: Iterable<readonly StoredDecision[]>): [string, string][] {
  const pairs: [string, string][] = [];
  for (const decisions of histories) {
    const votes = standingVotes(decisions).slice(0, 2);
    const [a, b] = votes.sort((x, y) => (x.by.id < y.by.id ? -1 : 1));
    if (a !== undefined && b !== undefined) pairs.push([side(a), side(b)]);
  }
  return pairs;
}
