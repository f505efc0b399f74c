import { bootstrap, type Pair } from "./compare.ts";
import { share } from "./metric.ts";
import { beta, normal, type Random, randomFrom } from "./random.ts";

/**
 * Documents differ in difficulty (Beta(6, 3)), claims of a document share their luck (7 in 10 fall the same way under
 * both prompts), and a prompt acts on whole documents (normal noise).
 */
export interface World {
  documents: number;
  claimsPerDocument: number;
  /** True change of the share found by the second prompt. */
  effect: number;
  promptNoise: number;
}

const found = share("hit", "all");

export function drawPairs(world: World, random: Random): Pair[] {
  return Array.from({ length: world.documents }, () => {
    const ease = beta(random, 6, 3);
    const claims = Math.max(2, Math.round(world.claimsPerDocument + 2 * normal(random)));
    const p = (shift: number) => Math.min(1, Math.max(0, ease + shift + world.promptNoise * normal(random)));
    const [pBefore, pAfter] = [p(0), p(world.effect)];
    let [before, after] = [0, 0];
    for (let i = 0; i < claims; i++) {
      const luck = random();
      const other = random() < 0.7 ? luck : random();
      if (luck < pBefore) before++;
      if (other < pAfter) after++;
    }
    return { before: { hit: before, all: claims }, after: { hit: after, all: claims } };
  });
}

/** How often 95 % intervals hold the true difference (0), plain and widened, over `repetitions` drawn worlds. */
export function coverage(documents: number, repetitions: number, draws = 400) {
  const random = randomFrom(`coverage ${documents}`);
  let plain = 0;
  let widened = 0;
  for (let i = 0; i < repetitions; i++) {
    const pairs = drawPairs({ documents, claimsPerDocument: 8, effect: 0, promptNoise: 0.06 }, random);
    const b = bootstrap(pairs, found, draws, random);
    if (b.plain.low <= 0 && 0 <= b.plain.high) plain++;
    if (b.low <= 0 && 0 <= b.high) widened++;
  }
  return { plain: plain / repetitions, widened: widened / repetitions };
}
