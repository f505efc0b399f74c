import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { reportsQuery, workspaceQuery } from "../api/queries.ts";
import type { Report } from "../api/shapes.ts";
import { useAnnounce } from "../frame/announce.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { Problem } from "../frame/problem.tsx";
import { mayDo } from "../frame/role.ts";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import { DropFiles } from "./drop-files.tsx";
import { FailureCard } from "./failure-card.tsx";
import cards from "./job-cards.module.css";
import { InterruptedCard, UploadCard, WorkingCard } from "./job-cards.tsx";
import { OlderReaders } from "./older-readers.tsx";
import { claimsOf, isRead, isWorking } from "./report-steps.ts";
import { ReportTable } from "./report-table.tsx";
import look from "./reports.module.css";
import { isRereading } from "./rereading.ts";
import { uploadQueue } from "./upload-queue.ts";

/** Says when a report is done or failed; steps in between are seen, not said. */
function useReportNews(reports: readonly Report[] | undefined): void {
  const t = useText();
  const announce = useAnnounce();
  const before = useRef(new Map<string, Report["status"]>());
  const candidatesBefore = useRef(new Map<string, NonNullable<Report["candidate"]>["status"] | undefined>());
  useEffect(() => {
    for (const report of reports ?? []) {
      const was = before.current.get(report.id);
      before.current.set(report.id, report.status);
      const rereading = candidatesBefore.current.get(report.id);
      candidatesBefore.current.set(report.id, report.candidate?.status);
      if (rereading === "extracting" && report.candidate?.status === "ready")
        announce(t("candidate.announce-ready", { title: report.title }));
      if (was === undefined || was === report.status) continue;
      if (report.status === "failed") announce(t("upload.announce-failed", { title: report.title }));
      if (isRead(report))
        announce(t("upload.announce-ready", { title: report.title, claims: claimsOf(report.counts.claims) }));
    }
  }, [reports, announce, t]);
}

/** The reports of a workspace: files in, their way through the stages, what was read and what was not. */
export function Reports({ ws }: { ws: string }) {
  const t = useText();
  usePageTitle(t("place.reports"));
  const role = useQuery(workspaceQuery(ws)).data?.role;
  const mayEdit = mayDo(role, "editor");
  const uploads = useSyncExternalStore(uploadQueue.subscribe, uploadQueue.all).filter((upload) => upload.ws === ws);
  const listed = useQuery({
    ...reportsQuery(ws),
    // the event stream tells first; this is for when it does not come through
    refetchInterval: (query) =>
      query.state.data?.some((report) => isWorking(report) || isRereading(report)) ||
      uploadQueue.all().some((upload) => upload.phase === "sent")
        ? 2500
        : false,
  });
  useReportNews(listed.data);
  const reports = listed.data ?? [];
  const uploading = new Set(uploads.map((upload) => upload.report?.id));
  // once the stages have a file, the report's own card takes over
  const arrived = new Set(reports.filter((report) => report.status !== "awaiting-upload").map((report) => report.id));
  useEffect(() => {
    for (const upload of uploads)
      if (upload.phase === "sent" && upload.report && arrived.has(upload.report.id)) uploadQueue.drop(upload.id);
  });
  const onTheLine = uploads.filter(
    (upload) =>
      upload.phase === "exists" || upload.phase === "failed" || !arrived.has(upload.report?.id ?? ("" as Report["id"])),
  );
  const working = reports.filter((report) => isWorking(report) && report.status !== "awaiting-upload");
  const interrupted = reports.filter((report) => report.status === "awaiting-upload" && !uploading.has(report.id));
  const failed = reports.filter((report) => report.status === "failed");
  const read = reports.filter(isRead);
  const jobs = onTheLine.length + working.length + interrupted.length + failed.length;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t("reports.title")}</h1>
          <p className="meta">
            {listed.data &&
              t("reports.summary", {
                files: reports.length,
                ready: read.length,
                working: working.length + onTheLine.length,
                failed: failed.length,
                claims: reports.reduce((sum, report) => sum + claimsOf(report.counts.claims), 0),
                held: reports.reduce((sum, report) => sum + report.counts.heldBack, 0),
              })}
          </p>
        </div>
      </div>
      {mayEdit && <DropFiles ws={ws} />}
      {listed.isPending && <Waiting />}
      {listed.error && <Problem error={listed.error} onRetry={() => void listed.refetch()} />}
      {jobs > 0 && (
        <section className={look.section} aria-labelledby="way">
          <h2 id="way">
            {t("reports.way")} <span className="meta">{t("reports.way-hint")}</span>
          </h2>
          <ul className={cards.jobs}>
            {onTheLine.map((upload) => (
              <UploadCard key={upload.id} upload={upload} />
            ))}
            {working.map((report) => (
              <WorkingCard key={report.id} report={report} />
            ))}
            {interrupted.map((report) => (
              <InterruptedCard key={report.id} ws={ws} report={report} mayEdit={mayEdit} />
            ))}
            {failed.map((report) => (
              <FailureCard key={report.id} ws={ws} report={report} mayEdit={mayEdit} />
            ))}
          </ul>
        </section>
      )}
      {listed.data && (
        <section className={look.section} aria-labelledby="read">
          <h2 id="read">
            {t("reports.read")}{" "}
            <span className="meta">
              {t("reports.read-hint", {
                reports: read.length,
                pages: read.reduce((sum, report) => sum + (report.pageCount ?? 0), 0),
              })}
            </span>
          </h2>
          {read.length === 0 ? (
            <p className="meta">{t("reports.none")}</p>
          ) : (
            <>
              {mayEdit && <OlderReaders ws={ws} reports={read} />}
              <ReportTable ws={ws} reports={read} mayEdit={mayEdit} />
            </>
          )}
        </section>
      )}
    </div>
  );
}
