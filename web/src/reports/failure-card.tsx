import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import type { Report } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Field } from "../frame/field.tsx";
import { Icon } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { useText } from "../text/text.tsx";
import look from "./job-cards.module.css";
import { useReportActions } from "./report-requests.ts";
import { claimsOf } from "./report-steps.ts";
import { uploadQueue } from "./upload-queue.ts";

/** What trying the same file again can help against; against the rest only another file can. */
const AGAIN: readonly string[] = ["timeout", "engine-failed", "engine-no-key"];

/** What was tried on a report in this tab: the card comes back when it did not help, and says so. */
const tried = new Map<string, "password" | "ocr">();

/** One card: what happened, what was kept, what to do. */
export function FailureCard({ ws, report, mayEdit }: { ws: string; report: Report; mayEdit: boolean }) {
  const t = useText();
  const { reread, remove } = useReportActions(ws, report);
  const [password, setPassword] = useState("");
  const code = report.failure?.code ?? "damaged";
  const claims = claimsOf(report.counts.claims);
  const kept =
    report.counts.passages > 0
      ? t("failure.kept", { passages: report.counts.passages, claims })
      : t("failure.nothing-kept");
  return (
    <li className={`panel ${look.job ?? ""} ${look.fail ?? ""}`}>
      <h3>{report.fileName}</h3>
      <p className="st st-rejected">
        <Icon name="rejected" />
        {t("failure.title")}
      </p>
      <p>
        {report.failure?.message} {kept}
      </p>
      {code === "no-text" && tried.get(report.id) === "ocr" && <p role="status">{t("failure.ocr-empty")}</p>}
      {(reread.error ?? remove.error) && <Problem error={reread.error ?? remove.error} focus />}
      {mayEdit && code === "encrypted" && (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (password === "") return;
            tried.set(report.id, "password");
            reread.mutate({ password });
            setPassword("");
          }}
        >
          <Field
            label={t("failure.password")}
            hint={t("failure.password-hint")}
            type="password"
            error={tried.get(report.id) === "password" ? t("failure.wrong-password") : undefined}
            value={password}
            onChange={setPassword}
          />
          <div className="actions">
            <Button small type="submit" isDisabled={password === ""} isPending={reread.isPending}>
              {t("failure.open")}
            </Button>
            <RemoveFile onRemove={() => remove.mutate()} />
          </div>
        </form>
      )}
      {mayEdit && code !== "encrypted" && (
        <div className="actions">
          {code === "no-text" && (
            <Button
              small
              isPending={reread.isPending}
              onPress={() => {
                tried.set(report.id, "ocr");
                reread.mutate({ ocr: true });
              }}
            >
              {t("failure.ocr")}
            </Button>
          )}
          {code === "engine-no-key" && (
            <Button small isPending={reread.isPending} onPress={() => reread.mutate({ engine: "local" })}>
              {t("failure.local-engine")}
            </Button>
          )}
          {AGAIN.includes(code) && (
            <Button small isPending={reread.isPending} onPress={() => reread.mutate({})}>
              {t("failure.again")}
            </Button>
          )}
          {!AGAIN.includes(code) && code !== "no-text" && (
            <FileTrigger
              acceptedFileTypes={["application/pdf", ".pdf"]}
              onSelect={(files) => {
                if (files) uploadQueue.add(ws, files);
              }}
            >
              <Button small>{t("failure.upload-copy")}</Button>
            </FileTrigger>
          )}
          <RemoveFile onRemove={() => remove.mutate()} />
        </div>
      )}
    </li>
  );
}

function RemoveFile({ onRemove }: { onRemove: () => void }) {
  const t = useText();
  return (
    <Button small rank={3} onPress={onRemove}>
      {t("failure.remove")}
    </Button>
  );
}
