import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import type { ClaimCounts, Report, Theme } from "../api/shapes.ts";
import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import { decidedOf, NONE, sum, totalOf } from "./counts.ts";
import { KINDS } from "./kinds.ts";
import look from "./matrix.module.css";
import type { ThemeRow } from "./overview-requests.ts";
import { KeyMark, UnitMarks } from "./unit-marks.tsx";

type View = "claims" | "mentions";

interface MatrixProps {
  ws: string;
  themes: readonly Theme[];
  rows: readonly ThemeRow[];
  reports: readonly Report[];
}

/** Themes × reports × kinds × state. A thin theme looks thin. */
export function Matrix({ ws, themes, rows, reports }: MatrixProps) {
  const t = useText();
  const [view, setView] = useState<View>("claims");
  const byTheme = new Map(rows.map((row) => [row.id, row]));
  const most = Math.max(1, ...rows.flatMap((row) => Object.values(row.byKind)));
  const mostMentions = Math.max(1, ...rows.flatMap((row) => Object.values(row.mentions)));
  const width = 230 + 114 * reports.length + 36 * KINDS.length + 50 + 124;
  // a claim with two themes stands in two rows, so the foot counts reports, not rows
  const all = sum(reports.map((report) => report.counts.claims));
  return (
    <section className={`panel ${look.matrix ?? ""}`} aria-labelledby="matrix">
      <header>
        <div>
          <h2 id="matrix">{t("matrix.title")}</h2>
          <p className="meta">{view === "claims" ? t("matrix.claims-note") : t("matrix.mentions-note")}</p>
        </div>
        <div className={look.tools}>
          {view === "claims" && (
            <ul className="legend">
              {(["accepted", "rejected", "conflict", "pending"] as const).map((unit) => (
                <li key={unit}>
                  <KeyMark unit={unit} />
                  {t(`matrix.key-${unit}`)}
                </li>
              ))}
            </ul>
          )}
          <ToggleButtonGroup
            className={look.views ?? ""}
            aria-label={t("matrix.show")}
            disallowEmptySelection
            selectedKeys={[view]}
            onSelectionChange={(keys) => {
              for (const key of keys) setView(key as View);
            }}
          >
            <ToggleButton id="claims" className={look.view ?? ""}>
              {t("matrix.show-claims")}
            </ToggleButton>
            <ToggleButton id="mentions" className={look.view ?? ""}>
              {t("matrix.show-mentions")}
            </ToggleButton>
          </ToggleButtonGroup>
        </div>
      </header>
      <section
        className="scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
        tabIndex={0}
        aria-label={t("table.scroll", { name: t("matrix.title") })}
      >
        <table style={{ minWidth: width }}>
          <caption className="sr">{t("matrix.caption")}</caption>
          <colgroup>
            <col className={look.t} />
            {reports.map((report) => (
              <col key={report.id} className={look.c} />
            ))}
            {KINDS.map((kind) => (
              <col key={kind} className={look.k} />
            ))}
            <col className={look.s} />
            <col className={look.z} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t("matrix.theme")}</th>
              {reports.map((report) => (
                <th key={report.id} scope="col" title={report.title}>
                  <span className={look.title}>{report.title}</span>
                  <span className="meta">{report.year}</span>
                </th>
              ))}
              {KINDS.map((kind) => (
                <th key={kind} scope="col" className={look.kind}>
                  <span>{t(`kind.${kind}`)}</span>
                </th>
              ))}
              <th scope="col" className="num">
                {t("matrix.total")}
              </th>
              <th scope="col" className={look.state}>
                {t("matrix.decided")}
              </th>
            </tr>
          </thead>
          <tbody>
            {themes.map((theme) => {
              const row = byTheme.get(theme.id);
              const total = sum(Object.values(row?.byReport ?? {}));
              return (
                <tr key={theme.id}>
                  <th scope="row">
                    <Link to="/w/$ws/temaer/$theme" params={{ ws, theme: theme.id }}>
                      {theme.name[t.language]}
                    </Link>
                  </th>
                  {reports.map((report) =>
                    view === "claims" ? (
                      <ClaimsCell
                        key={report.id}
                        ws={ws}
                        theme={theme}
                        report={report}
                        counts={row?.byReport[report.id] ?? NONE}
                      />
                    ) : (
                      <MentionsCell
                        key={report.id}
                        label={t("matrix.mentions-cell", {
                          theme: theme.name[t.language],
                          report: report.title,
                          count: row?.mentions[report.id] ?? 0,
                        })}
                        count={row?.mentions[report.id] ?? 0}
                        most={mostMentions}
                      />
                    ),
                  )}
                  {KINDS.map((kind) => {
                    const count = row?.byKind[kind] ?? 0;
                    return count === 0 ? (
                      <td key={kind} className={`${look.kindCell ?? ""} ${look.none ?? ""}`}>
                        –
                      </td>
                    ) : (
                      <td key={kind} className={look.kindCell}>
                        <Link
                          to="/w/$ws/gennemgang"
                          params={{ ws }}
                          search={{ theme: theme.id, kind }}
                          style={{ "--v": count / most } as React.CSSProperties}
                          aria-label={t("matrix.kind-cell", {
                            theme: theme.name[t.language],
                            kind: t(`kind.${kind}`),
                            count,
                          })}
                        >
                          {t.number(count)}
                        </Link>
                      </td>
                    );
                  })}
                  <td className={`num ${look.total ?? ""}`}>{t.number(totalOf(total))}</td>
                  <td className={look.state}>
                    <Standing counts={total} />
                  </td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("matrix.total")}</th>
              {reports.map((report) => (
                <td key={report.id}>{t.number(totalOf(report.counts.claims))}</td>
              ))}
              <td colSpan={KINDS.length} />
              <td className={`num ${look.total ?? ""}`}>{t.number(totalOf(all))}</td>
              <td className={look.state}>{t("matrix.of", { decided: decidedOf(all), total: totalOf(all) })}</td>
            </tr>
          </tfoot>
        </table>
      </section>
    </section>
  );
}

function ClaimsCell({ ws, theme, report, counts }: { ws: string; theme: Theme; report: Report; counts: ClaimCounts }) {
  const t = useText();
  const total = totalOf(counts);
  if (total === 0) return <td className={look.none}>–</td>;
  return (
    <td className={look.cell}>
      <Link
        to="/w/$ws/gennemgang"
        params={{ ws }}
        search={{ theme: theme.id, report: report.id }}
        aria-label={t("matrix.cell", { theme: theme.name[t.language], report: report.title, total, ...counts })}
      >
        <span className={look.n}>{t.number(total)}</span>
        <UnitMarks counts={counts} />
      </Link>
    </td>
  );
}

function MentionsCell({ label, count, most }: { label: string; count: number; most: number }) {
  const t = useText();
  if (count === 0) return <td className={look.none}>–</td>;
  return (
    <td>
      <div className={look.mentions}>
        <span className={look.n} aria-hidden="true">
          {t.number(count)}
        </span>
        <span className="sr">{label}</span>
        <i style={{ width: `${String((count / most) * 74)}px` }} />
      </div>
    </td>
  );
}

function Standing({ counts }: { counts: ClaimCounts }) {
  const t = useText();
  const total = totalOf(counts);
  const decided = decidedOf(counts);
  if (total === 0) return "–";
  if (decided === 0) return <span className="meta">{t("matrix.not-begun")}</span>;
  if (decided === total)
    return (
      <span className="st st-accepted">
        <Icon name="accepted" />
        {t("matrix.settled")}
      </span>
    );
  return <span className="meta">{t("matrix.of", { decided, total })}</span>;
}
