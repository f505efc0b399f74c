import type { Block } from "./placed.ts";
import { type BodyType, blockText } from "./roles.ts";

const REFERENCES =
  /^(?:[\dIVX.]+\s+)?(?:litteratur(?:liste|fortegnelse|henvisninger)?|referencer?|referenceliste|kilde(?:r|liste|fortegnelse|henvisninger)?|references?|bibliography|literature(?: cited)?|works cited|noter og referencer|slutnoter|endnotes)\s*:?$/i;
const CONTENTS = /^(?:indhold(?:sfortegnelse|soversigt)?|table of contents|contents|innehåll(?:sförteckning)?)\s*:?$/i;
const PAGE_AT_END = /(?:\s|\.{2,}|…)(?:\d{1,3}|[ivxl]{1,5})$/i;

/** Puts each heading on a level: by its number where it has one, else by its type, larger and bolder above. */
export function levelHeadings(stream: readonly Block[], body: BodyType): void {
  const headings = stream.filter((block) => block.kind === "heading");
  const typeOf = (block: Block) => Math.round(block.lines[0]!.size * 2) + (block.lines[0]!.bold ? 0.5 : 0);
  const numbered = new Map<number, number[]>();
  for (const block of headings)
    if (block.level !== undefined) numbered.set(typeOf(block), [...(numbered.get(typeOf(block)) ?? []), block.level]);
  const ranks = [...new Set(headings.map(typeOf))].sort((a, b) => b - a);
  for (const block of headings) {
    if (block.level !== undefined) continue;
    const type = typeOf(block);
    const known = numbered.get(type);
    if (known) block.level = Math.min(...known);
    else {
      // below the deepest numbered type that is larger, else by rank among the types
      const larger = [...numbered].filter(([other]) => other > type).flatMap(([, levels]) => levels);
      block.level = larger.length > 0 ? Math.max(...larger) + 1 : Math.min(6, ranks.indexOf(type) + 1);
    }
    if (block.lines[0]!.size <= body.size * 1.05 && !known) block.level = Math.max(block.level, 2);
  }
}

/** Walks the stream with the headings above each block, as `titleOf` spells them; names references and contents on the way. */
export function withSections(
  stream: readonly Block[],
  titleOf: (heading: Block) => string,
): { block: Block; section: string[] }[] {
  const path: { title: string; level: number }[] = [];
  /** Headings inside the current box: they end with it. */
  const inside: { title: string; level: number }[] = [];
  let box: number | undefined;
  const zone = { mode: undefined as "references" | "contents" | undefined, level: 0, page: 0 };
  return stream.map((block) => {
    const text = blockText(block);
    if (block.box !== box) {
      box = block.box;
      inside.length = 0;
    }
    const prose = text.length > 80 && /[.!?:]$/.test(text) && !block.rows;
    if (zone.mode === "contents" && (block.page > zone.page + 1 || prose)) zone.mode = undefined;
    if (zone.mode === "contents" && (PAGE_AT_END.test(text) || block.rows)) {
      zone.page = block.page;
      block.kind = "contents";
    }
    const here = () => [...path, ...inside].map((part) => part.title);
    if (block.kind === "heading") {
      const level = block.level ?? 1;
      const own = box === undefined ? path : inside;
      if (box === undefined) enterZone(zone, text, level, block.page);
      while (own.length > 0 && own.at(-1)!.level >= level) own.pop();
      const section = here();
      own.push({ title: titleOf(block).slice(0, 300), level });
      return { block, section };
    }
    const plain = block.kind === "paragraph" || block.kind === "list-item";
    if (zone.mode === "references" && plain && block.box === undefined) block.kind = "reference";
    return { block, section: block.under ? [...here(), block.under] : here() };
  });
}

function enterZone(
  zone: { mode: "references" | "contents" | undefined; level: number; page: number },
  title: string,
  level: number,
  page: number,
): void {
  // parts of a table of contents may have headings of their own
  if (zone.mode && level <= zone.level && !(zone.mode === "contents" && page <= zone.page)) zone.mode = undefined;
  if (REFERENCES.test(title)) Object.assign(zone, { mode: "references", level });
  else if (CONTENTS.test(title)) Object.assign(zone, { mode: "contents", level: 99, page });
}
