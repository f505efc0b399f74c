import { useState } from "react";
import type { Report } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Dialog } from "../frame/dialog.tsx";
import { Choice, Field, Pick } from "../frame/field.tsx";
import { Problem } from "../frame/problem.tsx";
import { useText } from "../text/text.tsx";
import { useCandidateActions } from "./candidate-requests.ts";
import { REPORT_KINDS } from "./report-kinds.ts";
import { type ReportChange, useReportActions } from "./report-requests.ts";
import { claimsOf, decidedOf } from "./report-steps.ts";
import { asBefore } from "./rereading.ts";

interface ReportDialogProps {
  ws: string;
  report: Report;
  onClose: () => void;
}

export function EditReport({ ws, report, onClose }: ReportDialogProps) {
  const t = useText();
  const { edit } = useReportActions(ws, report);
  const [title, setTitle] = useState(report.title);
  const [publisher, setPublisher] = useState(report.publisher ?? "");
  const [year, setYear] = useState(report.year === undefined ? "" : String(report.year));
  const [kind, setKind] = useState(report.kind ?? "other");
  const [tried, setTried] = useState(false);
  const yearWrong = year !== "" && !/^(19|20)\d\d$/.test(year);
  const save = () => {
    setTried(true);
    if (title.trim() === "" || yearWrong) return;
    const change: ReportChange = {
      title: title.trim(),
      kind,
      ...(publisher.trim() === "" ? {} : { publisher: publisher.trim() }),
      ...(year === "" ? {} : { year: Number(year) }),
    };
    edit.mutate(change, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} title={t("edit.title")}>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {edit.error && <Problem error={edit.error} focus />}
        <Field
          label={t("edit.report-title")}
          value={title}
          onChange={setTitle}
          error={tried && title.trim() === "" ? t("edit.title-needed") : undefined}
          required
        />
        <Field label={t("edit.publisher")} value={publisher} onChange={setPublisher} optional />
        <Field
          label={t("edit.year")}
          value={year}
          onChange={setYear}
          error={tried && yearWrong ? t("edit.year-wrong") : undefined}
          optional
        />
        <Pick
          label={t("edit.kind")}
          value={kind}
          onChange={setKind}
          choices={REPORT_KINDS.map((value) => ({ value, name: t(`report-kind.${value}`) }))}
        />
        <div className="actions">
          <Button rank={1} type="submit" isPending={edit.isPending}>
            {t("frame.save")}
          </Button>
          <Button rank={3} onPress={onClose}>
            {t("frame.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Read again with this or another engine: into a candidate, so that nothing changes unseen. */
export function RereadReport({ ws, report, onClose }: ReportDialogProps) {
  const t = useText();
  const { preview } = useCandidateActions(ws);
  const [engine, setEngine] = useState<"local" | "openai">(report.engine ?? "local");
  const go = () => preview.mutate([{ report, how: { ...asBefore(report), engine } }], { onSuccess: onClose });
  return (
    <Dialog open onClose={onClose} title={t("reread.title", { title: report.title })}>
      <div className="form">
        <p>{t("reread.body")}</p>
        {preview.error && <Problem error={preview.error} focus />}
        <Choice
          label={t("reread.engine")}
          value={engine}
          onChange={setEngine}
          choices={[
            { value: "local", name: t("reread.engine-local") },
            { value: "openai", name: t("reread.engine-openai") },
          ]}
        />
        <div className="actions">
          <Button rank={1} isPending={preview.isPending} onPress={go}>
            {t("reread.go")}
          </Button>
          <Button rank={3} onPress={onClose}>
            {t("frame.cancel")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

export function DeleteReport({ ws, report, onClose }: ReportDialogProps) {
  const t = useText();
  const { remove } = useReportActions(ws, report);
  const claims = claimsOf(report.counts.claims);
  return (
    <Dialog open alert onClose={onClose} title={t("delete.title", { title: report.title })}>
      <div className="form">
        <p>{t("delete.body", { claims, decided: decidedOf(report.counts.claims) })}</p>
        {remove.error && <Problem error={remove.error} focus />}
        <div className="actions">
          <Button
            rank={2}
            icon="delete"
            isPending={remove.isPending}
            onPress={() => remove.mutate(undefined, { onSuccess: onClose })}
          >
            {t("delete.go")}
          </Button>
          <Button rank={3} onPress={onClose} autoFocus>
            {t("frame.cancel")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
