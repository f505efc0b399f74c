import type { ClaimCounts } from "../api/shapes.ts";
import { useText } from "../text/text.tsx";
import { decidedOf, totalOf } from "./counts.ts";
import look from "./overview.module.css";
import { KeyMark } from "./unit-marks.tsx";

const b = (inside: React.ReactNode[]) => <b>{inside}</b>;

/** How far are we: one big figure, one bar. */
export function ProgressPanel({ counts, reworded, unsure }: { counts: ClaimCounts; reworded: number; unsure: number }) {
  const t = useText();
  const total = totalOf(counts);
  const decided = decidedOf(counts);
  const share = (part: number) => ({ width: `${String(total === 0 ? 0 : (part / total) * 100)}%` });
  return (
    <section className={`panel ${look.progress ?? ""}`}>
      <p className={look.big}>
        {t.number(decided)}
        <small>{t("overview.decided-of", { total })}</small>
      </p>
      <div>
        <div className="bar" role="img" aria-label={t("overview.progress-label", { decided, total, ...counts })}>
          <i className="b-ok" style={share(counts.accepted)} />
          <i className="b-no" style={share(counts.rejected)} />
          <i className="b-doubt" style={share(counts.conflict)} />
        </div>
        <ul className="legend">
          <li>
            <KeyMark unit="accepted" />
            <span>{t.rich("overview.accepted", { b, count: counts.accepted, reworded })}</span>
          </li>
          <li>
            <KeyMark unit="rejected" />
            <span>{t.rich("overview.rejected", { b, count: counts.rejected })}</span>
          </li>
          <li>
            <KeyMark unit="conflict" />
            <span>{t.rich("overview.doubt", { b, conflict: counts.conflict, unsure })}</span>
          </li>
          <li>
            <KeyMark unit="pending" />
            <span>{t.rich("overview.unseen", { b, count: counts.pending })}</span>
          </li>
        </ul>
      </div>
    </section>
  );
}
