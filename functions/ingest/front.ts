import type { Block } from "./placed.ts";

/** A paragraph, heading or letter-head line of the first pages, in reading order. */
export interface FrontPart {
  text: string;
  /** Of the first page that has text: its cover, or where it begins. */
  cover: boolean;
  /** How many lines it takes. */
  lines: number;
  /** Points. */
  size: number;
  bold: boolean;
  heading: boolean;
  /** A running line: a letter-head, a foot. */
  running: boolean;
}

/** How many pages are the front: cover, colophon, preface. */
export const FRONT_PAGES = 3;

/** The parts of the first pages; `textOf` gives a block's canonical text, `running` the lines left out of it by page. */
export function frontOf(
  pages: readonly (readonly Block[])[],
  running: readonly (readonly { text: string; size: number }[])[],
  textOf: (block: Block) => string,
): FrontPart[] {
  const cover = pages.findIndex((blocks) => blocks.length > 0);
  return pages.slice(0, Math.max(FRONT_PAGES, cover + 1)).flatMap((blocks, page) => [
    ...(running[page] ?? []).map(({ text, size }) => ({
      text: clean(text),
      cover: page <= cover,
      lines: 1,
      size,
      bold: false,
      heading: false,
      running: true,
    })),
    ...blocks
      .filter(({ kind, rows }) => kind !== "contents" && kind !== "footnote" && !rows)
      .map((block) => ({
        text: clean(textOf(block)),
        cover: page === cover,
        lines: block.lines.length,
        size: block.lines[0]!.size,
        bold: block.lines[0]!.bold,
        heading: block.kind === "heading",
        running: false,
      })),
  ]);
}

export const clean = (text: string) => text.replace(/\s+/g, " ").trim();
