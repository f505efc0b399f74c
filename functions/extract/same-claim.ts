import type { Claim } from "../evidence/claim.ts";
import type { ClaimId } from "../evidence/ids.ts";
import { iou } from "../evidence/span.ts";

/** Intersection over union from which two citations are of the same claim. */
const SAME = 0.8;

/** Claims by the place of their first citation, so that a match is looked for among neighbours only. */
export class ClaimPlaces {
  readonly #byBucket = new Map<number, Claim[]>();

  constructor(claims: Iterable<Claim>) {
    for (const claim of claims) this.add(claim);
  }

  add(claim: Claim): void {
    for (const bucket of bucketsOf(claim)) {
      const known = this.#byBucket.get(bucket);
      if (known === undefined) this.#byBucket.set(bucket, [claim]);
      else known.push(claim);
    }
  }

  /** The claim whose first citation covers nearly the same words as `claim`'s; its own id first. */
  match(claim: Claim): Claim | undefined {
    const near = new Set(bucketsOf(claim).flatMap((bucket) => this.#byBucket.get(bucket) ?? []));
    let best: Claim | undefined;
    let bestShare = SAME;
    for (const candidate of near) {
      if (candidate.id === claim.id) return candidate;
      const share = iou(candidate.citations[0]!, claim.citations[0]!);
      if (share > bestShare || (share === bestShare && best === undefined)) {
        best = candidate;
        bestShare = share;
      }
    }
    return best;
  }
}

/** UTF-16 units: longer than most citations, so that one lies in few buckets. */
const BUCKET = 512;

function bucketsOf(claim: Claim): number[] {
  const { start, end } = claim.citations[0]!;
  const buckets: number[] = [];
  for (let bucket = Math.floor(start / BUCKET); bucket <= Math.floor(end / BUCKET); bucket++) buckets.push(bucket);
  return buckets;
}

/**
 * Claims that `existing` ones already are take their ids, so that what a person decided stays with the words it was
 * decided on; of two claims that cover the same words the first one stays. Order in, order out.
 */
export function settleIdentity(proposed: readonly Claim[], existing: readonly Claim[]): Claim[] {
  // a claim whose words are gone keeps the offsets of another text: they say nothing about what stands there now
  const known = new ClaimPlaces(existing.filter(({ flags }) => !flags.includes("vanished")));
  const made = new ClaimPlaces([]);
  const taken = new Set<ClaimId>();
  const settled: Claim[] = [];
  for (const claim of proposed) {
    const match = known.match(claim);
    // what a person marked herself needs no engine to propose it again
    if (match?.origin.engine === "person") continue;
    const named = match === undefined ? claim : { ...claim, id: match.id };
    if (taken.has(named.id) || made.match(claim) !== undefined) continue;
    taken.add(named.id);
    made.add(claim);
    settled.push(named);
  }
  return settled;
}
