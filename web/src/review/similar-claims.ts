import type { Claim } from "../api/shapes.ts";
import { folded } from "../text/folded.ts";

/** Share of the shorter claim's words that both have. Below this they merely speak of the same thing. */
const ALIKE = 0.45;
const MOST = 12;

const words = new WeakMap<Claim, ReadonlySet<string>>();
/** Words long enough to mean something, cut at six letters so that most endings fall away; numbers whole. */
function wordsOf(claim: Claim): ReadonlySet<string> {
  let set = words.get(claim);
  if (!set) {
    set = new Set((folded(claim.text).match(/\p{L}{4,}|\p{N}[\p{N}.,]*/gu) ?? []).map((word) => word.slice(0, 6)));
    words.set(claim, set);
  }
  return set;
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size < 3) return 0;
  let both = 0;
  for (const word of small) if (large.has(word)) both++;
  return both / small.size;
}

/** Claims of other reports under a shared theme that say much the same, the most alike first. A view, never a merge. */
export function similarTo(claim: Claim, all: Iterable<Claim>): Claim[] {
  const mine = wordsOf(claim);
  const found: { claim: Claim; share: number }[] = [];
  for (const other of all) {
    if (other.reportId === claim.reportId || !other.themes.some((theme) => claim.themes.includes(theme))) continue;
    const share = shared(mine, wordsOf(other));
    if (share >= ALIKE) found.push({ claim: other, share });
  }
  return found
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST)
    .map((entry) => entry.claim);
}
