import type { Report } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Icon } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { useText } from "../text/text.tsx";
import { useCandidateActions } from "./candidate-requests.ts";
import { type PageGap, pageGaps, rangeOf } from "./page-gaps.ts";
import { useReportActions } from "./report-requests.ts";
import { asBefore, hasCandidate } from "./rereading.ts";

/** Why a report is incomplete: each stretch of pages as a sentence with one thing to do. */
export function GapNotes({ ws, report, mayEdit }: { ws: string; report: Report; mayEdit: boolean }) {
  const gaps = pageGaps(report.coverage ?? []).filter((gap) => !gap.acknowledged);
  if (gaps.length === 0) return <StoppedNote ws={ws} report={report} mayEdit={mayEdit} />;
  return gaps.map((gap) => <GapNote key={gap.from} ws={ws} report={report} gap={gap} mayEdit={mayEdit} />);
}

function GapNote({ ws, report, gap, mayEdit }: { ws: string; report: Report; gap: PageGap; mayEdit: boolean }) {
  const t = useText();
  const { acknowledge } = useReportActions(ws, report);
  const { preview } = useCandidateActions(ws);
  const how = gap.state === "no-text" ? { ...asBefore(report), ocr: true } : asBefore(report);
  const range = rangeOf(gap);
  return (
    <div className="alert alert-warn">
      <Icon name="warning" />
      <h3>{t(`gap.title-${gap.state}`, { range })}</h3>
      <p className="small">{gap.state === "no-text" ? t("gap.body") : t("gap.body-failed")}</p>
      {(preview.error ?? acknowledge.error) && <Problem error={preview.error ?? acknowledge.error} focus />}
      {mayEdit && (
        <div className="actions">
          {!hasCandidate(report) && (
            <Button small isPending={preview.isPending} onPress={() => preview.mutate([{ report, how }])}>
              {gap.state === "no-text" ? t("gap.ocr") : t("failure.again")}
            </Button>
          )}
          <Button small rank={3} isPending={acknowledge.isPending} onPress={() => acknowledge.mutate(gap.pages)}>
            {t("gap.acknowledge")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** No page is to blame: the engine stopped, and the work can go on. */
function StoppedNote({ ws, report, mayEdit }: { ws: string; report: Report; mayEdit: boolean }) {
  const t = useText();
  const { reread } = useReportActions(ws, report);
  return (
    <div className="alert alert-warn">
      <Icon name="warning" />
      <h3>{report.failure?.message ?? t("report.incomplete")}</h3>
      <p className="small">{t("gap.body-engine")}</p>
      {reread.error && <Problem error={reread.error} focus />}
      {mayEdit && (
        <div className="actions">
          <Button small isPending={reread.isPending} onPress={() => reread.mutate({})}>
            {t("failure.again")}
          </Button>
          {report.failure?.code === "engine-no-key" && (
            <Button small rank={3} onPress={() => reread.mutate({ engine: "local" })}>
              {t("failure.local-engine")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
