import { DraftSection } from "../../evidence/draft.ts";
import type { ReportId } from "../../evidence/ids.ts";
import { textOf } from "./gather.ts";
import { type Item, reportsOf } from "./item.ts";
import { gramsOf, similarity } from "./similar.ts";

/** A draft is read aloud in a minute or two. */
const MOST_STATEMENTS = 14;
const FEWEST_STATEMENTS = 6;
const ROOM: Record<DraftSection, number> = {
  status: 4,
  challenges: 4,
  opportunities: 2,
  "knowledge-gaps": 2,
  recommendations: 3,
};
/** A second sentence with this much of an earlier one adds nothing. */
const REPEATS = 0.45;
/** What one more statement from a report that has spoken in the section must have over one from a report that has not. */
const SAID_ALREADY = 0.8;

type Grams = ReadonlyMap<Item, ReadonlySet<string>[]>;

/** Whether most of what an item would tell stands in one told before. */
const repeats = (item: Item, other: Item, grams: Grams) =>
  grams.get(item)!.some((ours) => grams.get(other)!.some((theirs) => similarity(ours, theirs).contained >= REPEATS));

/** The item that adds most to what is chosen: its weight, less for each time its reports have spoken already. */
function nextOf(
  candidates: readonly Item[],
  chosen: readonly Item[],
  weight: (item: Item) => number,
): Item | undefined {
  const spoken = new Map<ReportId, number>();
  for (const item of chosen) for (const id of reportsOf(item)) spoken.set(id, (spoken.get(id) ?? 0) + 1);
  const worth = (item: Item) =>
    weight(item) - SAID_ALREADY * Math.min(...[...reportsOf(item)].map((id) => spoken.get(id) ?? 0));
  let best: Item | undefined;
  for (const item of candidates) if (best === undefined || worth(item) > worth(best)) best = item;
  return best;
}

/** The best items of each section within its room, spread over the reports; then of the rest until the draft is long enough. */
export function choose(items: readonly Item[], weight: (item: Item) => number): Item[] {
  const chosen: Item[] = [];
  const grams: Grams = new Map(items.map((item) => [item, item.points.map((point) => gramsOf(textOf(point)))]));
  const repeated = new Set<Item>();
  const fresh = (item: Item) => !repeated.has(item);
  const take = (next: Item) => {
    chosen.push(next);
    for (const item of items) if (item === next || repeats(item, next, grams)) repeated.add(item);
  };
  for (const section of DraftSection.options) {
    const own: Item[] = [];
    while (own.length < ROOM[section] && chosen.length < MOST_STATEMENTS) {
      const candidates = items.filter((item) => item.section === section && fresh(item));
      const next = nextOf(candidates, own, weight);
      if (!next) break;
      own.push(next);
      take(next);
    }
  }
  // a short draft takes what is new first, then what is merely different
  for (const wanted of [fresh, () => true])
    while (chosen.length < FEWEST_STATEMENTS) {
      const next = nextOf(
        items.filter((item) => !chosen.includes(item) && wanted(item)),
        chosen,
        weight,
      );
      if (!next) break;
      take(next);
    }
  return chosen;
}
