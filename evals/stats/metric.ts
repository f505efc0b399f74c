/**
 * What one document contributes to a metric, as counts. Ratios are made from pooled counts only, so that a document with
 * three claims does not weigh as much as one with thirty.
 */
export type Counts = Readonly<Record<string, number>>;

/** From pooled counts to one number; `null` where it has no meaning (nothing to count). */
export interface Metric {
  (pooled: Counts): number | null;
  /** Which counts it looks at; all where it does not say. A comparison pools only these, some ten thousand times. */
  uses?: (key: string) => boolean;
}

const using = (uses: (key: string) => boolean, metric: (pooled: Counts) => number | null): Metric =>
  Object.assign(metric, { uses });
const oneOf =
  (...keys: string[]) =>
  (key: string) =>
    keys.includes(key);

export function pool(documents: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const counts of documents) for (const [key, value] of Object.entries(counts)) sum[key] = (sum[key] ?? 0) + value;
  return sum;
}

const ratio = (above: number, below: number) => (below === 0 ? null : above / below);

/** Share of `part` in `whole`, both names of counts. */
export const share = (part: string, whole: string): Metric =>
  using(oneOf(part, whole), (c) => ratio(c[part] ?? 0, c[whole] ?? 0));

/** Precision, recall and F1 from the counts `tp`, `fp`, `fn` (or other names). */
export const precision = using(oneOf("tp", "fp"), (c) => ratio(c.tp ?? 0, (c.tp ?? 0) + (c.fp ?? 0)));
export const recall = using(oneOf("tp", "fn"), (c) => ratio(c.tp ?? 0, (c.tp ?? 0) + (c.fn ?? 0)));
export const f1 = using(oneOf("tp", "fp", "fn"), (c) =>
  ratio(2 * (c.tp ?? 0), 2 * (c.tp ?? 0) + (c.fp ?? 0) + (c.fn ?? 0)),
);

/** F1 from how much was right, predicted and known, by the names of these counts. */
export const f1Of = (right: string, predicted: string, known: string): Metric =>
  using(oneOf(right, predicted, known), (c) => ratio(2 * (c[right] ?? 0), (c[predicted] ?? 0) + (c[known] ?? 0)));

function isOfClass(key: string): boolean {
  return /^(?:tp|fp|fn):/.test(key);
}

/**
 * Mean of the F1 of each class, from counts named `tp:class`, `fp:class`, `fn:class`. Classes that nobody has and nobody
 * predicted are left out; a class that is only predicted scores 0.
 */
export const macroF1: Metric = using(isOfClass, (c) => {
  const classes = new Set(Object.keys(c).flatMap((key) => (isOfClass(key) ? [key.slice(3)] : [])));
  const scores: number[] = [];
  for (const name of classes) {
    const [tp, fp, fn] = [c[`tp:${name}`] ?? 0, c[`fp:${name}`] ?? 0, c[`fn:${name}`] ?? 0];
    if (tp + fp + fn > 0) scores.push((2 * tp) / (2 * tp + fp + fn));
  }
  return scores.length === 0 ? null : scores.reduce((a, b) => a + b, 0) / scores.length;
});

/** Cohen's kappa from the counts `tp`, `fp`, `fn`, `tn`. */
export const kappa: Metric = (c) => {
  const [tp, fp, fn, tn] = [c.tp ?? 0, c.fp ?? 0, c.fn ?? 0, c.tn ?? 0];
  const n = tp + fp + fn + tn;
  if (n === 0) return null;
  const observed = (tp + tn) / n;
  const expected = ((tp + fp) * (tp + fn) + (tn + fn) * (tn + fp)) / (n * n);
  return expected === 1 ? null : (observed - expected) / (1 - expected);
};
