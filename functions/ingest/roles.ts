import { isContentsEntry, startsItem } from "./blocks.ts";
import { type Block, type Line, textOf } from "./placed.ts";

/** What the report's body text looks like: headings, notes and quotes are told by how they differ from it. */
export interface BodyType {
  size: number;
  bold: boolean;
  italic: boolean;
  name: string;
}

export function bodyTypeOf(lines: Iterable<Line>): BodyType {
  const counts = new Map<string, { type: BodyType; letters: number }>();
  for (const line of lines) {
    const face = line.words[0]!.face;
    const type = { size: Math.round(line.size * 4) / 4, bold: line.bold, italic: line.italic, name: face.name };
    const key = `${type.size}|${type.bold}|${type.italic}`;
    const count = counts.get(key) ?? { type, letters: 0 };
    for (const word of line.words) count.letters += word.text.length;
    counts.set(key, count);
  }
  let best = { type: { size: 10, bold: false, italic: false, name: "" }, letters: 0 };
  for (const count of counts.values()) if (count.letters > best.letters) best = count;
  return best.type;
}

export const blockText = (block: Pick<Block, "lines">) => block.lines.map(textOf).join(" ");

const NUMBERED =
  /^(?:(?:[Kk]apitel|KAPITEL|[Cc]hapter|CHAPTER|[Dd]el|[Aa]fsnit|[Bb]ilag|BILAG|[Aa]ppendix|[Aa]nnex|[Tt]ema|[Pp]unkt|[Pp]kt\.)\s+)?(\d{1,2}(?:\.\d{1,2}){0,4})\.?\)?[\s:–-]+\p{Lu}/u;
/** `Artikel 15`, `§ 4`: a line of its own in a law. */
const ARTICLE = /^(?:article|artikel|§)\s*\d{1,3}(?:\s?[a-z])?\.?$/i;
const NAMED =
  /^(?:kapitel|chapter|bilag|appendix|annex|afsnit|del|tema|punkt|opsamlingsboks|boks|faktaboks|box)\s+[\dIVXA-Z]/iu;
/** `Figur 2`, `Tabel A`, `Kilde:`; not `Kortvarig …` and not `Kilderne er …`. */
export const CAPTION =
  /^(?:[Ff]igur|FIGUR|[Tt]abel|TABEL|[Bb]oks|[Ff]igure|FIGURE|[Tt]able|TABLE|[Ff]ig\.|[Tt]ab\.|[Dd]iagram|[Kk]ort|[Gg]raf|[Kk]ilder?|[Ss]ources?|[Aa]nm\.|[Nn]oter?)(?:\s?\d|\s+[A-Z](?:\d|\b)|\s?[.:])/u;
