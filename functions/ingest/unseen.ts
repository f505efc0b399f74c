import type { Glyph, Painted, Shape } from "./placed.ts";

/** Text whose contrast with its ground is below this cannot be read; 1 is none. The palest grey in print has about 1.6. */
const LEAST_CONTRAST = 1.18;

/** Parts what a person can see from what she cannot: white, tiny, off the page, under a picture, on a hidden layer. */
export function partUnseen(painted: Painted): { seen: Glyph[]; unseen: number } {
  const { glyphs, shapes } = painted;
  const grounds = shapes
    .filter(
      (shape) =>
        (shape.kind === "fill" || shape.kind === "image") && (shape.x1 - shape.x0) * (shape.y1 - shape.y0) > 20,
    )
    .slice(0, 3000);
  const covers = grounds.filter((shape) => shape.solid && shape.kind === "fill");
  const ocrLayer = isScan(painted);
  const seen: Glyph[] = [];
  let unseen = 0;
  for (const glyph of glyphs) {
    const { ink } = glyph;
    const blank = glyph.text === " " || glyph.text.trim() === "";
    let hidden = glyph.unseen;
    // an invisible text layer over a scanned page is its text
    if (hidden === "mode" && ocrLayer) hidden = undefined;
    else if (!hidden && !blank) {
      const x = (glyph.x + glyph.endX) / 2;
      const y = (glyph.y + glyph.endY) / 2 - 0.3 * ink.size;
      if (covers.some((shape) => shape.order > ink.order && holds(shape, x, y))) hidden = "covered";
      else if (
        ink.colour !== undefined &&
        (grounds.length > 0 || ink.colour !== "#000000") &&
        isFaint(ink.colour, groundAt(grounds, ink.order, x, y))
      )
        hidden = "colour";
    }
    if (!hidden) seen.push(glyph);
    else if (!blank) unseen += glyph.text.length;
  }
  return { seen, unseen };
}

const holds = (shape: Shape, x: number, y: number) => x >= shape.x0 && x <= shape.x1 && y >= shape.y0 && y <= shape.y1;

/** A picture over most of the page, under or over text that no mode paints: a scan with its text layer. */
function isScan({ shapes, glyphs, width, height }: Painted): boolean {
  const picture = shapes.some(
    (shape) => shape.kind === "image" && (shape.x1 - shape.x0) * (shape.y1 - shape.y0) > 0.6 * width * height,
  );
  if (!picture) return false;
  let invisible = 0;
  for (const glyph of glyphs) if (glyph.unseen === "mode") invisible++;
  return invisible > 0.6 * glyphs.length;
}

/** The colour under a point; undefined where a picture or a pattern lies there. */
function groundAt(grounds: readonly Shape[], before: number, x: number, y: number): string | undefined {
  for (let i = grounds.length - 1; i >= 0; i--) {
    const shape = grounds[i]!;
    if (shape.order < before && holds(shape, x, y)) return shape.solid ? shape.colour : undefined;
  }
  return "#ffffff";
}

const luminances = new Map<string, number>();

function luminance(colour: string): number {
  let value = luminances.get(colour);
  if (value === undefined) {
    const channel = (at: number) => {
      const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    value = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
    if (luminances.size < 10_000) luminances.set(colour, value);
  }
  return value;
}

function isFaint(colour: string, ground: string | undefined): boolean {
  if (ground === undefined) return false;
  const a = luminance(colour);
  const b = luminance(ground);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < LEAST_CONTRAST;
}
