import type { KeptEvaluation } from "../api/shapes.ts";
import { type Text, useText } from "../text/text.tsx";
import { DifferencePlot } from "./difference-plot.tsx";
import css from "./evaluations.module.css";
import { VerdictWord } from "./verdict-word.tsx";

type Measure = KeptEvaluation["measures"][number];

const value = (t: Text, share: number | null) => (share === null ? "–" : t.number(share, 2));
export const inPoints = (t: Text, share: number) =>
  `${share > 0 ? "+" : ""}${t.number(share * 100, 1)}`.replace("-", "−");

/** Each measure before and now, with the difference drawn to one scale. */
export function Measures({ measures }: { measures: KeptEvaluation["measures"] }) {
  const t = useText();
  const reach = Math.max(0.1, ...measures.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  return (
    <section className="panel">
      <h2>{t("evaluations.measures")}</h2>
      <p className="meta">{t("evaluations.measures-lead")}</p>
      <section
        className="scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
        tabIndex={0}
        aria-label={t("table.scroll", { name: t("evaluations.measures") })}
      >
        <table className={css.measures}>
          <thead>
            <tr>
              <th scope="col">{t("evaluations.measure")}</th>
              <th scope="col">{t("evaluations.before")}</th>
              <th scope="col">{t("evaluations.after")}</th>
              <th scope="col">{t("evaluations.difference")}</th>
              <th scope="col">{t("evaluations.answer")}</th>
            </tr>
          </thead>
          <tbody>
            {measures.map((measure) => (
              <tr key={measure.id}>
                <th scope="row">
                  {measure.name[t.language]}
                  <Note measure={measure} />
                </th>
                <td>{value(t, measure.before)}</td>
                <td>
                  <b>{value(t, measure.after)}</b>
                </td>
                <td>{measure.before !== null && <DifferencePlot measure={measure} reach={reach} />}</td>
                <td>{measure.before !== null && <Answer measure={measure} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Note({ measure: { primary, lowerIsBetter } }: { measure: Measure }) {
  const t = useText();
  const notes = [primary && t("evaluations.primary"), lowerIsBetter && t("evaluations.lower")].filter(Boolean);
  return notes.length === 0 ? null : <span className={`meta ${css.note ?? ""}`}>{notes.join(", ")}</span>;
}

/** Better or worse with how sure, the same within which margin, or how many reports it would take to tell. */
function Answer({ measure: { verdict, p, margin, reportsNeeded } }: { measure: Measure }) {
  const t = useText();
  const why =
    verdict === "same"
      ? t("evaluations.within", { margin: t.number(margin * 100) })
      : verdict === "undecided"
        ? reportsNeeded !== undefined && t("evaluations.needed", { count: t.number(reportsNeeded) })
        : t("evaluations.p", { p: t.number(p, p < 0.01 ? 3 : 2) });
  return (
    <>
      <VerdictWord verdict={verdict} />
      {why && <span className={`meta ${css.note ?? ""}`}>{why}</span>}
    </>
  );
}
