/**
 * Exact two-sided McNemar test of items that flipped one way or the other. For one outcome per document; over claims of
 * documents it takes one report's luck for evidence many times over (evals/stats/simulation.ts measures how often).
 */
export function mcnemar(lost: number, gained: number): number {
  const n = lost + gained;
  let tail = 0;
  let term = 0.5 ** n;
  for (let k = 0; k <= Math.min(lost, gained); k++) {
    tail += term;
    term = (term * (n - k)) / (k + 1);
  }
  return Math.min(1, 2 * tail);
}
