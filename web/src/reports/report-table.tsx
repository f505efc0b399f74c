import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import type { Report } from "../api/shapes.ts";
import { IconButton } from "../frame/button.tsx";
import { Icon } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { useText } from "../text/text.tsx";
import { CandidateNote } from "./candidate-note.tsx";
import { useCandidateActions } from "./candidate-requests.ts";
import { CoverageStrip } from "./coverage-strip.tsx";
import { GapNotes } from "./gap-note.tsx";
import { HeldBackList } from "./held-back-list.tsx";
import { openPdf } from "./open-pdf.ts";
import { DeleteReport, EditReport, RereadReport } from "./report-dialogs.tsx";
import { claimsOf, decidedOf } from "./report-steps.ts";
import look from "./report-table.module.css";
import { asBefore, hasCandidate } from "./rereading.ts";

type Asking = "edit" | "reread" | "delete";

interface ReportTableProps {
  ws: string;
  reports: readonly Report[];
  mayEdit: boolean;
}

/** The reports that are read: coverage page by page, claims, what was held back; what is missing stands under its report. */
export function ReportTable({ ws, reports, mayEdit }: ReportTableProps) {
  const t = useText();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<{ what: Asking; report: Report }>();
  const toggle = (id: string) =>
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const close = () => setAsking(undefined);
  const { preview } = useCandidateActions(ws);
  return (
    <section
      className={`panel scroll ${look.reports ?? ""}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
      tabIndex={0}
      aria-label={t("table.scroll", { name: t("reports.read") })}
    >
      {preview.error && <Problem error={preview.error} focus />}
      <table>
        <thead>
          <tr>
            <th scope="col">{t("reports.column-report")}</th>
            <th scope="col">{t("reports.column-status")}</th>
            <th scope="col">
              <span className={look.key}>
                <strong>{t("reports.column-coverage")}</strong>
                <span>
                  <i /> {t("reports.key-evidence")}
                </span>
                <span>
                  <i className={look.none} /> {t("reports.key-none")}
                </span>
              </span>
            </th>
            <th scope="col" className="num">
              {t("reports.column-claims")}
            </th>
            <th scope="col" className="num">
              {t("reports.column-decided")}
            </th>
            <th scope="col" className="num">
              {t("reports.column-held")}
            </th>
            <th scope="col">
              <span className="sr">{t("reports.column-actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {reports.map((report) => (
            <Fragment key={report.id}>
              <ReportRow
                ws={ws}
                report={report}
                mayEdit={mayEdit}
                heldOpen={open.has(report.id)}
                onHeld={() => toggle(report.id)}
                onAsk={(what) => setAsking({ what, report })}
                onReadNewer={() => preview.mutate([{ report, how: asBefore(report) }])}
              />
              {open.has(report.id) && (
                <tr className={look.more} id={`held-${report.id}`}>
                  <td colSpan={7}>
                    <HeldBackList ws={ws} report={report} />
                  </td>
                </tr>
              )}
              {mayEdit && hasCandidate(report) && (
                <tr className={look.more}>
                  <td colSpan={7}>
                    <CandidateNote ws={ws} report={report} />
                  </td>
                </tr>
              )}
              {report.status === "incomplete" && (
                <tr className={look.more}>
                  <td colSpan={7}>
                    <GapNotes ws={ws} report={report} mayEdit={mayEdit} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
      {asking?.what === "edit" && <EditReport ws={ws} report={asking.report} onClose={close} />}
      {asking?.what === "reread" && <RereadReport ws={ws} report={asking.report} onClose={close} />}
      {asking?.what === "delete" && <DeleteReport ws={ws} report={asking.report} onClose={close} />}
    </section>
  );
}

interface ReportRowProps {
  ws: string;
  report: Report;
  mayEdit: boolean;
  heldOpen: boolean;
  onHeld: () => void;
  onAsk: (what: Asking) => void;
  onReadNewer: () => void;
}

function ReportRow({ ws, report, mayEdit, heldOpen, onHeld, onAsk, onReadNewer }: ReportRowProps) {
  const t = useText();
  const { claims, heldBack } = report.counts;
  const facts = [
    [report.publisher, report.year].filter((fact) => fact !== undefined).join(", "),
    report.kind ? t(`report-kind.${report.kind}`) : "",
    report.pageCount === undefined ? "" : t("reports.pages", { count: report.pageCount }),
  ].filter((fact) => fact !== "");
  return (
    <tr>
      <th scope="row">
        <Link to="/w/$ws/gennemgang" params={{ ws }} search={{ report: report.id }}>
          {report.title}
        </Link>
        <span className="meta">{facts.join(" · ")}</span>
        {report.olderReader && !hasCandidate(report) && (
          <span className="meta">
            {t("older.mark")}
            {mayEdit && (
              <>
                {" · "}
                <AriaButton
                  className="btn btn-3 btn-s"
                  aria-label={t("older.one-of", { title: report.title })}
                  onPress={onReadNewer}
                >
                  {t("older.one")}
                </AriaButton>
              </>
            )}
          </span>
        )}
      </th>
      <td>
        {report.status === "ready" ? (
          <span className="st">
            <Icon name="check" />
            {t("report.ready")}
          </span>
        ) : (
          <span className="st st-warn">
            <Icon name="warning" />
            {t("report.incomplete")}
          </span>
        )}
      </td>
      <td>
        <CoverageStrip report={report} />
      </td>
      <td className="num" data-label={t("reports.column-claims")}>
        <strong>{t.number(claimsOf(claims))}</strong>
      </td>
      <td className="num" data-label={t("reports.column-decided")}>
        {t.number(decidedOf(claims))}
      </td>
      <td className="num" data-label={t("reports.column-held")}>
        {heldBack === 0 ? (
          "0"
        ) : (
          <AriaButton
            className="btn btn-3 btn-s"
            aria-expanded={heldOpen}
            aria-label={t("held.open", { count: heldBack, title: report.title })}
            onPress={onHeld}
          >
            {t.number(heldBack)}
          </AriaButton>
        )}
      </td>
      <td>
        <MenuTrigger>
          <IconButton icon="more-vert" label={t("reports.actions-for", { title: report.title })} />
          <Popover className="popover" placement="bottom end">
            <Menu
              className="menu"
              onAction={(what) => {
                if (what === "pdf") void openPdf(ws, report);
                else onAsk(what as Asking);
              }}
            >
              <MenuItem id="pdf" className="menu-item">
                {t("reports.fetch-pdf")}
              </MenuItem>
              {mayEdit && (
                <MenuItem id="edit" className="menu-item">
                  {t("reports.edit")}
                </MenuItem>
              )}
              {mayEdit && !hasCandidate(report) && (
                <MenuItem id="reread" className="menu-item">
                  {t("reports.reread")}
                </MenuItem>
              )}
              {mayEdit && <Separator />}
              {mayEdit && (
                <MenuItem id="delete" className="menu-item danger">
                  {t("reports.delete")}
                </MenuItem>
              )}
            </Menu>
          </Popover>
        </MenuTrigger>
      </td>
    </tr>
  );
}
