import type { KeptEvaluation } from "../api/shapes.ts";
import { useText } from "../text/text.tsx";
import css from "./evaluations.module.css";
import { inPoints } from "./measures.tsx";

interface DifferencePlotProps {
  measure: KeptEvaluation["measures"][number];
  /** The difference at either end of the scale. */
  reach: number;
}

const WIDTH = 220;
const HEIGHT = 20;

/** One line of the forest plot: better is to the right, also where a lower figure is the better one. */
export function DifferencePlot({ measure, reach }: DifferencePlotProps) {
  const t = useText();
  const { difference, low, high, margin, lowerIsBetter, verdict } = measure;
  const good = lowerIsBetter ? -1 : 1;
  const x = (share: number) => WIDTH / 2 + (good * share * (WIDTH / 2 - 6)) / reach;
  const [left, right] = [Math.min(x(low), x(high)), Math.max(x(low), x(high))];
  const field = Math.abs(x(margin) - WIDTH / 2);
  const words = t("evaluations.plot", {
    difference: inPoints(t, difference),
    low: inPoints(t, low),
    high: inPoints(t, high),
  });
  return (
    <div className={css.plot}>
      <svg
        className={css.drawn}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width={WIDTH}
        height={HEIGHT}
        data-verdict={verdict}
        aria-hidden="true"
      >
        <rect className={css.field} x={WIDTH / 2 - field} width={2 * field} y="0" height={HEIGHT} />
        <path className={css.zero} d={`M${WIDTH / 2} 0V${HEIGHT}`} />
        <path className={css.reach} d={`M${left} 10H${right}M${left} 6v8M${right} 6v8`} />
        <circle className={css.mark} cx={x(difference)} cy="10" r="4.5" />
      </svg>
      <span className="meta">{words}</span>
    </div>
  );
}
