import { type LinearModel, placeOf, softmax } from "./linear-model.ts";

export interface Example {
  /** Hashed features: place and value. */
  places: Int32Array;
  values: Float32Array;
  label: number;
  weight: number;
}

export interface TrainOptions {
  labels: readonly string[];
  size: number;
  rounds: number;
  /** L2: pulls weights to nothing in proportion to their size. */
  decay: number;
  rate: number;
}

/** Sums values whose features share a place. */
export function hashed(features: ReadonlyMap<string, number>, size: number): Pick<Example, "places" | "values"> {
  const at = new Map<number, number>();
  for (const [name, value] of features) {
    const place = placeOf(name, size);
    at.set(place, (at.get(place) ?? 0) + value);
  }
  return { places: Int32Array.from(at.keys()), values: Float32Array.from(at.values()) };
}

/** A fixed shuffle: the same sentences give the same weights on any machine. */
function shuffled(count: number, seed: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  let state = seed >>> 0;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Multinomial logistic regression by stochastic gradient with per-weight step sizes (AdaGrad). Deterministic. */
export function train(examples: readonly Example[], options: TrainOptions): LinearModel {
  const { labels, size, rounds, decay, rate } = options;
  const weights = labels.map(() => new Float32Array(size));
  const squares = labels.map(() => new Float32Array(size).fill(0.01));
  const bias = labels.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    for (const index of shuffled(examples.length, round + 1)) {
      const { places, values, label, weight } = examples[index]!;
      const scores = bias.slice();
      for (let l = 0; l < labels.length; l++) {
        const row = weights[l]!;
        let sum = 0;
        for (let i = 0; i < places.length; i++) sum += row[places[i]!]! * values[i]!;
        scores[l]! += sum;
      }
      const chances = softmax(scores);
      for (let l = 0; l < labels.length; l++) {
        const miss = weight * ((l === label ? 1 : 0) - chances[l]!);
        const row = weights[l]!;
        const square = squares[l]!;
        bias[l]! += 0.02 * rate * miss;
        for (let i = 0; i < places.length; i++) {
          const place = places[i]!;
          const slope = miss * values[i]! - decay * row[place]!;
          square[place]! += slope * slope;
          row[place]! += (rate * slope) / Math.sqrt(square[place]!);
        }
      }
    }
  }
  return { labels, size, weights, bias, temperature: 1 };
}
