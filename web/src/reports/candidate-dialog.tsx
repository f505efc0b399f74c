import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CandidateCompared, ChangeKind } from "../../../functions/evidence/candidate.ts";
import { Button } from "../frame/button.tsx";
import { Dialog } from "../frame/dialog.tsx";
import { Icon } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import look from "./candidate-dialog.module.css";
import { candidateQuery, changesQuery, useCandidateActions } from "./candidate-requests.ts";
import { ChangeItem } from "./change-item.tsx";
import { ReadingFacts } from "./reading-facts.tsx";
import { CHANGES, type RereadReport } from "./rereading.ts";

type Comparison = NonNullable<CandidateCompared["comparison"]>;

interface CandidateDialogProps {
  ws: string;
  report: RereadReport;
  onClose: () => void;
}

/** What taking the new reading over would change: the numbers first, each list when it is asked for, then the choice. */
export function CandidateDialog({ ws, report, onClose }: CandidateDialogProps) {
  const t = useText();
  const found = useQuery(candidateQuery(ws, report));
  const { accept, discard } = useCandidateActions(ws);
  const comparison = found.data?.comparison;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={<span className={look.title}>{t("changes.title", { title: report.title })}</span>}
    >
      {found.isPending && <Waiting lines={4} />}
      {found.error && <Problem error={found.error} onRetry={() => void found.refetch()} />}
      {comparison && (
        <>
          <Lead comparison={comparison} />
          <ul className={look.kinds}>
            {CHANGES.filter((kind) => comparison.counts[kind] > 0).map((kind) => (
              <ChangesOfKind key={kind} ws={ws} report={report} kind={kind} comparison={comparison} />
            ))}
          </ul>
          <ReadingFacts comparison={comparison} usage={found.data?.usage} />
        </>
      )}
      {(accept.error ?? discard.error) && <Problem error={accept.error ?? discard.error} focus />}
      <div className={`actions ${look.choice ?? ""}`}>
        <Button
          rank={1}
          isDisabled={comparison === undefined}
          isPending={accept.isPending}
          onPress={() => accept.mutate([report], { onSuccess: onClose })}
        >
          {t("candidate.take")}
        </Button>
        <Button isPending={discard.isPending} onPress={() => discard.mutate(report, { onSuccess: onClose })}>
          {t("candidate.discard")}
        </Button>
        <Button rank={3} onPress={onClose}>
          {t("changes.later")}
        </Button>
      </div>
    </Dialog>
  );
}

function Lead({ comparison: { counts, since } }: { comparison: Comparison }) {
  const t = useText();
  const claims = counts.unchanged + CHANGES.reduce((sum, kind) => sum + counts[kind], 0) - counts.added;
  return (
    <p className={look.lead}>
      <strong>{t("changes.lead", { unchanged: counts.unchanged, claims })}</strong> {t("changes.promise")}
      {since > 0 && ` ${t("changes.since", { count: since })}`}
    </p>
  );
}

interface ChangesOfKindProps {
  ws: string;
  report: RereadReport;
  kind: ChangeKind;
  comparison: Comparison;
}

/** One line that says how many and what becomes of them; its claims are fetched when it is opened. */
function ChangesOfKind({ ws, report, kind, comparison }: ChangesOfKindProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const count = comparison.counts[kind];
  const kept = kind === "vanished" ? comparison.vanishedKept : 0;
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={look.kind}>
          <span className={look.turn}>
            <Icon name="chevron-down" small />
          </span>
          <span>
            <strong>{t(`changes.${kind}`, { count })}</strong>
            <span className={`meta ${look.fate ?? ""}`}>
              {kind === "vanished"
                ? t("changes.vanished-fate", { kept, gone: count - kept })
                : t(`changes.${kind}-fate`, { count })}
            </span>
          </span>
        </summary>
        {open && <ChangeList ws={ws} report={report} kind={kind} />}
      </details>
    </li>
  );
}

function ChangeList({ ws, report, kind }: Omit<ChangesOfKindProps, "comparison">) {
  const t = useText();
  const changes = useInfiniteQuery(changesQuery(ws, report, kind));
  const items = changes.data?.pages.flatMap((page) => page.items) ?? [];
  const total = changes.data?.pages[0]?.total ?? items.length;
  return (
    <>
      {changes.isPending && <Waiting lines={2} />}
      {changes.error && <Problem error={changes.error} onRetry={() => void changes.refetch()} />}
      <ul className={look.items}>
        {items.map((item) => (
          <ChangeItem key={item.id} ws={ws} change={item} />
        ))}
      </ul>
      {changes.hasNextPage && (
        <Button small isPending={changes.isFetchingNextPage} onPress={() => void changes.fetchNextPage()}>
          {t("changes.more", { count: total - items.length })}
        </Button>
      )}
    </>
  );
}
