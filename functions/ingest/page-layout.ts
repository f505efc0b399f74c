import { alignedTables } from "./aligned-tables.ts";
import { paragraphsOf, usualLeading } from "./blocks.ts";
import { boxesOf, inReadingSpace } from "./boxes.ts";
import { contentsRows } from "./contents-rows.ts";
import { figuresOf } from "./figures.ts";
import { gridsOf } from "./grids.ts";
import { levelRules } from "./level-rules.ts";
import type { Block, Line, Shape } from "./placed.ts";
import { inReadingOrder, type Placed } from "./reading-order.ts";
import { blockText } from "./roles.ts";
import { ruledTables } from "./ruled-tables.ts";
import { unitsOfGrids } from "./tables.ts";
import type { Turn } from "./words.ts";

/** One page's lines (running heads taken out) as blocks in reading order. `nextBox` numbers boxes through the report. */
export function layOut(all: readonly Line[], shapes: readonly Shape[], area: number, nextBox: () => number): Block[] {
  const { figures, rest: lines } = figuresOf(all, shapes);
  const turns = ([0, 1, 2, 3] as Turn[])
    .map((turn) => ({ turn, lines: lines.filter((line) => line.turn === turn) }))
    .filter((group) => group.lines.length > 0)
    .sort((a, b) => b.lines.length - a.lines.length || a.turn - b.turn);
  if (turns.length === 0) return figures;
  const upright = turns[0]!.turn === 0;
  const turned = new Set(turns.slice(1).flatMap((group) => group.lines));
  return turns.flatMap(({ turn, lines: all }, i) => {
    const own = i === 0 ? all : all.filter((line) => turned.has(line));
    const contents = contentsRows(own);
    const grids = unitsOfGrids(gridsOf(shapes, turn, area), contents.rest, i === 0 && upright ? turned : undefined);
    const { units, rest: unruled } = grids;
    const { boxes, rest: unboxed } = boxesOf(unruled, shapes, turn, area);
    const { units: ruled, rest: unframed } = ruledTables(unboxed, levelRules(shapes, turn));
    const { units: aligned, rest } = alignedTables(unframed);
    units.push(...ruled, ...aligned);
    const leading = usualLeading(own);
    const drawn = i === 0 ? figures.map((figure) => ({ ...figure, ...inReadingSpace(displayed(figure), turn) })) : [];
    const free: (Placed & { blocks: Block[] })[] = [...drawn, ...contents.blocks, ...paragraphsOf(rest, leading)].map(
      (block) => ({
        ...place(block),
        blocks: [block],
      }),
    );
    for (const unit of units) {
      const number = unit.boxed ? nextBox() : undefined;
      if (number !== undefined) for (const block of unit.blocks) block.box = number;
      free.push(unit);
    }
    for (const box of boxes) {
      const number = nextBox();
      const inside = inReadingOrder(paragraphsOf(box.lines, usualLeading(box.lines)));
      for (const block of inside) block.box = number;
      free.push({ ...place(box), blocks: inside });
    }
    const read = inReadingOrder(free).flatMap((item) => item.blocks);
    return i === 0 ? read : setAside(read, own.length, turns[0]!.lines.length);
  });
}

/** Beside a page of text, what runs up or down its margin is no part of it; a few words there say nothing alone. */
function setAside(blocks: Block[], lines: number, mainLines: number): Block[] {
  if (lines > 0.5 * mainLines) return blocks;
  for (const block of blocks) {
    block.aside = true;
    const text = blockText(block);
    if (block.kind === "paragraph" && text.length < 70 && !/[.!?]$/.test(text)) block.kind = "figure";
  }
  return blocks;
}

const place = (block: Placed): Placed => ({ u0: block.u0, u1: block.u1, top: block.top, bottom: block.bottom });

const displayed = ({ u0, u1, top, bottom }: Placed) => ({ x0: u0, x1: u1, y0: top, y1: bottom });

/** Horizontal rules of a page in upright reading space. */
export const rulesOf = (shapes: readonly Shape[]) =>
  shapes
    .filter((shape) => shape.kind === "rule" && shape.x1 - shape.x0 > 30)
    .map((shape) => inReadingSpace(shape, 0))
    .map(({ top, u0, u1 }) => ({ top, u0, u1 }));
