import { type Counts, type Metric, pool } from "./metric.ts";
import { type Random, randomFrom } from "./random.ts";
import { studentTQuantile } from "./student-t.ts";

/** One document under both prompts. */
export interface Pair {
  before: Counts;
  after: Counts;
}

export type Verdict = "better" | "worse" | "same" | "undecided";

export interface Comparison {
  /** Documents compared: the unit of inference. */
  documents: number;
  before: number | null;
  after: number | null;
  difference: number;
  /** 95 % interval of the difference. */
  low: number;
  high: number;
  /** Two-sided, by flipping the signs of documents' contributions. */
  p: number;
  /** The smallest true difference that would be seen in 8 of 10 such comparisons. */
  detectable: number;
  verdict: Verdict;
  /** Documents it would take to decide within the margin; only where undecided. */
  documentsNeeded?: number;
  /** Fewer than six documents cannot reach p < 0.05, whatever happened. */
  tooFew: boolean;
  /** Documents that had most of it right before and nothing after. With one of them nothing is called the same. */
  collapsed: number;
}

export interface Judging {
  /** Differences smaller than this do not matter; declared before looking. */
  margin: number;
  /** True where a lower number is the better one. */
  lowerIsBetter?: boolean;
  draws?: number;
  /** The report is the same byte for byte for the same seed. */
  seed: string;
}

/** Documents' counts as rows of numbers: a comparison pools them some ten thousand times. */
interface Table {
  keys: string[];
  before: Float64Array[];
  after: Float64Array[];
}

function tableOf(pairs: readonly Pair[], { uses }: Metric): Table {
  const all = new Set(pairs.flatMap(({ before, after }) => [...Object.keys(before), ...Object.keys(after)]));
  const keys = [...all].filter((key) => uses === undefined || uses(key));
  const row = (counts: Counts) => Float64Array.from(keys, (key) => counts[key] ?? 0);
  return { keys, before: pairs.map(({ before }) => row(before)), after: pairs.map(({ after }) => row(after)) };
}

/** @returns what pools the chosen rows and takes the metric's difference; `swap` tells for each row which arm is which. */
function differencer({ keys, before, after }: Table, metric: Metric) {
  const sumBefore = new Float64Array(keys.length);
  const sumAfter = new Float64Array(keys.length);
  const [pooledBefore, pooledAfter]: [Record<string, number>, Record<string, number>] = [{}, {}];
  return (row: (i: number) => number, swap: (i: number) => boolean) => {
    sumBefore.fill(0);
    sumAfter.fill(0);
    for (let i = 0; i < before.length; i++) {
      const index = row(i);
      const swapped = swap(i);
      const b = swapped ? after[index]! : before[index]!;
      const a = swapped ? before[index]! : after[index]!;
      for (let k = 0; k < keys.length; k++) {
        sumBefore[k] = sumBefore[k]! + b[k]!;
        sumAfter[k] = sumAfter[k]! + a[k]!;
      }
    }
    for (let k = 0; k < keys.length; k++) {
      pooledBefore[keys[k]!] = sumBefore[k]!;
      pooledAfter[keys[k]!] = sumAfter[k]!;
    }
    return (metric(pooledAfter) ?? 0) - (metric(pooledBefore) ?? 0);
  };
}

const areSame = ({ before, after }: Table) => before.every((row, i) => row.every((n, k) => n === after[i]![k]));
const NO_DIFFERENCE = { estimate: 0, low: 0, high: 0, standardError: 0 };

const itself = (i: number) => i;
const never = () => false;

/** Distance of the percentile limits from the estimate grows by this for few documents, or 95 % intervals hold 87–92 %. */
const widening = (k: number) => (k >= 40 ? 1 : (studentTQuantile(0.975, k - 1) / 1.96) * Math.sqrt(k / (k - 1)));

/**
 * Paired cluster bootstrap: documents are drawn with replacement, both arms together, and the metric is made anew from
 * pooled counts each time.
 * @see Efron & Tibshirani 1993; widened as Student's t for K < 40 (evals/stats/simulation.ts measures the coverage).
 */
export function bootstrap(pairs: readonly Pair[], metric: Metric, draws: number, random: Random) {
  const k = pairs.length;
  const difference = differencer(tableOf(pairs, metric), metric);
  const estimate = difference(itself, never);
  const differences = new Float64Array(draws);
  const any = () => Math.floor(random() * k);
  for (let i = 0; i < draws; i++) differences[i] = difference(any, never);
  differences.sort();
  const at = (q: number) => differences[Math.min(draws - 1, Math.max(0, Math.round(q * (draws - 1))))]!;
  const mean = differences.reduce((a, b) => a + b, 0) / draws;
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (draws - 1);
  const [low, high] = [at(0.025), at(0.975)];
  const wider = widening(k);
  return {
    estimate,
    plain: { low, high },
    low: estimate - (estimate - low) * wider,
    high: estimate + (high - estimate) * wider,
    standardError: Math.sqrt(variance) * Math.sqrt(k / Math.max(1, k - 1)),
  };
}

