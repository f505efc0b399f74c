import type { z } from "zod";
import type { Claim } from "../evidence/claim.ts";
import type { ReportId } from "../evidence/ids.ts";
import { type Eyes, seenDecisions } from "../store/claim-view.ts";
import type { StoredClaim } from "../store/stored.ts";
import type { SeenClaim } from "./claims-seen.ts";
import { foldText } from "./fold-text.ts";
import { DEFAULT_LIMIT, readCursor, writeCursor } from "./paging.ts";
import type { ClaimQuery } from "./shapes.ts";

type Filters = z.output<typeof ClaimQuery>;

/** Where a walk is: its sort, when it began, and the key of the last claim it met. */
interface Place {
  sort: string;
  began: string;
  key: (string | number)[];
}
const isPlace = (place: unknown): place is Place => {
  const { sort, began, key } = (place ?? {}) as Partial<Place>;
  return (
    typeof sort === "string" &&
    typeof began === "string" &&
    Array.isArray(key) &&
    key.every((part) => typeof part === "string" || typeof part === "number")
  );
};

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [a[i]!, b[i]!];
    if (left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}

// kept beside the stored claim, not in it: a new version of the claim is a new object
const haystacks = new WeakMap<Claim, string>();

function haystackOf(claim: Claim): string {
  let text = haystacks.get(claim);
  if (text === undefined) {
    text = foldText([claim.text, ...claim.citations.map(({ exact }) => exact)].join("\n"));
    haystacks.set(claim, text);
  }
  return text;
}

function passes(filters: Filters): (claim: Claim) => boolean {
  const tests: ((claim: Claim) => boolean)[] = [];
  const oneOf = <T>(wanted: readonly T[] | undefined, has: (claim: Claim, values: Set<T>) => boolean) => {
    if (wanted === undefined) return;
    const values = new Set(wanted);
    tests.push((claim) => has(claim, values));
  };
  oneOf<string>(filters.report, (claim, ids) => ids.has(claim.reportId));
  oneOf<string>(filters.theme, (claim, ids) => claim.themes.some((theme) => ids.has(theme)));
  oneOf(filters.kind, (claim, kinds) => kinds.has(claim.kind));
  oneOf(filters.status, (claim, statuses) => statuses.has(claim.status));
  oneOf(filters.attribution, (claim, by) => by.has(claim.attribution.by));
  oneOf(filters.mark, (claim, marks) => claim.marks.some((mark) => marks.has(mark)));
  const words = foldText(filters.q ?? "")
    .split(" ")
    .filter(Boolean);
  if (words.length > 0) tests.push((claim) => words.every((word) => haystackOf(claim).includes(word)));
  return (claim) => tests.every((test) => test(claim));
}

/** When the claim was last decided on as the viewer had seen it by `began`: what comes later does not move a walk. */
function decidedAt(stored: StoredClaim, eyes: Eyes, began: string): string {
  let latest = "";
  for (const { decision, since } of seenDecisions(stored, eyes)) {
    if (decision.verdict !== "comment" && since <= began && since > latest) latest = since;
  }
  return latest;
}

/**
 * A page of claims. The order rests only on what cannot change during a walk (birth place, report, decisions before the
 * walk began), so a walk by cursor meets every claim that was there throughout exactly once.
 * @param orderOfReports position of each report in the workspace.
 */
export function listClaims(
  claims: readonly SeenClaim[],
  filters: Filters,
  orderOfReports: ReadonlyMap<ReportId, string>,
  eyes: Eyes,
  now: string,
): { items: Claim[]; cursor?: string; total: number } {
  const sort = filters.sort ?? "position";
  const after = readCursor(filters.cursor, (place): place is Place => isPlace(place) && place.sort === sort);
  const began = after?.began ?? now;
  const limit = filters.limit ?? DEFAULT_LIMIT;
  const position = ({ stored }: SeenClaim) => [
    orderOfReports.get(stored.reportId) ?? "~",
    stored.place,
    stored.id as string,
  ];
  const keyOf: (seen: SeenClaim) => (string | number)[] =
    sort === "position"
      ? position
      : sort === "confidence"
        ? (seen) => [-seen.stored.bornConfidence, ...position(seen)]
        : // latest first, undecided last
          (seen) => [invert(decidedAt(seen.stored, eyes, began)), ...position(seen)];
  const pass = passes(filters);
  const found: { seen: SeenClaim; key: (string | number)[] }[] = [];
  for (const seen of claims) if (pass(seen.claim)) found.push({ seen, key: keyOf(seen) });
  found.sort((a, b) => compare(a.key, b.key));
  const left = after === undefined ? found : found.filter(({ key }) => compare(key, after.key) > 0);
  const items = left.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ seen }) => seen.claim),
    ...(last !== undefined && left.length > limit
      ? { cursor: writeCursor({ sort, began, key: last.key } satisfies Place) }
      : {}),
    total: found.length,
  };
}

/** Turns an ISO time into a number that sorts the other way round; never decided sorts last. */
const invert = (at: string) => (at === "" ? 0 : -Date.parse(at));
