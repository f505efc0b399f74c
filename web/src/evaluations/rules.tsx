import type { KeptEvaluation } from "../api/shapes.ts";
import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import css from "./evaluations.module.css";

/** What must never happen, and with what certainty it does not. */
export function Rules({ rules }: { rules: KeptEvaluation["rules"] }) {
  const t = useText();
  if (rules.length === 0) return null;
  return (
    <div className={css.rules}>
      <h3>{t("evaluations.rules")}</h3>
      <ul>
        {rules.map(({ id, name, seen, of, atMost }) => (
          <li key={id} data-broken={seen > 0}>
            <Icon name={seen > 0 ? "rejected" : "check"} small />
            <span className="sr">{t(seen > 0 ? "evaluations.broken" : "evaluations.kept")} </span>
            <span>
              {t.rich("evaluations.rule", {
                seen: t.number(seen),
                of: t.number(of),
                name: name[t.language],
                b: (inside) => <b>{inside}</b>,
              })}{" "}
              {atMost !== undefined && (
                <span className="meta">{t("evaluations.at-most", { share: `${t.number(atMost * 100, 1)} %` })}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
