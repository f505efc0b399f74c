import { inDisplay } from "./boxes.ts";
import { clustersOf, joinClusters } from "./clusters.ts";
import { type Block, type Line, type Shape, type TableRow, textOf } from "./placed.ts";
import type { Placed } from "./reading-order.ts";
import { CAPTION } from "./roles.ts";

const FIGURE = /^(?:figur|figure|fig\.|diagram|kort|graf|map|chart)\s*\d/iu;
/** How far outside its drawing a figure's labels stand: names to the left, values to the right, axes below. */
const AROUND = { left: 110, right: 70, above: 26, below: 30 };
/** A caption is no farther than this from the labels of its figure. */
const CAPTION_NEAR = 46;

interface Label extends Placed {
  line: Line;
}

/**
 * Charts and drawings with their labels: axis numbers, names of bars, legends. Such words say nothing where they stand
 * alone, so they are kept apart from everything a claim may rest on. A drawing counts as a figure when it has bars or
 * curves and mostly figures around it, or when a caption next to it says so. What is as long as a sentence stays text.
 */
export function figuresOf(lines: readonly Line[], shapes: readonly Shape[]): { figures: Block[]; rest: Line[] } {
  const captions = lines.filter((line) => line.turn === 0 && FIGURE.test(textOf(line))).map(placedLine);
  const texts = lines.filter((line) => !isLabel(line)).map(placedLine);
  const drawn = shapes.filter((shape) => isDrawn(shape, lines[0]) && !texts.some((text) => holds(shape, text)));
  if (drawn.length < 2 && captions.length === 0) return { figures: [], rest: [...lines] };
  const taken = new Set<Line>();
  const figures: Block[] = [];
  const labels = lines.filter(isLabel).map(placedLine);
  for (const cluster of joinClusters(clustersOf(drawn), [...texts, ...captions])) {
    const area = around(cluster.area, texts);
    const own = labels.filter((label) => !taken.has(label.line) && inside(area, label));
    if (own.length < 2 || texts.filter((text) => inside(cluster.area, text)).length > 0.3 * own.length) continue;
    const captioned = captions.some((caption) => isNear(caption, [cluster.area, ...own]));
    const numbers = own.filter(({ line }) => /\d/.test(textOf(line))).length;
    const chart = own.length > 3 && numbers >= 0.4 * own.length && plots(cluster.shapes);
    if (!chart && !(captioned && cluster.shapes.some((shape) => shape.kind !== "rule"))) continue;
    for (const { line } of own) taken.add(line);
    figures.push(blockOfFigure(own));
  }
  return { figures, rest: lines.filter((line) => !taken.has(line)) };
}

const placedLine = (line: Line): Label => ({ line, ...inDisplay(line) });

const isLabel = (line: Line) => {
  const text = textOf(line);
  return text.length <= 34 && !CAPTION.test(text) && !(/[.!?]$/.test(text) && line.words.length > 3);
};

/** Marks that can be part of a drawing: not the paper, not a rule across the page. */
function isDrawn(shape: Shape, { paper }: Pick<Line, "paper"> = { paper: { width: 0, height: 0 } }): boolean {
  const width = shape.x1 - shape.x0;
  const height = shape.y1 - shape.y0;
  if (shape.kind === "fill" && (shape.colour === "#ffffff" || width * height > 0.5 * paper.width * paper.height))
    return false;
  return !(shape.kind === "rule" && Math.max(width, height) > 0.78 * Math.max(paper.width, paper.height));
}

const holds = (shape: Shape, text: Placed) =>
  shape.kind !== "rule" &&
  text.u0 > shape.x0 - 2 &&
  text.u1 < shape.x1 + 2 &&
  text.top > shape.y0 - 4 &&
  text.bottom < shape.y1 + 4;

const inside = (area: Placed, label: Placed) => {
  const u = (label.u0 + label.u1) / 2;
  const v = (label.top + label.bottom) / 2;
  return u > area.u0 && u < area.u1 && v > area.top && v < area.bottom;
};

/** The drawing and the room around it, up to the text above and below. */
function around(drawing: Placed, texts: readonly Placed[]): Placed {
  const level = texts.filter((text) => text.u0 < drawing.u1 && text.u1 > drawing.u0);
  const above = level.filter((text) => text.bottom < drawing.top + 4).map((text) => text.bottom);
  const below = level.filter((text) => text.top > drawing.bottom - 4).map((text) => text.top);
  return {
    u0: drawing.u0 - AROUND.left,
    u1: drawing.u1 + AROUND.right,
    top: Math.max(drawing.top - AROUND.above, ...above),
    bottom: Math.min(drawing.bottom + AROUND.below, ...below),
  };
}

const isNear = (caption: Placed, parts: readonly Placed[]) => {
  const u0 = Math.min(...parts.map((part) => part.u0));
  const u1 = Math.max(...parts.map((part) => part.u1));
  const top = Math.min(...parts.map((part) => part.top));
  const bottom = Math.max(...parts.map((part) => part.bottom));
  const apart = Math.max(top - caption.bottom, caption.top - bottom);
  return apart < CAPTION_NEAR && caption.u0 < u1 && caption.u1 > u0;
};

/** Bars that begin on one line and end where they will, a curve, or the slices of a pie. */
function plots(shapes: readonly Shape[]): boolean {
  if (shapes.some((shape) => shape.kind === "curve")) return true;
  const fills = shapes.filter((shape) => shape.kind === "fill");
  if (fills.filter((shape) => !shape.solid && shape.x1 - shape.x0 > 12 && shape.y1 - shape.y0 > 12).length > 1)
    return true;
  const level = fills.map(({ x0, x1, y0, y1 }) => ({ from: x0, to: x1, thick: y1 - y0, at: y0 }));
  const upright = fills.map(({ x0, x1, y0, y1 }) => ({ from: y1, to: y0, thick: x1 - x0, at: x0 }));
  return [level, upright].some((bars) =>
    bars.some((bar) => {
      const same = bars.filter(
        (other) => Math.abs(other.from - bar.from) < 1.5 && Math.abs(other.thick - bar.thick) < 1,
      );
      const ends = new Set(same.map((other) => Math.round(other.to / 3)));
      return new Set(same.map((other) => Math.round(other.at))).size > 2 && ends.size > 1;
    }),
  );
}

/** Labels on one height are one row: a bar's name and its value. */
function blockOfFigure(labels: readonly Label[]): Block {
  const sorted = [...labels].sort((a, b) => a.top + a.bottom - b.top - b.bottom);
  const rows: Label[][] = [];
  for (const label of sorted) {
    const row = rows.at(-1);
    const middle = (label.top + label.bottom) / 2;
    if (row?.[0] && middle < row[0].bottom && middle > row[0].top) row.push(label);
    else rows.push([label]);
  }
  for (const row of rows) row.sort((a, b) => a.u0 - b.u0);
  return {
    page: labels[0]!.line.page,
    lines: rows.flat().map((label) => label.line),
    kind: "figure",
    u0: Math.min(...labels.map((label) => label.u0)),
    u1: Math.max(...labels.map((label) => label.u1)),
    top: Math.min(...labels.map((label) => label.top)),
    bottom: Math.max(...labels.map((label) => label.bottom)),
    rows: rows.map(
      (row): TableRow => ({
        cells: row.map(({ line }, column) => ({ paragraphs: [[line]], column })),
        header: false,
      }),
    ),
  };
}
