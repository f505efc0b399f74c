import { createHash } from "node:crypto";

/** Uniform numbers in [0, 1), the same for the same seed text on every machine. */
export type Random = () => number;

/** @see Bob Jenkins' small fast generator (sfc32), seeded from the SHA-256 of `seed`. */
export function randomFrom(seed: string): Random {
  const hash = createHash("sha256").update(seed).digest();
  let [a, b, c, counter] = [hash.readInt32LE(0), hash.readInt32LE(4), hash.readInt32LE(8), 1];
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** Standard normal, by Box and Muller. */
export const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Gamma(k, 1) for whole k, as a sum of exponentials. */
const gamma = (random: Random, k: number) => {
  let sum = 0;
  for (let i = 0; i < k; i++) sum -= Math.log(1 - random());
  return sum;
};

/** Beta(a, b) for whole a and b. */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
}
