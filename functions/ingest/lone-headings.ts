import { startsItem } from "./blocks.ts";
import type { Block } from "./placed.ts";
import { blockText } from "./roles.ts";

/** A landscape page with no more letters than this is a slide. */
const SLIDE_LETTERS = 1200;

/**
 * Takes back headings that head nothing: one after another in one type, as names in a form or boxes of a drawing are;
 * lines to fill in; and whatever stands large on a slide without text below it. A slide's first heading is its title.
 */
export function demoteLabels(blocks: readonly Block[]): void {
  for (const [i, block] of blocks.entries())
    if (block.kind === "heading" && (toFillIn(block) || (/:$/.test(blockText(block)) && !headsText(blocks, i))))
      demote(block);
  const slide = isSlide(blocks);
  if (slide) demoteOnSlide(blocks);
  for (let i = 0; i < blocks.length; ) {
    let end = i;
    while (end < blocks.length && blocks[end]!.kind === "heading" && sameType(blocks[i]!, blocks[end]!)) end++;
    const run = blocks.slice(i, end);
    // the lines of a title page have one type as well
    if (run.length > 2 && (slide || blocks[i]!.page > 1)) {
      const items = run.every((block) => startsItem(block.lines[0]!));
      for (const [k, block] of run.entries())
        if (items || k < run.length - 1 || !headsText(blocks, end - 1)) demote(block);
    }
    i = Math.max(end, i + 1);
  }
}

function demote(block: Block): void {
  block.kind = startsItem(block.lines[0]!) ? "list-item" : "paragraph";
  delete block.level;
}

const toFillIn = (block: Block) => /_{4,}|\.{6,}|…{3,}/.test(blockText(block));

/** Text, a list or a table stands right below, in the same column. */
function headsText(blocks: readonly Block[], i: number): boolean {
  const block = blocks[i]!;
  const { size } = block.lines[0]!;
  return blocks
    .slice(i + 1, i + 4)
    .some(
      (other) =>
        other.kind !== "heading" &&
        other.u0 < block.u1 &&
        other.u1 > block.u0 &&
        other.top > block.top &&
        other.top - block.bottom < 3 * size,
    );
}

function sameType(a: Block, b: Block): boolean {
  const [one, two] = [a.lines[0]!, b.lines[0]!];
  return (
    a.box === b.box &&
    Math.abs(one.size - two.size) < 0.4 &&
    one.bold === two.bold &&
    one.italic === two.italic &&
    one.colour === two.colour
  );
}

function isSlide(blocks: readonly Block[]): boolean {
  const paper = blocks[0]?.lines[0]?.paper;
  if (!paper || paper.width < 1.15 * paper.height) return false;
  return blocks.reduce((sum, block) => sum + blockText(block).length, 0) < SLIDE_LETTERS;
}

function demoteOnSlide(blocks: readonly Block[]): void {
  const title = blocks.find((block) => block.kind === "heading" && block.lines[0]!.turn === 0);
  for (const [i, block] of blocks.entries()) {
    if (block.kind !== "heading") continue;
    if (block === title) block.level = 1;
    else if (headsText(blocks, i)) block.level = (block.level ?? 1) + 1;
    else demote(block);
  }
}
