import { Link } from "@tanstack/react-router";
import type { Theme } from "../api/shapes.ts";
import { type Agreement, AgreementWords, isTelling } from "../frame/agreement.tsx";
import { useText } from "../text/text.tsx";
import look from "./agreement-panel.module.css";
import type { Overview } from "./overview-requests.ts";

interface AgreementPanelProps {
  ws: string;
  overview: Overview;
  themes: readonly Theme[];
  conflicts: number;
}

/** Where two people have read the same claims: how far they agree, theme by theme, with what may be said of it. */
export function AgreementPanel({ ws, overview, themes, conflicts }: AgreementPanelProps) {
  const t = useText();
  const rows = overview.themes.filter((row) => row.agreement.n > 0);
  if (rows.length === 0) return null;
  return (
    <section className={`panel ${look.panel ?? ""}`} aria-labelledby="agreement">
      <div className={look.head}>
        <h2 id="agreement">{t("agreement.title")}</h2>
        {conflicts > 0 && (
          <Link to="/w/$ws/gennemgang" params={{ ws }} search={{ status: "conflict" }}>
            {t("agreement.conflicts", { count: conflicts })}
          </Link>
        )}
      </div>
      <p className="meta">{t("agreement.lead")}</p>
      <dl className={look.rows}>
        <Row name={t("agreement.all")} agreement={overview.agreement} whole />
        {rows.map(({ id, agreement }) => (
          <Row key={id} name={themes.find((theme) => theme.id === id)?.name[t.language] ?? id} agreement={agreement} />
        ))}
      </dl>
      <p className="meta">{t("agreement.kappa-note")}</p>
    </section>
  );
}

function Row({ name, agreement, whole = false }: { name: string; agreement: Agreement; whole?: boolean }) {
  return (
    <div className={whole ? look.whole : undefined}>
      <dt>{name}</dt>
      <dd>
        <AgreementWords agreement={agreement} />
      </dd>
      <dd aria-hidden="true">{isTelling(agreement) && <Interval {...agreement} />}</dd>
    </div>
  );
}

/** From 0, as by chance, to 1; a kappa below 0 is drawn at 0. */
const at = (kappa: number) => 4 + 192 * Math.min(1, Math.max(0, kappa));

/** The kappa as a mark on its interval: the same words stand beside it. */
function Interval({ kappa, low, high }: Required<Agreement>) {
  return (
    <svg className={look.plot} viewBox="0 0 200 20" aria-hidden="true">
      <path className={look.axis} d="M4 10H196M4 5V15M100 7V13M196 5V15" />
      <path className={look.line} d={`M${String(at(low))} 10H${String(at(high))}`} />
      <path className={look.mark} d={`M${String(at(kappa))} 4l6 6-6 6-6-6Z`} />
    </svg>
  );
}
