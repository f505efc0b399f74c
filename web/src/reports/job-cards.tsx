import { ProgressBar } from "react-aria-components";
import type { Report } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Problem } from "../frame/problem.tsx";
import { useText } from "../text/text.tsx";
import look from "./job-cards.module.css";
import { useReportActions } from "./report-requests.ts";
import { claimsOf, stepOf } from "./report-steps.ts";
import { StepLine } from "./step-line.tsx";
import { useMinutesLeft } from "./time-left.ts";
import { type Upload, uploadQueue } from "./upload-queue.ts";

function Progress({ name, done, total }: { name: string; done: number; total: number }) {
  return (
    <ProgressBar aria-label={name} value={done} maxValue={Math.max(1, total)}>
      {({ percentage }) => (
        <div className={`bar ${look.bar ?? ""}`}>
          <i className="b-act" style={{ width: `${String(percentage ?? 0)}%` }} />
        </div>
      )}
    </ProgressBar>
  );
}

/** A file that this browser is hashing, sending, or could not send. */
export function UploadCard({ upload }: { upload: Upload }) {
  const t = useText();
  const { file, phase, done, id } = upload;
  const minutes = useMinutesLeft(done, file.size, phase);
  if (phase === "exists") {
    return (
      <li className={`panel ${look.job ?? ""}`}>
        <h3>{t("job.exists")}</h3>
        <p>{t("job.exists-body", { title: upload.report?.title ?? file.name })}</p>
        <div className="actions">
          <Button small onPress={() => uploadQueue.drop(id)}>
            {t("job.dismiss")}
          </Button>
        </div>
      </li>
    );
  }
  if (phase === "failed") {
    return (
      <li className={`panel ${look.job ?? ""} ${look.fail ?? ""}`}>
        <h3>{file.name}</h3>
        <p className="st st-rejected">{t("job.upload-failed")}</p>
        <Problem error={upload.error} />
        <div className="actions">
          <Button small onPress={() => uploadQueue.retry(id)}>
            {t("job.send-again")}
          </Button>
          <Button small rank={3} onPress={() => uploadQueue.drop(id)}>
            {t("failure.remove")}
          </Button>
        </div>
      </li>
    );
  }
  const sizes = { done: t.bytes(done), total: t.bytes(file.size) };
  return (
    <li className={`panel ${look.job ?? ""}`} aria-busy="true">
      <h3>{file.name}</h3>
      <StepLine step="received" />
      <Progress name={t("job.progress", { title: file.name })} done={done} total={file.size} />
      <div className={look.row}>
        <span>{phase === "waiting" || phase === "sent" ? t(`job.${phase}`) : t(`job.${phase}`, sizes)}</span>
        {minutes !== undefined && phase === "sending" && <span>{t("job.time-left", { minutes })}</span>}
        {phase !== "sent" && (
          <Button small rank={3} onPress={() => uploadQueue.drop(id)}>
            {t("job.cancel")}
          </Button>
        )}
      </div>
    </li>
  );
}

/** A report that the stages are working on. */
export function WorkingCard({ report }: { report: Report }) {
  const t = useText();
  const step = stepOf(report);
  const { done, total } = report.progress;
  const minutes = useMinutesLeft(done, total, report.status);
  const claims = claimsOf(report.counts.claims);
  const now = () => {
    if (report.candidate?.status === "taking-over") return t("candidate.taking-over");
    if (report.status === "queued") return t("job.queued");
    if (report.status === "reading")
      return report.pageCount === undefined ? t("job.reading") : t("job.reading-pages", { pages: report.pageCount });
    return step === "verified" ? t("job.verifying", { claims }) : t("job.extracting", { done, total, claims });
  };
  return (
    <li className={`panel ${look.job ?? ""}`} aria-busy="true">
      <h3>{report.title || report.fileName}</h3>
      <StepLine step={step} />
      <Progress name={t("job.progress", { title: report.title })} done={done} total={total} />
      <div className={look.row}>
        <span>{now()}</span>
        {minutes !== undefined && <span>{t("job.time-left", { minutes })}</span>}
      </div>
    </li>
  );
}

/** Announced, but the file never came: the browser was closed, or the line broke. */
export function InterruptedCard({ ws, report, mayEdit }: { ws: string; report: Report; mayEdit: boolean }) {
  const t = useText();
  const { remove } = useReportActions(ws, report);
  return (
    <li className={`panel ${look.job ?? ""} ${look.fail ?? ""}`}>
      <h3>{report.fileName}</h3>
      <p className="st st-rejected">{t("job.interrupted")}</p>
      <p>{t("job.interrupted-body")}</p>
      {remove.error && <Problem error={remove.error} focus />}
      {mayEdit && (
        <div className="actions">
          <Button small rank={3} onPress={() => remove.mutate()}>
            {t("failure.remove")}
          </Button>
        </div>
      )}
    </li>
  );
}
