import type { ClaimCounts } from "../api/shapes.ts";
import { totalOf } from "./counts.ts";
import look from "./unit-marks.module.css";

type Unit = keyof ClaimCounts;
const ORDER: readonly Unit[] = ["accepted", "rejected", "conflict", "pending"];

/** One mark of a state, drawn in a square of ten. */
export function UnitMark({ unit, x = 0, y = 0 }: { unit: Unit; x?: number; y?: number }) {
  const at = `translate(${String(x)} ${String(y)})`;
  if (unit === "accepted")
    return <rect className={look.accepted} transform={at} x={0.5} y={0.5} width={9} height={9} rx={1} />;
  if (unit === "rejected") return <path className={look.rejected} transform={at} d="M1.5 1.5l7 7m0-7l-7 7" />;
  if (unit === "conflict") return <path className={look.conflict} transform={at} d="M5 0l5 5-5 5-5-5z" />;
  return <rect className={look.pending} transform={at} x={1.25} y={1.25} width={7.5} height={7.5} rx={1} />;
}

export function KeyMark({ unit }: { unit: Unit }) {
  return (
    <svg className={look.key} viewBox="0 0 10 10" aria-hidden="true">
      <UnitMark unit={unit} />
    </svg>
  );
}

/** Each claim one mark, up to 140; then the shares as a bar, since nobody counts that many. */
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
  const units = ORDER.flatMap((unit) => Array.from({ length: counts[unit] }, () => unit));
  const perRow = total <= 28 ? 7 : total <= 60 ? 10 : 14;
  const pitch = 12;
  const width = perRow * pitch - 2;
  const height = Math.ceil(total / perRow) * pitch - 2;
  return (
    <svg className={look.units} viewBox={`0 0 ${String(width)} ${String(height)}`} aria-hidden="true">
      {units.map((unit, place) => (
        <UnitMark
          // biome-ignore lint/suspicious/noArrayIndexKey: marks are alike; their place is all they have
          key={place}
          unit={unit}
          x={(place % perRow) * pitch}
          y={Math.floor(place / perRow) * pitch}
        />
      ))}
    </svg>
  );
}