/**
 * Two-sided sign-flip test: under no difference, which arm a document's counts came from is a coin toss. Exact up to 15
 * documents, else `draws` tosses with one added to both sides of the fraction.
 */
export function signFlip(pairs: readonly Pair[], metric: Metric, draws: number, random: Random): number {
  const k = pairs.length;
  const difference = differencer(tableOf(pairs, metric), metric);
  const observed = Math.abs(difference(itself, never)) - 1e-12;
  const extreme = (flip: (i: number) => boolean) => Math.abs(difference(itself, flip)) >= observed;
  let hits = 0;
  if (k <= 15) {
    const all = 2 ** k;
    for (let mask = 0; mask < all; mask++) if (extreme((i) => (mask & (1 << i)) !== 0)) hits++;
    return hits / all;
  }
  const coin = () => random() < 0.5;
  for (let i = 0; i < draws; i++) if (extreme(coin)) hits++;
  return (hits + 1) / (draws + 1);
}

/** Is the metric better after than before? An answer for the population of documents, never for these claims alone. */
export function compare(pairs: readonly Pair[], metric: Metric, judging: Judging): Comparison {
  const documents = pairs.length;
  const draws = judging.draws ?? 10_000;
  const before = metric(pool(pairs.map((p) => p.before)));
  const after = metric(pool(pairs.map((p) => p.after)));
  const tooFew = documents < 6;
  const lost = (pair: Pair) => (metric(pair.before) ?? 0) >= 0.5 && metric(pair.after) === 0;
  const collapsed = judging.lowerIsBetter ? 0 : pairs.filter(lost).length;
  if (documents < 2 || before === null || after === null) {
    const difference = (after ?? 0) - (before ?? 0);
    const unknown = { low: -1, high: 1, p: 1, detectable: 1, verdict: "undecided" as const, tooFew: true, collapsed };
    return { documents, before, after, difference, ...unknown };
  }
  const random = randomFrom(judging.seed);
  // drawing documents that are the same under both prompts gives 0 each time: nothing to draw for
  const same = areSame(tableOf(pairs, metric));
  const b = same ? NO_DIFFERENCE : bootstrap(pairs, metric, draws, random);
  const p = same ? 1 : signFlip(pairs, metric, Math.min(draws, 2000), random);
  const df = documents - 1;
  const detectable = (studentTQuantile(0.975, df) + studentTQuantile(0.8, df)) * b.standardError;
  const good = judging.lowerIsBetter ? -1 : 1;
  const judged = judge(b, good, judging.margin, tooFew, p);
  const verdict = judged === "same" && collapsed > 0 ? "undecided" : judged;
  const needed = Math.ceil(documents * (detectable / judging.margin) ** 2);
  return {
    documents,
    before,
    after,
    difference: b.estimate,
    low: b.low,
    high: b.high,
    p,
    detectable,
    verdict,
    tooFew,
    collapsed,
    ...(judged === "undecided" && Number.isFinite(needed) ? { documentsNeeded: Math.max(documents + 1, needed) } : {}),
  };
}

function judge(
  interval: { estimate: number; low: number; high: number; standardError: number },
  good: 1 | -1,
  margin: number,
  tooFew: boolean,
  p: number,
): Verdict {
  const [low, high] = good === 1 ? [interval.low, interval.high] : [-interval.high, -interval.low];
  // every document changed by the same amount: the interval has no width, so only the sign-flip test may speak
  const degenerate = interval.standardError < 1e-12;
  if (degenerate && interval.estimate !== 0) {
    if (tooFew || p >= 0.05) return "undecided";
    return interval.estimate * good > 0 ? "better" : "worse";
  }
  if (degenerate) return tooFew ? "undecided" : "same";
  if (tooFew) return "undecided";
  // both must say so: for 20 to 40 documents the interval alone calls the same prompt different a little too often
  if (low > 0 && p < 0.05) return "better";
  if (high < 0 && p < 0.05) return "worse";
  return low >= -margin && high <= margin ? "same" : "undecided";
}

/** Holm's step-down: p-values of several metrics, adjusted so that one false alarm in twenty stands for all of them. */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(ps.length).fill(1);
  let highest = 0;
  order.forEach(({ p, i }, rank) => {
    highest = Math.max(highest, Math.min(1, p * (ps.length - rank)));
    adjusted[i] = highest;
  });
  return adjusted;
}

/** 95 % interval of a share. @see Wilson 1927. */
export function wilson(hits: number, of: number): { low: number; high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const share = hits / of;
  const scale = 1 + (z * z) / of;
  const centre = (share + (z * z) / (2 * of)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / scale;
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** None of `of` were bad: with 95 % certainty the share is at most this. */
export const noneOf = (of: number) => (of === 0 ? 1 : 1 - 0.05 ** (1 / of));
