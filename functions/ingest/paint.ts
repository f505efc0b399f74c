import { type Affine, apply, IDENTITY, multiply } from "./affine.ts";
import { turnOf, unseenByState } from "./ink.ts";
import { rectangles } from "./paths.ts";
import { OPS, type PageSource } from "./pdf-document.ts";
import type { Face, Glyph, Ink, Painted, Shape, Unseen } from "./placed.ts";

/** Pages with more operators are maps and drawings; what follows is left out and said to be. */
const MOST_OPERATORS = 3_000_000;

interface State {
  ctm: Affine;
  fill: string | undefined;
  fillAlpha: number;
  stroke: string | undefined;
  mode: number;
  face: Face;
  fontScale: number;
  type3: boolean;
  vertical: boolean;
  size: number;
  direction: 1 | -1;
  charSpacing: number;
  wordSpacing: number;
  hScale: number;
  leading: number;
  rise: number;
  /** What may be painted on, in display space: x0, y0, x1, y1. */
  clip: readonly [number, number, number, number];
}

type PdfGlyph = { unicode: string; width: number; isSpace: boolean; vmetric?: number[] | null } | number;

/**
 * Walks the page's operators as a renderer would, without rendering: which character stands where, in which type and
 * colour, what lies under it and over it. Pictures are never decoded: pdfjs leaves out those above its size limit (0),
 * and an image shows as a transformation with nothing painted in it.
 */
