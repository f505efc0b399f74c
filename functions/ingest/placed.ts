/** What the reader knows about marks on a page before it knows any meaning. Lengths are points (1/72 inch). */

/** A typeface as the PDF uses it. */
export interface Face {
  name: string;
  bold: boolean;
  italic: boolean;
  /** Share of the font size above and below the baseline that a line of it takes. */
  ascent: number;
  descent: number;
}

/** Why a person cannot see a mark: never read into the text, only counted. */
export type Unseen = "mode" | "colour" | "tiny" | "off-page" | "clipped" | "layer" | "covered";

/** What all glyphs of one text operator share. */
export interface Ink {
  /** Points. */
  size: number;
  /** Extra space after each glyph that the producer asked for, in points: letter-spaced headings have it. */
  tracking: number;
  /** Quarter turns clockwise of the text on the displayed page; undefined where it runs askew (a watermark, a label). */
  turn: 0 | 1 | 2 | 3 | undefined;
  face: Face;
  /** `#rrggbb`; undefined where a pattern fills it. */
  colour: string | undefined;
  /** Painting order on the page. */
  order: number;
  /** Stands inside content marked as an artifact (running heads of tagged files). */
  artifact: boolean;
}

/**
 * One shown character (or ligature) in display space: origin top left of the CropBox, y downwards, rotation applied.
 * `x, y` is its origin on the baseline, `endX, endY` where its own advance ends (character spacing left out).
 */
export interface Glyph {
  text: string;
  x: number;
  y: number;
  endX: number;
  endY: number;
  ink: Ink;
  unseen: Unseen | undefined;
}

/** A rectangle that something painted covers, in display space. */
export interface Shape {
  /** A curve is an open line of several points that does not keep to the axes: what a chart draws. */
  kind: "fill" | "stroke" | "image" | "rule" | "curve";
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  colour: string | undefined;
  /** False for see-through, patterned or curved paint: it may hide nothing and its colour is no background. */
  solid: boolean;
  order: number;
}

/** Everything painted on one page. */
export interface Painted {
  page: number;
  width: number;
  height: number;
  glyphs: Glyph[];
  shapes: Shape[];
  /** True when operators were left out because there were too many. */
  cut: boolean;
}

/** A word, or the part of it on one line, in reading space: u runs along the line, v down the lines. */
export interface Word {
  text: string;
  u0: number;
  u1: number;
  /** Baseline. */
  v: number;
  size: number;
  face: Face;
  colour: string | undefined;
  order: number;
  artifact: boolean;
  /** Quarter turns clockwise of the text on the displayed page. */
  turn: 0 | 1 | 2 | 3;
  /** True when no space stands before it and the gap is a hair: joined to the word before without a space. */
  glued: boolean;
  /** A raised small mark (footnote mark, exponent) at its end. */
  raised: boolean;
}

/** A page's size in points, as displayed. */
export interface Paper {
  width: number;
  height: number;
}

/** Words on one baseline of one column. */
export interface Line {
  page: number;
  paper: Paper;
  words: Word[];
  /** The words with their spaces. */
  text: string;
  u0: number;
  u1: number;
  v: number;
  size: number;
  bold: boolean;
  italic: boolean;
  colour: string | undefined;
  turn: 0 | 1 | 2 | 3;
  artifact: boolean;
}

/** Words of one line with a space between those that are not glued. */
export function spaced(words: readonly Word[]): string {
  let text = "";
  for (const word of words) text += text === "" || word.glued ? word.text : ` ${word.text}`;
  return text;
}

export const textOf = (line: Pick<Line, "text">) => line.text;

/** What role a block plays on its page. */
export type BlockKind =
  | "paragraph"
  | "heading"
  | "list-item"
  | "table"
  | "quote"
  | "footnote"
  | "caption"
  | "reference"
  | "contents"
  /** The labels of a chart or drawing: in the text, in no passage. */
  | "figure"
  | "furniture";

/** Lines that belong together: a paragraph, a heading, a list item, a table. */
export interface Block {
  page: number;
  lines: Line[];
  u0: number;
  u1: number;
  top: number;
  bottom: number;
  kind: BlockKind;
  /** Number of the box (background or frame) it stands in, if any: unique in the report. */
  box?: number;
  level?: number;
  rows?: TableRow[];
  /** The table that it is (rows) or stands in (running text of a cell), the same object for all of one table. */
  table?: Table;
  /** Running text that stood in a table's cell, its column and the column's name. */
  inCell?: boolean;
  column?: number;
  under?: string;
  /** Text that runs another way than its page, beside what is read there. */
  aside?: boolean;
  /** A pull quote's speaker, as its attribution lines name her. */
  speaker?: { name: string; role?: string };
}

/** How wide a table is, in reading space, and the names of its columns by column. */
export interface Table {
  u0: number;
  u1: number;
  names: Map<number, string>;
}

export interface TableRow {
  /** In order, empty ones left out. */
  cells: { paragraphs: Line[][]; column: number }[];
  header: boolean;
  /** Runs upwards or downwards: a row of its own, for a passage runs one way. */
  turned?: boolean;
}
