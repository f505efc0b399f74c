import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMyState } from "../api/my-state.ts";
import { meQuery, reportsQuery, themesQuery, workspaceQuery } from "../api/queries.ts";
import type { Report } from "../api/shapes.ts";
import { Icon } from "../frame/icon.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { Problem } from "../frame/problem.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import { AgreementPanel } from "./agreement-panel.tsx";
import { decidedOf, sum, totalOf } from "./counts.ts";
import { gapsOf } from "./gaps.ts";
import { Matrix } from "./matrix.tsx";
import look from "./overview.module.css";
import { colleaguesQuery, markedQuery, overviewQuery } from "./overview-requests.ts";
import { ProgressPanel } from "./progress-panel.tsx";
import { GapsPanel, SourcesPanel, WhoPanel } from "./side-panels.tsx";
import { Tour } from "./tour.tsx";

interface OverviewProps {
  ws: string;
  /** Shown while the workspace has no reports. */
  firstUse: ReactNode;
  exportButton: ReactNode;
}

/** How far are we, what is missing, take me back. */
export function Overview({ ws, firstUse, exportButton }: OverviewProps) {
  const t = useText();
  usePageTitle(t("place.overview"));
  const workspace = useQuery(workspaceQuery(ws));
  const reports = useQuery(reportsQuery(ws));
  const themes = useQuery(themesQuery(ws));
  const overview = useQuery(overviewQuery(ws));
  const unsure = useQuery(markedQuery(ws, "unsure")).data ?? 0;
  const reworded = useQuery(markedQuery(ws, "reworded")).data ?? 0;
  const failed = reports.error ?? themes.error ?? overview.error;
  if (reports.data?.length === 0) return firstUse;
  if (failed)
    return (
      <div className="page">
        <Problem
          error={failed}
          onRetry={() => void Promise.all([reports.refetch(), themes.refetch(), overview.refetch()])}
        />
      </div>
    );
  if (!reports.data || !themes.data || !overview.data)
    return (
      <div className="page">
        <Waiting lines={12} />
      </div>
    );
  const read = reports.data.filter((report) => report.status === "ready" || report.status === "incomplete");
  const action = reports.data.filter((report) => report.status === "failed" || report.status === "incomplete").length;
  const failedReports = reports.data.filter((report) => report.status === "failed").length;
  const counts = sum(reports.data.map((report) => report.counts.claims));
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{workspace.data?.name}</h1>
          <p className="meta">
            {t("overview.summary", {
              themes: themes.data.length,
              ready: read.length,
              working: reports.data.length - read.length - failedReports,
              action,
              now: t.weekday(new Date()),
            })}
          </p>
        </div>
        <div className="actions">{exportButton}</div>
      </div>
      <Tour ws={ws} />
      <div className={look.hero}>
        <ProgressPanel counts={counts} reworded={reworded} unsure={unsure} />
        <ResumePanel
          ws={ws}
          open={totalOf(counts) - decidedOf(counts)}
          begun={decidedOf(counts) > 0}
          reports={reports.data}
        />
      </div>
      <Matrix ws={ws} themes={themes.data} rows={overview.data.themes} reports={read} />
      <div className={look.three}>
        <GapsPanel ws={ws} gaps={gapsOf(themes.data, overview.data.themes, read)} reports={read.length} />
        <SourcesPanel ws={ws} sources={overview.data.sourcesMissing} />
        <WhoPanel overview={overview.data} total={totalOf(counts)} />
      </div>
      <AgreementPanel ws={ws} overview={overview.data} themes={themes.data} conflicts={counts.conflict} />
    </div>
  );
}

interface ResumePanelProps {
  ws: string;
  open: number;
  begun: boolean;
  reports: readonly Report[];
}

/** Back to where one was; the only filled button of the screen. */
function ResumePanel({ ws, open, begun, reports }: ResumePanelProps) {
  const t = useText();
  const { state } = useMyState(ws);
  const place = state?.place;
  const since = state?.seenUntil ?? place?.at ?? "";
  const me = useQuery(meQuery).data?.person.id ?? "";
  const news = useQuery({ ...colleaguesQuery(ws, since, me), enabled: since !== "" && me !== "" });
  const colleagues = news.data ?? 0;
  if (open === 0 && begun)
    return (
      <section className={`panel ${look.resume ?? ""}`}>
        <h2>{t("overview.done-title")}</h2>
        <p className="small">{t("overview.done-body")}</p>
        <Link className="btn btn-1" to="/w/$ws/temaer" params={{ ws }}>
          {t("overview.done")}
          <Icon name="arrow-forward" />
        </Link>
      </section>
    );
  if (place?.position !== undefined)
    return (
      <section className={`panel ${look.resume ?? ""}`}>
        <h2>{t("overview.stopped-at", { position: place.position })}</h2>
        <p className="small">
          {t("overview.stopped-in", {
            report: reports.find((report) => report.id === place.report)?.title ?? "",
            open,
          })}
          <br />
          <span className="meta">
            {colleagues > 0
              ? t("overview.colleagues", { count: colleagues, at: t.dateTime(since) })
              : t("overview.stopped-when", { at: t.dateTime(place.at) })}
          </span>
        </p>
        <Link className="btn btn-1" to="/w/$ws/gennemgang" params={{ ws }} search={{ claim: place.claim }}>
          {t("overview.continue")}
          <Icon name="arrow-forward" />
        </Link>
      </section>
    );
  return (
    <section className={`panel ${look.resume ?? ""}`}>
      <h2>{begun ? t("overview.continue-title") : t("overview.start-title")}</h2>
      <p className="small">{begun ? t("overview.continue-open", { count: open }) : t("overview.start-body")}</p>
      <Link className="btn btn-1" to="/w/$ws/gennemgang" params={{ ws }}>
        {begun ? t("overview.continue") : t("overview.start")}
        <Icon name="arrow-forward" />
      </Link>
    </section>
  );
}
