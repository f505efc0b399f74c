/** A small seeded generator (mulberry32), so that a failing seed can be run again. */
export function seeded(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    below: (bound: number) => Math.floor(next() * bound),
    chance: (share: number) => next() < share,
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!,
    shuffled: <T>(items: readonly T[]): T[] =>
      items
        .map((item) => ({ item, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
  };
}
export type Seeded = ReturnType<typeof seeded>;

/** Seeds 1..n; a campaign runs the first few of them in every test run and all when told how many. */
export const seedsUpTo = (few: number) =>
  Array.from({ length: Number(process.env.BELAEG_SEEDS ?? few) || few }, (_, i) => i + 1);
