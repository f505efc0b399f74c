import type { Report } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Icon } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { useText } from "../text/text.tsx";
import { useCandidateActions } from "./candidate-requests.ts";
import { asBefore, hasCandidate, isHarmless, isIdle } from "./rereading.ts";

/** Over the reports: those that an older reader read, all at once, and new readings that can be taken over unseen. */
export function OlderReaders({ ws, reports }: { ws: string; reports: readonly Report[] }) {
  const t = useText();
  const { preview, accept } = useCandidateActions(ws);
  const older = reports.filter((report) => report.olderReader === true && !hasCandidate(report));
  const harmless = reports.filter(hasCandidate).filter((report) => isHarmless(report) && !isIdle(report));
  const many = harmless.length > 1;
  if (older.length === 0 && !many) return null;
  return (
    <div className="alert">
      <Icon name="refresh" />
      {older.length > 0 && <h3>{t("older.some", { count: older.length })}</h3>}
      {older.length > 0 && <p className="small">{t("older.body")}</p>}
      {(preview.error ?? accept.error) && <Problem error={preview.error ?? accept.error} focus />}
      <div className="actions">
        {older.length > 0 && (
          <Button
            small
            isPending={preview.isPending}
            onPress={() => preview.mutate(older.map((report) => ({ report, how: asBefore(report) })))}
          >
            {t("older.all", { count: older.length })}
          </Button>
        )}
        {many && (
          <Button
            small
            rank={older.length > 0 ? 3 : 2}
            isPending={accept.isPending}
            onPress={() => accept.mutate(harmless)}
          >
            {t("older.take-unchanged", { count: harmless.length })}
          </Button>
        )}
      </div>
    </div>
  );
}
