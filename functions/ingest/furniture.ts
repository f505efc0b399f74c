import { inDisplay } from "./boxes.ts";
import { type Line, textOf } from "./placed.ts";

export interface PageLines {
  page: number;
  width: number;
  height: number;
  lines: Line[];
}

/** Running heads and feet stand in the outer parts of the page's height; letter-heads may reach further in. */
const EDGE = 0.14;
const DEEP_EDGE = 0.26;

/** How far down the page a line stands, or how far across it where it runs up or down: names of columns do, and margins. */
function placeOf(line: Line, width: number, height: number): number {
  if (line.turn === 0) return line.v / height;
  const { u0, u1 } = inDisplay(line);
  return (u0 + u1) / 2 / width;
}

const NUMBERED_THROUGH =
  /^(?:figur|tabel|boks|figure|table|fig\.|tab\.|box|bilag|annex|appendix|kapitel|chapter|afsnit|section|initiativ|indsats|anbefaling|recommendation|mål|delmål|tema|case|spørgsmål|punkt|del|trin|§|art(?:icle|ikel))\s*\d/i;

const shapeOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/\d+/g, "#")
    .replace(/\b[ivxlc]{1,6}\b/g, "#")
    .replace(/\s+/g, " ");

/**
 * Running heads, feet and page numbers, found because they come back: the same words (numbers aside) at the same height
 * on other pages, or a number that counts the pages.
 * @returns the lines to leave out, and the page number printed on each page.
 */
export function runningLines(pages: readonly PageLines[]): { furniture: Set<Line>; labels: Map<number, string> } {
  const furniture = new Set<Line>();
  const labels = new Map<number, string>();
  const seen = new Map<string, { line: Line; page: number; at: number }[]>();
  for (const { page, lines, width, height } of pages)
    for (const line of lines) {
      const at = placeOf(line, width, height);
      const deep = line.turn === 0 ? DEEP_EDGE : EDGE;
      if (at > deep && at < 1 - deep && !line.artifact) continue;
      const shape = shapeOf(textOf(line));
      const places = seen.get(shape) ?? [];
      places.push({ line, page, at });
      seen.set(shape, places);
    }
  const few = pages.length < 6 ? 2 : 3;
  const many = Math.max(3, Math.ceil(0.6 * pages.length));
  for (const [shape, places] of seen) {
    // one number, alone or with a word for page: it has to count the pages; any other words only have to come back
    const counting = /^[^#]*#[^#]*$/.test(shape) && /^(?:side|page|s\.|sida|p\.|-|–|\||#|\s|\.)+$/.test(shape);
    for (const { line, page, at } of places) {
      // captions and headings that are numbered through differ in their number alone; running ones do not
      const text = textOf(line);
      const same = places.filter(
        (other) => Math.abs(other.at - at) < 0.012 && (!NUMBERED_THROUGH.test(text) || textOf(other.line) === text),
      );
      const others = new Set(same.map((other) => other.page));
      const outer = at < EDGE || at > 1 - EDGE || line.artifact;
      const enough = outer ? few : many;
      // a page number that says so itself
      if (/^(?:side|page|sida) \d{1,4}(?: (?:af|of|\/) \d{1,4})?$/i.test(textOf(line))) furniture.add(line);
      else if (counting ? counts(line, page, same) || (line.artifact && others.size >= 2) : others.size >= enough)
        furniture.add(line);
    }
  }
  addSiblings(seen, furniture, pages.length);
  for (const { lines } of pages) {
    keepSentences(lines, furniture);
    keepContent(lines, furniture);
  }
  // a file of numbered blank pages says its numbers and nothing else
  if (pages.every(({ lines }) => lines.every((line) => furniture.has(line)))) furniture.clear();
  for (const [, places] of seen)
    for (const { line, page } of places) {
      const number = /(?:^|side |page |s\. |sida )(\d{1,4}|[ivxlc]{1,6})(?:$| (?:af|of|\/) )/i.exec(textOf(line))?.[1];
      if (furniture.has(line) && number) labels.set(page, number);
    }
  return { furniture, labels };
}

/** Where most pages have a running line, another that comes back at the same height is one too: a short chapter's. */
function addSiblings(
  seen: ReadonlyMap<string, { line: Line; page: number; at: number }[]>,
  furniture: Set<Line>,
  pageCount: number,
): void {
  const heights = new Map<number, Set<number>>();
  const slot = (at: number) => Math.round(at * 120);
  for (const places of seen.values())
    for (const { line, page, at } of places)
      if (furniture.has(line)) heights.set(slot(at), (heights.get(slot(at)) ?? new Set()).add(page));
  for (const places of seen.values())
    for (const { line, page, at } of places) {
      const crowded = (heights.get(slot(at))?.size ?? 0) > 0.3 * pageCount && pageCount > 5;
      if (crowded && places.some((other) => other.page !== page && Math.abs(other.at - at) < 0.005))
        furniture.add(line);
    }
}

/** Cells at the top of one table page after another may begin alike: what goes on in the line below is no running head. */
function keepSentences(lines: readonly Line[], furniture: Set<Line>): void {
  for (const line of lines) {
    if (!furniture.has(line) || /[.!?:]$/.test(textOf(line))) continue;
    const goesOn = lines.some(
      (other) =>
        !furniture.has(other) &&
        other.turn === line.turn &&
        Math.abs(other.u0 - line.u0) < 1 &&
        Math.abs(other.size - line.size) < 0.3 &&
        other.v > line.v &&
        other.v - line.v < 1.5 * line.size &&
        /^\p{Ll}/u.test(textOf(other)),
    );
    if (goesOn) furniture.delete(line);
  }
}

/** Where nothing else stands on a page, what comes back is what the page says. */
function keepContent(lines: readonly Line[], furniture: Set<Line>): void {
  if (lines.length === 0 || lines.some((line) => !furniture.has(line))) return;
  for (const line of lines) if (/\p{L}/u.test(textOf(line))) furniture.delete(line);
}

const numberIn = (line: Line) => Number(/\d{1,4}/.exec(textOf(line))?.[0] ?? Number.NaN);

/**
 * The number runs with the pages: the same distance from the physical page as on another page; or it stands where the
 * numbers of at least three other pages stand that do (a page may be misnumbered).
 */
function counts(line: Line, page: number, places: readonly { line: Line; page: number }[]): boolean {
  const offset = numberIn(line) - page;
  const others = places.filter((other) => other.page !== page);
  if (Number.isNaN(offset)) return others.length > 1;
  if (others.some((other) => numberIn(other.line) - other.page === offset)) return true;
  const offsets = others.map((other) => numberIn(other.line) - other.page).sort((a, b) => a - b);
  const usual = offsets[offsets.length >> 1];
  return offsets.filter((other) => other === usual).length >= 3 && Math.abs(offset - (usual ?? 0)) < 12;
}
