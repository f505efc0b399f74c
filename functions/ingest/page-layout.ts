import { paragraphsOf, usualLeading } from "./blocks.ts";
import { boxesOf, inReadingSpace } from "./boxes.ts";
import type { Block, Line, Shape } from "./placed.ts";
import { inReadingOrder, type Placed } from "./reading-order.ts";
import type { Turn } from "./words.ts";

/** One page's lines (running heads taken out) as blocks in reading order. `nextBox` numbers boxes through the report. */
export function layOut(lines: readonly Line[], shapes: readonly Shape[], area: number, nextBox: () => number): Block[] {
  const turns = ([0, 1, 2, 3] as Turn[])
    .map((turn) => ({ turn, lines: lines.filter((line) => line.turn === turn) }))
    .filter((group) => group.lines.length > 0)
    .sort((a, b) => b.lines.length - a.lines.length || a.turn - b.turn);
  return turns.flatMap(({ turn, lines: own }) => {
    const { boxes, rest } = boxesOf(own, shapes, turn, area);
    const leading = usualLeading(own);
    const free: (Placed & { blocks: Block[] })[] = paragraphsOf(rest, leading).map((block) => ({
      ...place(block),
      blocks: [block],
    }));
    for (const box of boxes) {
      const number = nextBox();
      const inside = inReadingOrder(paragraphsOf(box.lines, usualLeading(box.lines)));
      for (const block of inside) block.box = number;
      free.push({ u0: box.u0, u1: box.u1, top: box.top, bottom: box.bottom, blocks: inside });
    }
    return inReadingOrder(free).flatMap((item) => item.blocks);
  });
}

const place = (block: Block): Placed => ({ u0: block.u0, u1: block.u1, top: block.top, bottom: block.bottom });

/** Horizontal rules of a page in upright reading space. */
export const rulesOf = (shapes: readonly Shape[]) =>
  shapes
    .filter((shape) => shape.kind === "rule" && shape.x1 - shape.x0 > 30)
    .map((shape) => inReadingSpace(shape, 0))
    .map(({ top, u0, u1 }) => ({ top, u0, u1 }));
