import { blockOf } from "./blocks.ts";
import type { Block, Line } from "./placed.ts";
import { nameOf } from "./raised-mark.ts";

const RAISED = /^\(?[⁰¹²³⁴-⁹]{1,3}[.)]?$/;

/** Notes that follow one another without room between them are one block to the eye of a column: each is parted at its mark. */
export function partNotes(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => {
    const opens = RAISED.test(block.lines[0]!.words[0]!.text);
    if (block.kind !== "footnote" && !(block.kind === "paragraph" && opens)) return [block];
    const groups: Line[][] = [];
    let number: number | undefined;
    for (const line of block.lines) {
      const found = numberOf(line, block.kind === "footnote" ? number : undefined);
      const fresh = groups.length === 0 || (found !== undefined && line !== block.lines[0]);
      if (fresh) groups.push([line]);
      else groups.at(-1)!.push(line);
      number = found ?? number ?? plainNumber(line);
    }
    return groups.length === 1 ? [block] : groups.map((lines) => ({ ...block, ...blockOf(lines), kind: block.kind }));
  });
}

/** The number that opens a line: raised, or plain where it is the one after the note before (`last`). */
function numberOf(line: Line, last: number | undefined): number | undefined {
  const first = line.words[0]!.text;
  if (RAISED.test(first)) return Number(nameOf(first.replace(/[().]/g, "")));
  const plain = plainNumber(line);
  return plain !== undefined && last !== undefined && plain === last + 1 ? plain : undefined;
}

function plainNumber({ words: [first, second] }: Line): number | undefined {
  if (second === undefined || !/^\d{1,3}[.)]?$/.test(first!.text)) return undefined;
  return /^[\p{Lu}"”“»«(]|^(?:jf|se|ibid|http|www)/u.test(second.text) ? Number.parseInt(first!.text, 10) : undefined;
}
