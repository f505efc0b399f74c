import type { Ink, Unseen } from "./placed.ts";

/** Text of fewer points than this is not meant for people; the smallest print in use has 3. */
const TINY = 1.5;
/** Text turned by more than this (radians) from a right angle is a watermark or a drawing's label. */
const SKEW = 0.09;

/** The quarter turns of a direction in display space, or undefined where it is askew. */
export function turnOf(dx: number, dy: number): Ink["turn"] {
  if (dx === 0 && dy === 0) return 0;
  const quarters = Math.atan2(dy, dx) / (Math.PI / 2);
  const nearest = Math.round(quarters);
  if (Math.abs(quarters - nearest) * (Math.PI / 2) > SKEW) return undefined;
  return (((nearest % 4) + 4) % 4) as 0 | 1 | 2 | 3;
}

/** What the way of painting alone says about whether text can be seen; `em` is its size in points. */
export function unseenByState(
  state: { mode: number; fillAlpha: number },
  em: number,
  layerHidden: boolean,
): Unseen | undefined {
  if (layerHidden) return "layer";
  if (state.mode === 3 || state.mode === 7 || state.fillAlpha < 0.05) return "mode";
  return em < TINY ? "tiny" : undefined;
}
