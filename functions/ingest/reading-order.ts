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
  const sorted = [...items].sort((a, b) => a.top - b.top || a.u0 - b.u0);
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
      } else if (a.u0 < b.u0 && !spanned(sorted, a, b)) edge(i, k);
    }
  const ordered: Item[] = [];
  const done = new Array<boolean>(count).fill(false);
  while (ordered.length < count) {
    // a cycle cannot be read either way: the uppermost of what is left goes first
    let next = waits.findIndex((wait, i) => wait === 0 && !done[i]);
    if (next < 0) next = done.indexOf(false);
    done[next] = true;
    ordered.push(sorted[next]!);
    for (const k of after[next]!) waits[k]!--;
  }
  return ordered;
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
