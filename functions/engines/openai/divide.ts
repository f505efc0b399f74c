import type { Answer, GaveUp } from "./ask.ts";

export interface Divided<Item, T> {
  answered: { items: readonly Item[]; value: T }[];
  unanswered: { items: readonly Item[]; why: GaveUp }[];
}

/** How often a run is halved for each reason: length is cured by halving, stubbornness hardly, want of money not at all. */
const HALVINGS: Record<GaveUp, number> = { "cut-off": 12, refused: 3, malformed: 2, budget: 0 };

/** After so many useless answers in a row the rest is given up: a model that never fits must not be paid for ever. */
const IN_VAIN = 12;

/**
 * Asks about a run of items and, where the answer is cut off, refused or unreadable, about its halves: what one item
 * spoils is lost for that item alone. The parts come back in the order of the items.
 * @param halve where to cut a run of two or more: the length of its first part
 */
export async function divide<Item, T>(
  items: readonly Item[],
  ask: (items: readonly Item[]) => Promise<Answer<T>>,
  halve: (items: readonly Item[]) => number,
): Promise<Divided<Item, T>> {
  const result: Divided<Item, T> = { answered: [], unanswered: [] };
  let inVain = 0;
  let gaveUp: GaveUp | undefined;

  async function solve(run: readonly Item[], depth: number): Promise<void> {
    if (run.length === 0) return;
    if (gaveUp !== undefined) {
      result.unanswered.push({ items: run, why: gaveUp });
      return;
    }
    const answer = await ask(run);
    if (answer.outcome === "answered") {
      inVain = 0;
      result.answered.push({ items: run, value: answer.value });
      return;
    }
    if (!answer.recalled) inVain++;
    if (inVain >= IN_VAIN || answer.outcome === "budget") gaveUp = answer.outcome;
    if (gaveUp !== undefined || run.length === 1 || depth >= HALVINGS[answer.outcome]) {
      result.unanswered.push({ items: run, why: answer.outcome });
      return;
    }
    await answer.remember();
    const middle = halve(run);
    await solve(run.slice(0, middle), depth + 1);
    await solve(run.slice(middle), depth + 1);
  }

  await solve(items, 0);
  return result;
}
