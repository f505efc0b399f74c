import { memo, useMemo } from "react";
import type { Rect } from "../../../functions/evidence/rect.ts";
import { bracketPath, rulePath, washPath } from "./highlight-path.ts";
import type { PageMark } from "./page-marks.ts";
import type { Turns } from "./page-rotation.ts";
import css from "./pdf.module.css";

interface PageOverlayProps {
  page: number;
  width: number;
  height: number;
  turns: Turns;
  marks: readonly PageMark[];
  /** Of the passage in focus, those on this page. */
  focus: readonly Rect[];
  lines: readonly Rect[];
}

const STATES = ["pending", "accepted", "conflict"] as const;

/** The marker strokes: one path for each state on the page, and one group for the passage in focus. */
export const PageOverlay = memo(function PageOverlay({
  page,
  width,
  height,
  turns,
  marks,
  focus,
  lines,
}: PageOverlayProps) {
  const washes = useMemo(
    () =>
      STATES.map((state) => {
        const rects = marks
          .filter((mark) => mark.state === state)
          .flatMap((mark) => mark.rects.filter((rect) => rect.page === page));
        return { state, path: washPath(rects, { width, height, turns }) };
      }).filter((wash) => wash.path !== ""),
    [page, marks, width, height, turns],
  );
  const paper = { width, height, turns };
  return (
    <svg
      className={css.overlay}
      width={width}
      height={height}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      aria-hidden="true"
    >
      {washes.map(({ state, path }) => (
        <path key={state} className={css.wash} data-state={state} d={path} />
      ))}
      {focus.length > 0 && (
        <g data-focus>
          <path className={css.lit} data-lit d={washPath(focus, paper)} />
          <path className={css.rule} d={rulePath(focus, paper)} />
          <path className={css.bracket} d={bracketPath(focus, paper, lines)} />
        </g>
      )}
    </svg>
  );
});
