import { useState } from "react";
import { ProgressBar } from "react-aria-components";
import { Button } from "../frame/button.tsx";
import { Field } from "../frame/field.tsx";
import { Icon } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { useText } from "../text/text.tsx";
import { CandidateDialog } from "./candidate-dialog.tsx";
import { useCandidateActions } from "./candidate-requests.ts";
import { ChangeCountsLine } from "./change-counts.tsx";
import cards from "./job-cards.module.css";
import { claimsOf } from "./report-steps.ts";
import { asBefore, changesIn, isHarmless, isIdle, type RereadReport } from "./rereading.ts";

interface CandidateProps {
  ws: string;
  report: RereadReport;
}

/** Under a report: how far its new reading is, what it would change, or why it came to nothing. */
export function CandidateNote({ ws, report }: CandidateProps) {
  const { status, outdated } = report.candidate;
  if (status === "failed") return <FailedNote ws={ws} report={report} />;
  if (status !== "ready") return <UnderWayNote ws={ws} report={report} />;
  return outdated ? <OutdatedNote ws={ws} report={report} /> : <ReadyNote ws={ws} report={report} />;
}

function UnderWayNote({ ws, report }: CandidateProps) {
  const t = useText();
  const { accept, discard } = useCandidateActions(ws);
  const { status, progress } = report.candidate;
  const taken = status === "taking-over";
  return (
    <div className="alert" aria-busy="true">
      <Icon name="refresh" />
      <h3>{taken ? t("candidate.taking-over") : t("candidate.working")}</h3>
      <p className="small">{taken ? t("candidate.taking-over-body") : t("candidate.working-body", progress)}</p>
      {!taken && (
        <ProgressBar
          aria-label={t("candidate.progress", { title: report.title })}
          value={progress.done}
          maxValue={Math.max(1, progress.total)}
        >
          {({ percentage }) => (
            <div className={`bar ${cards.bar ?? ""}`}>
              <i className="b-act" style={{ width: `${String(percentage ?? 0)}%` }} />
            </div>
          )}
        </ProgressBar>
      )}
      {(discard.error ?? accept.error) && <Problem error={discard.error ?? accept.error} focus />}
      <div className="actions">
        {taken ? (
          <Button small rank={3} isPending={accept.isPending} onPress={() => accept.mutate([report])}>
            {t("failure.again")}
          </Button>
        ) : (
          <Button small rank={3} isPending={discard.isPending} onPress={() => discard.mutate(report)}>
            {t("job.cancel")}
          </Button>
        )}
      </div>
    </div>
  );
}

function ReadyNote({ ws, report }: CandidateProps) {
  const t = useText();
  const { accept, discard } = useCandidateActions(ws);
  const [looking, setLooking] = useState(false);
  const { counts, same } = report.candidate;
  const claims = claimsOf(report.counts.claims);
  const harmless = isHarmless(report);
  const nothing = isIdle(report);
  return (
    <div className={`alert ${harmless ? "alert-ok" : "alert-doubt"}`}>
      <Icon name={harmless ? "check" : "refresh"} />
      <h3>
        {nothing
          ? t("candidate.same", { claims })
          : harmless
            ? t(same ? "candidate.same-newer" : "candidate.harmless", { claims })
            : t("candidate.ready", { count: counts ? changesIn(counts) : 0 })}
      </h3>
      {!harmless && counts && (
        <p>
          <ChangeCountsLine counts={counts} />
        </p>
      )}
      {(accept.error ?? discard.error) && <Problem error={accept.error ?? discard.error} focus />}
      <div className="actions">
        {!harmless && (
          <Button small onPress={() => setLooking(true)}>
            {t("candidate.see")}
          </Button>
        )}
        {harmless && !nothing && (
          <Button small isPending={accept.isPending} onPress={() => accept.mutate([report])}>
            {t("candidate.take")}
          </Button>
        )}
        {harmless && !same && (
          <Button small rank={3} onPress={() => setLooking(true)}>
            {t("candidate.see-reading")}
          </Button>
        )}
        <Button small rank={nothing ? 2 : 3} isPending={discard.isPending} onPress={() => discard.mutate(report)}>
          {nothing ? t("job.dismiss") : t("candidate.discard")}
        </Button>
      </div>
      {looking && <CandidateDialog ws={ws} report={report} onClose={() => setLooking(false)} />}
    </div>
  );
}

function OutdatedNote({ ws, report }: CandidateProps) {
  const t = useText();
  const { discard } = useCandidateActions(ws);
  return (
    <div className="alert alert-warn">
      <Icon name="warning" />
      <h3>{t("candidate.outdated")}</h3>
      {discard.error && <Problem error={discard.error} focus />}
      <div className="actions">
        <Button small isPending={discard.isPending} onPress={() => discard.mutate(report)}>
          {t("candidate.discard")}
        </Button>
      </div>
    </div>
  );
}

/** By report: the candidate that a password was given after. A later one that is locked, too, says it was the wrong one. */
const gavePasswordAfter = new Map<string, string>();

function FailedNote({ ws, report }: CandidateProps) {
  const t = useText();
  const { preview, discard } = useCandidateActions(ws);
  const [password, setPassword] = useState("");
  const { failure, engine, id } = report.candidate;
  const wrong = (gavePasswordAfter.get(report.id) ?? id) !== id;
  const again = (more: object = {}) => preview.mutate([{ report, how: { ...asBefore(report), engine, ...more } }]);
  return (
    <div className="alert alert-warn">
      <Icon name="warning" />
      <h3>{t("candidate.failed")}</h3>
      <p>{failure?.message}</p>
      {(preview.error ?? discard.error) && <Problem error={preview.error ?? discard.error} focus />}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== "") gavePasswordAfter.set(report.id, report.candidate.id);
          again(password === "" ? {} : { password });
          setPassword("");
        }}
      >
        {failure?.code === "encrypted" && (
          <Field
            label={t("failure.password")}
            hint={t("failure.password-hint")}
            type="password"
            error={wrong ? t("failure.wrong-password") : undefined}
            value={password}
            onChange={setPassword}
          />
        )}
        <div className="actions">
          <Button
            small
            type="submit"
            isDisabled={failure?.code === "encrypted" && password === ""}
            isPending={preview.isPending}
          >
            {failure?.code === "encrypted" ? t("failure.open") : t("failure.again")}
          </Button>
          {failure?.code === "no-text" && (
            <Button small isPending={preview.isPending} onPress={() => again({ ocr: true })}>
              {t("failure.ocr")}
            </Button>
          )}
          {failure?.code === "engine-no-key" && (
            <Button small isPending={preview.isPending} onPress={() => again({ engine: "local" })}>
              {t("failure.local-engine")}
            </Button>
          )}
          <Button small rank={3} isPending={discard.isPending} onPress={() => discard.mutate(report)}>
            {t("candidate.keep-old")}
          </Button>
        </div>
      </form>
    </div>
  );
}
