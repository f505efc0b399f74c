import type { Coverage } from "../api/shapes.ts";

/** Pages in a row of which nothing came, for one reason. */
export interface PageGap {
  state: "no-text" | "failed";
  from: number;
  to: number;
  pages: number[];
  acknowledged: boolean;
}

export function pageGaps(coverage: readonly Coverage[]): PageGap[] {
  const gaps: PageGap[] = [];
  for (const { page, state, acknowledgedBy } of coverage) {
    if (state !== "no-text" && state !== "failed") continue;
    const acknowledged = acknowledgedBy !== undefined;
    const last = gaps.at(-1);
    if (last && last.state === state && last.to === page - 1 && last.acknowledged === acknowledged) {
      last.to = page;
      last.pages.push(page);
    } else gaps.push({ state, from: page, to: page, pages: [page], acknowledged });
  }
  return gaps;
}

export const rangeOf = (gap: Pick<PageGap, "from" | "to">) =>
  gap.from === gap.to ? String(gap.from) : `${String(gap.from)}–${String(gap.to)}`;
