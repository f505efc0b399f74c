import type { Shape } from "./placed.ts";
import type { Placed } from "./reading-order.ts";

/** Shapes this near each other, in points, belong to one drawing. */
const CELL = 12;
/** Pages covered over and over are pictures; what comes later adds nothing to where they stand. */
const MOST_CELLS = 400_000;

export interface Cluster {
  shapes: Shape[];
  area: Placed;
}

/** Parts of one drawing this far apart, in points, with no text between them are one. */
const APART = 90;
const MOST_CLUSTERS = 80;

/** Clusters with nothing of `texts` between them are parts of one drawing. */
export function joinClusters(clusters: readonly Cluster[], texts: readonly Placed[]): Cluster[] {
  if (clusters.length > MOST_CLUSTERS) return [...clusters];
  const joined: Cluster[] = [];
  for (const cluster of clusters) {
    let open = cluster;
    for (let i = 0; i < joined.length; ) {
      const area = hull(open.area, joined[i]!.area);
      if (near(open.area, joined[i]!.area) && !texts.some((text) => overlaps(area, text))) {
        open = { shapes: [...joined[i]!.shapes, ...open.shapes], area };
        joined.splice(i, 1);
        // what is wider now may reach what was too far before
        i = 0;
      } else i++;
    }
    joined.push(open);
  }
  return joined;
}

const hull = (a: Placed, b: Placed): Placed => ({
  u0: Math.min(a.u0, b.u0),
  u1: Math.max(a.u1, b.u1),
  top: Math.min(a.top, b.top),
  bottom: Math.max(a.bottom, b.bottom),
});
const near = (a: Placed, b: Placed) =>
  a.u0 - b.u1 < APART && b.u0 - a.u1 < APART && a.top - b.bottom < APART && b.top - a.bottom < APART;
const overlaps = (a: Placed, b: Placed) => a.u0 < b.u1 && b.u0 < a.u1 && a.top < b.bottom && b.top < a.bottom;

/** Shapes that lie near each other, each group with what it covers, from the top of the page down. */
export function clustersOf(shapes: readonly Shape[]): Cluster[] {
  const homes = new Map<number, number>();
  const parents: number[] = [];
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root]!;
    parents[index] = root;
    return root;
  };
  let cells = 0;
  for (const [i, shape] of shapes.entries()) {
    parents.push(i);
    if (cells > MOST_CELLS) continue;
    // its own cells and one more around: neighbours meet in it
    for (let x = Math.floor(shape.x0 / CELL) - 1; x <= Math.floor(shape.x1 / CELL) + 1; x++)
      for (let y = Math.floor(shape.y0 / CELL) - 1; y <= Math.floor(shape.y1 / CELL) + 1; y++) {
        const key = x * 100_000 + y;
        cells++;
        const home = homes.get(key);
        if (home === undefined) homes.set(key, i);
        else parents[rootOf(i)] = rootOf(home);
      }
  }
  const groups = new Map<number, Shape[]>();
  for (const [i, shape] of shapes.entries()) {
    const group = groups.get(rootOf(i));
    if (group) group.push(shape);
    else groups.set(rootOf(i), [shape]);
  }
  return [...groups.values()]
    .map((own) => ({
      shapes: own,
      area: {
        u0: Math.min(...own.map((shape) => shape.x0)),
        u1: Math.max(...own.map((shape) => shape.x1)),
        top: Math.min(...own.map((shape) => shape.y0)),
        bottom: Math.max(...own.map((shape) => shape.y1)),
      },
    }))
    .sort((a, b) => a.area.top - b.area.top);
}
