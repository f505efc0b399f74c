import type { Coverage, Report } from "../api/shapes.ts";
import { useText } from "../text/text.tsx";
import look from "./coverage-strip.module.css";
import { pageGaps, rangeOf } from "./page-gaps.ts";

const WIDTH = 392;
const HEIGHT = 32;
const FLOOR = 28;

/** One column a page: gold for belæg on that page, a grey dash for read without, a struck box where nothing could be read. */
export function CoverageStrip({ report }: { report: Report }) {
  const t = useText();
  const coverage = report.coverage ?? [];
  if (coverage.length === 0) return null;
  const pitch = WIDTH / coverage.length;
  const bar = Math.max(1, Math.min(pitch - 1, 40));
  const most = Math.max(4, ...coverage.map((page) => page.claims));
  const gaps = pageGaps(coverage);
  const first = coverage[0]?.page ?? 1;
  const last = coverage.at(-1)?.page ?? 1;
  const inWords = gaps
    .map((gap) =>
      t("coverage.gap", { one: gap.from === gap.to, from: gap.from, to: gap.to, state: t(`coverage.${gap.state}`) }),
    )
    .join("; ");
  return (
    <figure className={look.strip}>
      <svg
        viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("coverage.label", {
          pages: coverage.length,
          with: coverage.filter((page) => page.claims > 0).length,
          gaps: inWords || "none",
        })}
      >
        {coverage.map((page, place) => (
          <PageColumn key={page.page} page={page} x={place * pitch} width={bar} most={most} />
        ))}
        {gaps.map((gap) => {
          const x = (gap.from - first) * pitch;
          const width = (gap.to - gap.from + 1) * pitch;
          return (
            <g key={gap.from}>
              <rect className={look.gap} x={x} y={2} width={Math.max(4, width)} height={HEIGHT - 4} />
              <path
                className={look.struck}
                d={`M${String(x)} ${String(HEIGHT - 2)}L${String(x + Math.max(4, width))} 2`}
              />
            </g>
          );
        })}
      </svg>
      <figcaption aria-hidden="true">
        <span>{t("coverage.page", { page: first })}</span>
        {gaps[0] && (
          <span className={look.warn}>
            {t("coverage.gap-short", {
              range: gaps.map(rangeOf).slice(0, 3).join(", "),
              state: t(`coverage.${gaps[0].state}`),
            })}
          </span>
        )}
        <span>{t("coverage.page", { page: last })}</span>
      </figcaption>
    </figure>
  );
}

function PageColumn({ page, x, width, most }: { page: Coverage; x: number; width: number; most: number }) {
  const height = page.claims === 0 ? 0 : Math.max(4, (page.claims / most) * (FLOOR - 2));
  return (
    <>
      {height > 0 && <rect className={look.bar} x={x} y={FLOOR - height} width={width} height={height} />}
      <rect className={look.read} x={x} y={FLOOR + 1} width={width} height={2} />
    </>
  );
}
