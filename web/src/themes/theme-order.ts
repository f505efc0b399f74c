import type { Theme } from "../api/shapes.ts";

/** The order number that puts the theme at `from` one place up (-1) or down (1): between its new neighbours. */
export function orderAfterMove(
  themes: readonly Pick<Theme, "order">[],
  from: number,
  step: 1 | -1,
): number | undefined {
  const near = themes[from + step];
  if (!near) return undefined;
  const far = themes[from + 2 * step];
  return far ? (near.order + far.order) / 2 : near.order + step;
}
