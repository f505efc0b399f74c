/** What takes a place on a page, in reading space. */
export interface Placed {
  u0: number;
  u1: number;
  top: number;
  bottom: number;
}

const shares = (a: Placed, b: Placed) =>
  Math.min(a.u1, b.u1) - Math.max(a.u0, b.u0) > Math.min(3, 0.3 * Math.min(a.u1 - a.u0, b.u1 - b.u0));

/**
 * Puts what stands on a page into the order a person reads it: what is above comes first where widths overlap; a column
 * to the left comes before one to the right, unless something between them spans both.
 * @see Breuel 2003, "High performance document layout analysis", section on reading order.
 */
export function inReadingOrder<Item extends Placed>(items: readonly Item[]): Item[] {
  const ordered = [...items].sort((a, b) => a.top - b.top || a.u0 - b.u0);
  return byPlace(ordered.map((item) => withRoom(item, ordered))).map((i) => ordered[i]!);
}

/** How far below its heading a paragraph begins, in points. */
const UNDER = 18;

/** A short heading takes the width of what it stands over, where nothing stands beside it: it ends the columns above. */
function withRoom(item: Placed, items: readonly Placed[]): Placed {
  const { u0, u1, top, bottom } = item;
  if (bottom - top > 40) return item;
  const below = items.find(
    (other) =>
      Math.abs(other.u0 - u0) < 3 && other.top > top && other.top - bottom < UNDER && other.u1 > u1 + 0.6 * (u1 - u0),
  );
  if (!below) return item;
  const beside = items.some(
    (other) => other !== item && other.u0 > u1 - 3 && other.u0 < below.u1 && other.top < bottom && other.bottom > top,
  );
  return beside ? item : { u0, u1: below.u1, top, bottom };
}

/** The indexes of what stands on a page, in the order they are read. */
function byPlace(sorted: readonly Placed[]): number[] {
  const count = sorted.length;
  const after: number[][] = sorted.map(() => []);
  const waits = new Array<number>(count).fill(0);
  const edge = (from: number, to: number) => {
    after[from]!.push(to);
    waits[to]!++;
  };
  for (let i = 0; i < count; i++)
    for (let k = 0; k < count; k++) {
      if (i === k) continue;
      const a = sorted[i]!;
      const b = sorted[k]!;
      if (shares(a, b)) {
        if (a.top < b.top || (a.top === b.top && i < k)) edge(i, k);
      } else if (a.u0 < b.u0 && !spanned(sorted, a, b)) {
        if (b.bottom < a.top && !sideBySide(sorted, a, b)) edge(k, i);
        else edge(i, k);
      }
    }
  const ordered: number[] = [];
  const done = new Array<boolean>(count).fill(false);
  while (ordered.length < count) {
    // a cycle cannot be read either way: the uppermost of what is left goes first
    let next = waits.findIndex((wait, i) => wait === 0 && !done[i]);
    if (next < 0) next = done.indexOf(false);
    done[next] = true;
    ordered.push(next);
    for (const k of after[next]!) waits[k]!--;
  }
  return ordered;
}

/** With more on a page than this, whatever stands to the right is a column. */
const MOST_ITEMS = 200;

/**
 * What stands to the right and higher is another column only where the two columns meet: something of the one beside
 * something of the other. Else it is a centred line, a date, an address, and is read before what is below.
 */
function sideBySide(items: readonly Placed[], left: Placed, right: Placed): boolean {
  if (items.length > MOST_ITEMS) return true;
  const lefts = items.filter((item) => shares(item, left) && !shares(item, right));
  const rights = items.filter((item) => shares(item, right) && !shares(item, left));
  return lefts.some((a) => rights.some((b) => a.top < b.bottom && b.top < a.bottom));
}

/** Something that overlaps both in width stands between them in height. */
function spanned(items: readonly Placed[], a: Placed, b: Placed): boolean {
  const from = Math.min(a.bottom, b.bottom);
  const to = Math.max(a.top, b.top);
  if (to <= from) return false;
  return items.some(
    (c) => c !== a && c !== b && c.top >= from - 2 && c.bottom <= to + 2 && shares(a, c) && shares(b, c),
  );
}
