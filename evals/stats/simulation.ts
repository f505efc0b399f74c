import { bootstrap, compare, type Pair } from "./compare.ts";
import { mcnemar } from "./mcnemar.ts";
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

export const drawPairs = (world: World, random: Random): Pair[] => drawFlips(world, random).map(({ pair }) => pair);

/** The same with how many claims each document lost and gained: what a test over claims looks at. */
export function drawFlips(world: World, random: Random): { pair: Pair; lost: number; gained: number }[] {
  return Array.from({ length: world.documents }, () => {
    const ease = beta(random, 6, 3);
    const claims = Math.max(2, Math.round(world.claimsPerDocument + 2 * normal(random)));
    const p = (shift: number) => Math.min(1, Math.max(0, ease + shift + world.promptNoise * normal(random)));
    const [pBefore, pAfter] = [p(0), p(world.effect)];
    let [before, after, lost, gained] = [0, 0, 0, 0];
    for (let i = 0; i < claims; i++) {
      const luck = random();
      const other = random() < 0.7 ? luck : random();
      const [was, is] = [luck < pBefore, other < pAfter];
      if (was) before++;
      if (is) after++;
      if (was && !is) lost++;
      if (!was && is) gained++;
    }
    return { pair: { before: { hit: before, all: claims }, after: { hit: after, all: claims } }, lost, gained };
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

/** How often the same prompt is called different where prompts act on whole documents: by McNemar over claims, and by us. */
export function falseAlarms(documents: number, promptNoise: number, repetitions: number) {
  const random = randomFrom(`false alarms ${documents} ${promptNoise}`);
  let byClaims = 0;
  let byDocuments = 0;
  for (let i = 0; i < repetitions; i++) {
    const drawn = drawFlips({ documents, claimsPerDocument: 8, effect: 0, promptNoise }, random);
    const [lost, gained] = [drawn.reduce((n, d) => n + d.lost, 0), drawn.reduce((n, d) => n + d.gained, 0)];
    if (mcnemar(lost, gained) < 0.05) byClaims++;
    const pairs = drawn.map(({ pair }) => pair);
    const { verdict } = compare(pairs, found, { margin: 0.05, seed: `${i}`, draws: 400 });
    if (verdict === "better" || verdict === "worse") byDocuments++;
  }
  return { byClaims: byClaims / repetitions, byDocuments: byDocuments / repetitions };
}
