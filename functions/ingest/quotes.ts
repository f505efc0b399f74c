import { blockOf } from "./blocks.ts";
import { type Block, textOf } from "./placed.ts";
import { type BodyType, blockText } from "./roles.ts";

const OPENS = /^[“”„»«"]/;
const NAME =
  /^(?:[–—-]\s*)?(?:(?:dr|prof|professor|overlæge|lektor|læge|sygeplejerske|patient)\.?\s+)?\p{Lu}[\p{L}.'’-]+(?:\s+(?:\p{Lu}[\p{L}.'’-]*|af|von|van|de|la)){0,4}(?:,|$|\s\()/u;

/**
 * Pull quotes: text that opens with a quotation mark, or slanted text in a box, in a type that is not the body's, with the
 * name of who says it (and perhaps her role) in lines of another type below.
 */
export function findQuotes(blocks: readonly Block[], body: BodyType): Block[] {
  const result: Block[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!;
    if (block.kind !== "paragraph" || !opensQuote(block, body)) {
      result.push(block);
      continue;
    }
    const { said, named } = parted(block);
    const parts = [said];
    let attribution = named;
    while (!attribution && parts.length < 6) {
      const next = blocks[i + 1];
      if (!next || next.box !== block.box || next.page !== block.page || next.kind !== "paragraph") break;
      if (isAttribution(next, said)) attribution = next;
      else if (block.box === undefined || !sameType(next, said)) break;
      else parts.push(next);
      i++;
    }
    for (const part of parts) part.kind = "quote";
    if (attribution) {
      // the lines of a name and those of a role may have been parted
      const next = blocks[i + 1];
      if (next && next.box === block.box && next.page === block.page && isRole(next, attribution)) {
        attribution = blockOf([...attribution.lines, ...next.lines]);
        i++;
      }
      if (block.box !== undefined) attribution.box = block.box;
      attribution.kind = "caption";
      const speaker = speakerIn(attribution);
      if (speaker) for (const part of parts) part.speaker = speaker;
    }
    result.push(...parts, ...(attribution ? [attribution] : []));
  }
  return result;
}

function opensQuote(block: Block, body: BodyType): boolean {
  const text = blockText(block);
  const first = block.lines[0]!;
  const other =
    first.italic !== body.italic ||
    first.words[0]!.face.name !== body.name ||
    Math.abs(first.size - body.size) > 0.08 * body.size ||
    block.box !== undefined;
  if (OPENS.test(text) && other) return true;
  // set in the body's type: a mark that opens a whole paragraph and does not close in its first sentence
  if (/^[“„»]\s?\p{Lu}/u.test(text) && !/^.{0,160}[”«"]/.test(text)) return true;
  return block.box !== undefined && first.italic && !body.italic && text.length > 30;
}

/** A quote and its attribution that stand in one block, told apart by a change of type near the end. */
function parted(block: Block): { said: Block; named?: Block } {
  const first = block.lines[0]!;
  const at = block.lines.findIndex(
    (line, i) => i > 0 && (line.bold !== first.bold || line.italic !== first.italic || line.size < first.size * 0.93),
  );
  if (at < 1 || block.lines.length - at > 4) return { said: block };
  const named = carry(block, block.lines.slice(at));
  return NAME.test(textOf(named.lines[0]!)) ? { said: carry(block, block.lines.slice(0, at)), named } : { said: block };
}

const carry = (from: Block, lines: Block["lines"]): Block => ({
  ...blockOf(lines),
  ...(from.box === undefined ? {} : { box: from.box }),
});

const sameType = (a: Block, b: Block) =>
  a.lines[0]!.italic === b.lines[0]!.italic &&
  a.lines[0]!.bold === b.lines[0]!.bold &&
  Math.abs(a.lines[0]!.size - b.lines[0]!.size) < 0.6;

function isAttribution(block: Block, said: Block): boolean {
  const text = blockText(block);
  return (
    block.lines.length <= 4 && text.length < 160 && NAME.test(text) && (!sameType(block, said) || /^[–—-]/.test(text))
  );
}

const isRole = (block: Block, name: Block) =>
  block.lines.length <= 3 &&
  blockText(block).length < 140 &&
  block.top - name.bottom < 1.2 * name.lines[0]!.size &&
  Math.abs(block.lines[0]!.size - name.lines[0]!.size) < 1.5 &&
  !/[.!?]$/.test(blockText(block)) &&
  block.box !== undefined;

function speakerIn(block: Block): { name: string; role?: string } | undefined {
  const lines = block.lines.map(textOf);
  const whole = lines.join(" ").replace(/^[–—-]\s*/, "");
  const first = lines[0]!.replace(/^[–—-]\s*/, "");
  const comma = whole.indexOf(",");
  const cut = comma > 0 && comma < first.length ? comma : first.length;
  const name = whole.slice(0, cut).trim();
  const role = whole
    .slice(cut)
    .replace(/^[,\s]+/, "")
    .replace(/[\s,]*\(?(?:interview|(?:19|20)\d{2}[a-z]?)\)?$/i, "")
    .trim();
  // one word alone is a name only where something follows it: `Overlæge, onkologisk afdeling`
  const whom = /^\S+\s+\S/.test(name) || (comma > 0 && role !== "");
  if (name.length > 80 || !(NAME.test(whole) || NAME.test(first)) || !whom || /\d/.test(name)) return undefined;
  return role === "" ? { name } : { name, role };
}