export async function paint(source: PageSource): Promise<Painted> {
  const { operators, faceOf, isVisible, transform, width, height } = source;
  const glyphs: Glyph[] = [];
  const shapes: Shape[] = [];
  const page = [0, 0, width, height] as const;
  let state: State = {
    ctm: transform,
    fill: "#000000",
    fillAlpha: 1,
    stroke: "#000000",
    mode: 0,
    face: { name: "", bold: false, italic: false, ascent: 0.8, descent: 0.2 },
    fontScale: 0.001,
    type3: false,
    vertical: false,
    size: 0,
    direction: 1,
    charSpacing: 0,
    wordSpacing: 0,
    hScale: 1,
    leading: 0,
    rise: 0,
    clip: page,
  };
  const saved: State[] = [];
  const marks: { artifact: boolean; hidden: boolean }[] = [];
  let artifact = false;
  let layerHidden = false;
  let textMatrix: Affine = IDENTITY;
  let x = 0;
  let y = 0;
  let lineX = 0;
  let lineY = 0;
  let pendingClip = false;
  /** Set by a transformation, cleared by anything painted: still set at the restore, an image was there. */
  let emptyTransform = false;
  const remark = () => {
    artifact = marks.some((mark) => mark.artifact);
    layerHidden = marks.some((mark) => mark.hidden);
  };
  const move = (dx: number, dy: number) => {
    lineX += dx;
    lineY += dy;
    x = lineX;
    y = lineY;
  };
  const save = () => {
    saved.push(state);
    state = { ...state };
  };
  const restore = () => {
    state = saved.pop() ?? state;
  };
  const addShape = (
    kind: Shape["kind"],
    box: readonly number[],
    colour: string | undefined,
    solid: boolean,
    order: number,
  ) => {
    const [a, b, c, d] = state.clip;
    const x0 = Math.max(a, box[0]!);
    const y0 = Math.max(b, box[1]!);
    const x1 = Math.min(c, box[2]!);
    const y1 = Math.min(d, box[3]!);
    if (x1 >= x0 && y1 >= y0 && !layerHidden) shapes.push({ kind, x0, y0, x1, y1, colour, solid, order });
  };

  const show = (shown: readonly PdfGlyph[], order: number) => {
    const { size, direction, face, rise, charSpacing } = state;
    if (size === 0) return;
    const hScale = state.hScale * direction;
    const whole = multiply(state.ctm, textMatrix);
    const em = size * Math.hypot(whole[2], whole[3]);
    const alongScale = Math.hypot(whole[0], whole[1]) * Math.abs(hScale);
    const advanceScale = size * state.fontScale;
    const base = unseenByState(state, em, layerHidden);
    const forward = state.vertical
      ? [-whole[2], -whole[3]]
      : [whole[0] * Math.sign(hScale), whole[1] * Math.sign(hScale)];
    const ink: Ink = {
      size: em,
      tracking: charSpacing * alongScale,
      turn: turnOf(forward[0]!, forward[1]!),
      face,
      colour: state.fill,
      order,
      artifact,
    };
    const [clip0, clip1, clip2, clip3] = state.clip;
    let along = 0;
    for (const glyph of shown) {
      if (typeof glyph === "number") {
        along += ((state.vertical ? 1 : -1) * glyph * size) / 1000;
        continue;
      }
      const spacing = (glyph.isSpace ? state.wordSpacing : 0) + charSpacing;
      const advance = state.vertical ? -(glyph.vmetric?.[0] ?? -1000) * advanceScale : glyph.width * advanceScale;
      const fromX = state.vertical ? x : x + along * hScale;
      const fromY = state.vertical ? y + rise - along : y + rise;
      const toX = state.vertical ? x : fromX + advance * hScale;
      const toY = state.vertical ? fromY - advance : fromY;
      if (glyph.unicode !== "" && glyph.unicode !== "\u0000") {
        const startX = whole[0] * fromX + whole[2] * fromY + whole[4];
        const startY = whole[1] * fromX + whole[3] * fromY + whole[5];
        const endX = whole[0] * toX + whole[2] * toY + whole[4];
        const endY = whole[1] * toX + whole[3] * toY + whole[5];
        const middleX = (startX + endX) / 2;
        const middleY = (startY + endY) / 2;
        let unseen: Unseen | undefined = base;
        if (!unseen && (middleX < -1 || middleX > width + 1 || middleY < -1 || middleY > height + em * 0.5))
          unseen = "off-page";
        else if (
          !unseen &&
          (middleX < clip0 - 1 || middleX > clip2 + 1 || middleY < clip1 - 1 || middleY - em * 0.7 > clip3)
        )
          unseen = "clipped";
        glyphs.push({ text: glyph.unicode, x: startX, y: startY, endX, endY, ink, unseen });
      }
      along += advance + (state.vertical ? -spacing : spacing) * direction;
    }
    if (state.vertical) y -= along;
    else x += along * hScale;
  };

  const path = (args: unknown[], order: number) => {
    const operator = args[0] as number;
    const data = (args[1] as unknown[])[0];
    const found = data instanceof Float32Array ? rectangles(data, state.ctm) : [];
    if (pendingClip) {
      const bounds = args[2];
      if (bounds instanceof Float32Array && bounds.length === 4) {
        const corners = [
          apply(state.ctm, bounds[0]!, bounds[1]!),
          apply(state.ctm, bounds[2]!, bounds[3]!),
          apply(state.ctm, bounds[0]!, bounds[3]!),
          apply(state.ctm, bounds[2]!, bounds[1]!),
        ];
        const [a, b, c, d] = state.clip;
        state.clip = [
          Math.max(a, Math.min(...corners.map((p) => p[0]))),
          Math.max(b, Math.min(...corners.map((p) => p[1]))),
          Math.min(c, Math.max(...corners.map((p) => p[0]))),
          Math.min(d, Math.max(...corners.map((p) => p[1]))),
        ];
      }
      pendingClip = false;
    }
    if (operator === OPS.endPath) return;
    emptyTransform = false;
    const filled = operator !== OPS.stroke && operator !== OPS.closeStroke;
    const solid = state.fillAlpha > 0.95 && state.fill !== undefined;
    for (const box of found) {
      const thin = Math.min(box.x1 - box.x0, box.y1 - box.y0) < 2.5;
      const bounds = [box.x0, box.y0, box.x1, box.y1];
      if (thin && (box.straight || filled)) addShape("rule", bounds, filled ? state.fill : state.stroke, false, order);
      else if (filled) addShape("fill", bounds, state.fill, solid && box.straight, order);
      else if (box.straight) addShape("stroke", bounds, state.stroke, false, order);
      else if (!box.closed && box.points > 3) addShape("curve", bounds, state.stroke, false, order);
    }
  };

  const image = (order: number, solid: boolean) => {
    const corners = [apply(state.ctm, 0, 0), apply(state.ctm, 1, 0), apply(state.ctm, 0, 1), apply(state.ctm, 1, 1)];
    const xs = corners.map((p) => p[0]);
    const ys = corners.map((p) => p[1]);
    addShape("image", [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], undefined, solid, order);
  };

  const { fnArray, argsArray } = await operators();
  const count = Math.min(fnArray.length, MOST_OPERATORS);
  for (let i = 0; i < count; i++) {
    const args = argsArray[i] as unknown[];
    switch (fnArray[i]) {
      case OPS.save:
        save();
        break;
      case OPS.restore:
        if (emptyTransform) image(i, false);
        emptyTransform = false;
        restore();
        break;
      case OPS.transform:
        state.ctm = multiply(state.ctm, args as unknown as Affine);
        emptyTransform = true;
        break;
      case OPS.beginText:
        textMatrix = IDENTITY;
        x = y = lineX = lineY = 0;
        break;
      case OPS.setTextMatrix:
        textMatrix = (Array.isArray(args[0]) || ArrayBuffer.isView(args[0]) ? args[0] : args) as unknown as Affine;
        x = y = lineX = lineY = 0;
        break;
      case OPS.moveText:
        move(args[0] as number, args[1] as number);
        break;
      case OPS.setLeadingMoveText:
        state.leading = args[1] as number;
        move(args[0] as number, args[1] as number);
        break;
      case OPS.setLeading:
        state.leading = -(args[0] as number);
        break;
      case OPS.nextLine:
        move(0, state.leading);
        break;
      case OPS.setFont: {
        const font = faceOf(args[0] as string);
        const size = args[1] as number;
        Object.assign(state, { ...font, size: Math.abs(size), direction: size < 0 ? -1 : 1 });
        break;
      }
      case OPS.setGState:
        for (const [key, value] of args[0] as [string, unknown][]) {
          if (key === "ca") state.fillAlpha = value as number;
          else if (key === "Font") {
            const [id, size] = value as [string, number];
            Object.assign(state, { ...faceOf(id), size: Math.abs(size), direction: size < 0 ? -1 : 1 });
          }
        }
        break;
      case OPS.setCharSpacing:
        state.charSpacing = args[0] as number;
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = args[0] as number;
        break;
      case OPS.setHScale:
        state.hScale = (args[0] as number) / 100;
        break;
      case OPS.setTextRise:
        state.rise = args[0] as number;
        break;
      case OPS.setTextRenderingMode:
        state.mode = args[0] as number;
        break;
      case OPS.showText:
        emptyTransform = false;
        show(args[0] as PdfGlyph[], i);
        break;
      case OPS.setFillRGBColor:
        state.fill = args[0] as string;
        break;
      case OPS.setFillColorN:
      case OPS.setFillTransparent:
        state.fill = undefined;
        break;
      case OPS.setStrokeRGBColor:
        state.stroke = args[0] as string;
        break;
      case OPS.clip:
      case OPS.eoClip:
        pendingClip = true;
        break;
      case OPS.constructPath:
        path(args, i);
        break;
      case OPS.shadingFill:
        emptyTransform = false;
        addShape("fill", state.clip, undefined, false, i);
        break;
      case OPS.paintFormXObjectBegin: {
        save();
        emptyTransform = false;
        if (args[0]) state.ctm = multiply(state.ctm, args[0] as Affine);
        break;
      }
      case OPS.paintFormXObjectEnd:
        emptyTransform = false;
        restore();
        break;
      case OPS.beginGroup: {
        save();
        emptyTransform = false;
        const group = args[0] as { matrix?: Affine | null };
        if (group.matrix) state.ctm = multiply(state.ctm, group.matrix);
        break;
      }
      case OPS.endGroup:
        emptyTransform = false;
        restore();
        break;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
      case OPS.paintImageMaskXObject:
      case OPS.paintSolidColorImageMask:
        emptyTransform = false;
        image(i, false);
        break;
      case OPS.beginMarkedContent:
      case OPS.beginMarkedContentProps: {
        const tag = args[0] as string | { name?: string };
        const name = typeof tag === "string" ? tag : (tag?.name ?? "");
        marks.push({ artifact: name === "Artifact", hidden: name === "OC" && !isVisible(args[1]) });
        remark();
        break;
      }
      case OPS.endMarkedContent:
        marks.pop();
        remark();
        break;
    }
  }
  return { page: source.page, width, height, glyphs, shapes, cut: fnArray.length > count };
}