export const FIGURE_NUMBER = /^(?:figur|tabel|figure|table|fig\.|tab\.|diagram|kort|graf)\s*\d[\d.]*/iu;
/** `Figur 3 viser, at …` is a sentence. */
const ABOUT_FIGURE = /^\p{L}+\.?\s*[\d.]+\s+\p{Ll}.*[.!?]$/u;
const NOTE_MARK = /^[⁰¹²³⁴-⁹*†‡]+\s?\S/u;
/** A note's number in the note's own type: a number alone, and then a word. */
const PLAIN_MARK = /^\d{1,3}[)\]]?\s+[\p{L}"”“»]/u;

export interface PageRoom {
  height: number;
  /** Rules on the page, by height. */
  rules: readonly { top: number; u0: number; u1: number }[];
}

/** Gives each block its kind, from its type, place and first words. */
export function nameBlocks(blocks: readonly Block[], body: BodyType, room: PageRoom): void {
  const lowestBody = Math.max(
    0,
    ...blocks.filter((block) => isBodyType(block, body) && block.lines.length > 1).map((block) => block.bottom),
  );
  for (const [i, block] of blocks.entries()) {
    if (block.kind !== "paragraph") continue;
    if (block.inCell) {
      const text = blockText(block);
      if (startsItem(block.lines[0]!)) block.kind = "list-item";
      else if (text.length < 25 || !/[.!?:;,\p{L}-]["”’»)]*$/u.test(text) || (text.length < 60 && !/[.!?]$/.test(text)))
        block.kind = "table";
      continue;
    }
    const text = blockText(block);
    const first = block.lines[0]!;
    if (isFootnote(block, text, body, lowestBody, room)) block.kind = "footnote";
    else if (isContentsEntry(text)) block.kind = "contents";
    else if (isCaption(text, first, body)) block.kind = "caption";
    else if (startsItem(first) && !isHeading(block, text, body)) block.kind = "list-item";
    else if (isHeading(block, text, body) || isPlainHeading(blocks, i, text)) {
      block.kind = "heading";
      const number = NUMBERED.exec(text)?.[1];
      if (number) block.level = number.split(".").length;
    }
  }
}

function isCaption(text: string, first: Line, body: BodyType): boolean {
  if (!CAPTION.test(text)) return false;
  const small = first.size < body.size * 0.97;
  if (!FIGURE_NUMBER.test(text)) return small;
  const other = small || first.bold !== body.bold || first.italic !== body.italic;
  return text.length < 300 && (other || !ABOUT_FIGURE.test(text));
}

const isBodyType = (block: Block, body: BodyType) => Math.abs(block.lines[0]!.size - body.size) < 0.06 * body.size;

function isHeading(block: Block, text: string, body: BodyType): boolean {
  const first = block.lines[0]!;
  const bold = block.lines.every((line) => line.bold);
  const larger = first.size > body.size * 1.12;
  const letters = text.replace(/[^\p{L}]/gu, "").length;
  if (/^[•▪■◼●○◦‣⁃∙·]/.test(text) || letters < 2 || text.length > 220 || block.lines.length > 4) return false;
  if (/^[\p{Ll}(]/u.test(text) && !/^\d/.test(text)) return false;
  if (ARTICLE.test(text)) return block.lines.length === 1;
  if (/[.;,][⁰¹²³⁴-⁹]*$/.test(text) && !/(?:m\.m|mv|osv|m\.fl|etc)\.$/.test(text) && !NUMBERED.test(text)) return false;
  if (/[.!?]\s+\p{Lu}\p{Ll}/u.test(text.replace(/^[\d.]+\s/, "")) && text.length > 90) return false;
  if (larger) return true;
  if (bold && !body.bold) return true;
  if (NAMED.test(text) && text.length < 120 && block.lines.length <= 2 && !/[.!]$/.test(text)) return true;
  if (text.length < 100 && block.lines.length === 1 && letters > 5 && text === text.toUpperCase()) return true;
  // a chapter number alone does not make a heading: numbered sentences and list items have one too
  return NUMBERED.test(text) && /\d\.\d/.test(text) && text.length < 100 && block.lines.length === 1;
}

/** A short line in the body's own type, alone above a paragraph: no end mark, no comma, and no such line before it. */
function isPlainHeading(blocks: readonly Block[], i: number, text: string): boolean {
  const block = blocks[i]!;
  const next = blocks[i + 1];
  const last = blocks[i - 1];
  if (next?.kind !== "paragraph" || block.box !== next.box || block.lines.length > 2 || text.length > 90) return false;
  if (!/^\p{Lu}/u.test(text) || /[.!?:;,)-][⁰¹²³⁴-⁹]*$|,/.test(text) || text.length < 5) return false;
  if (Math.abs(next.u0 - block.u0) > 2 || next.top - block.bottom > 2.5 * block.lines[0]!.size) return false;
  const below = blockText(next);
  const item = startsItem(next.lines[0]!);
  if (!item && (next.lines.length < 2 || text.split(" ").length < 2)) return false;
  if ((!item && !/^[\p{Lu}“”"»]/u.test(below)) || !/[.!?][”"’)]*\s|[.!?]$/u.test(below)) return false;
  if (!item && block.u1 - block.u0 > 0.8 * (next.u1 - next.u0) && block.lines.length === 1) return false;
  return last?.kind !== "paragraph" || /[.!?:][”"’)]*[⁰¹²³⁴-⁹]*$/.test(blockText(last)) || last.lines.length > 2;
}

/** A heading whose last words stand in another type goes on; a line that merely looks like one belongs to its sentence. */
export function mendHeadings(blocks: readonly Block[]): Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    const last = result.at(-1);
    // what a term means stands further in
    const below =
      last?.kind === "heading" &&
      !(block.u0 > last.u0 + 1.2 * block.lines[0]!.size && last.lines.length === 1 && !isCentred(last, block)) &&
      last.box === block.box &&
      block.kind === "paragraph" &&
      /^\p{Ll}/u.test(blockText(block));
    if (!last || !below || block.top - last.bottom > 2.5 * last.lines[0]!.size) {
      result.push(block);
      continue;
    }
    const title = block.lines.length === 1 && !/[.;]$/.test(blockText(block)) && !/[-,]$/.test(blockText(last));
    if (!title) last.kind = "paragraph";
    last.lines = [...last.lines, ...block.lines];
    last.bottom = block.bottom;
  }
  return result;
}

const isCentred = (a: Block, b: Block) => Math.abs(a.u0 + a.u1 - b.u0 - b.u1) < 2 * a.lines[0]!.size;

function isFootnote(block: Block, text: string, body: BodyType, lowestBody: number, room: PageRoom): boolean {
  const { size } = block.lines[0]!;
  const smaller = size < body.size * 0.93;
  const marked = NOTE_MARK.test(text);
  if (block.top < room.height * 0.4) return false;
  const ruled = room.rules.some(
    (rule) =>
      rule.top < block.top + 2 && block.top - rule.top < 60 && rule.u1 - rule.u0 < 260 && rule.u0 < block.u0 + 12,
  );
  const low = block.top > lowestBody - size;
  if (!smaller) return false;
  return marked ? low || ruled : ruled && low && (PLAIN_MARK.test(text) || block.top > room.height * 0.7);
}
