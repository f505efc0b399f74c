import type { ClaimCounts } from "../api/shapes.ts";
import { totalOf } from "./counts.ts";
import look from "./unit-marks.module.css";

type Unit = keyof ClaimCounts;
const ORDER: readonly Unit[] = ["accepted", "rejected", "conflict", "pending"];

/** One mark of a state in a square of ten, as a path that begins at its corner. */
const SHAPE: Record<Unit, string> = {
  accepted: "m.5 .5h9v9h-9z",
  rejected: "m1.5 1.5l7 7m0-7l-7 7",
  conflict: "m5 0l5 5-5 5-5-5z",
  pending: "m1.25 1.25h7.5v7.5h-7.5z",
};

export function KeyMark({ unit }: { unit: Unit }) {
  return (
    <svg className={look.key} viewBox="0 0 10 10" aria-hidden="true">
      <path className={look[unit]} d={`M0 0${SHAPE[unit]}`} />
    </svg>
  );
}

/**
 * Each claim one mark, up to 140; then the shares as a bar, since nobody counts that many. One path a state, so that a
 * workspace of fifty reports does not become ten thousand elements.
 */
export function UnitMarks({ counts }: { counts: ClaimCounts }) {
  const total = totalOf(counts);
  if (total > 140) {
    return (
      <span className={`bar ${look.share ?? ""}`} aria-hidden="true">
        <i className="b-ok" style={{ flexGrow: counts.accepted }} />
        <i className="b-no" style={{ flexGrow: counts.rejected }} />
        <i className="b-doubt" style={{ flexGrow: counts.conflict }} />
        <i style={{ flexGrow: counts.pending }} />
      </span>
    );
  }
  const perRow = total <= 28 ? 7 : total <= 60 ? 10 : 14;
  const pitch = 12;
  const width = perRow * pitch - 2;
  const height = Math.ceil(total / perRow) * pitch - 2;
  let place = 0;
  return (
    <svg className={look.units} viewBox={`0 0 ${String(width)} ${String(height)}`} aria-hidden="true">
      {ORDER.filter((unit) => counts[unit] > 0).map((unit) => {
        const marks = Array.from({ length: counts[unit] }, () => {
          const at = `M${String((place % perRow) * pitch)} ${String(Math.floor(place / perRow) * pitch)}`;
          place++;
          return at + SHAPE[unit];
        });
        return <path key={unit} className={look[unit]} d={marks.join("")} />;
      })}
    </svg>
  );
}
