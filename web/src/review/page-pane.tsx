import { memo, type Ref, useCallback, useImperativeHandle, useMemo, useRef, useState } from "react";
import type { Claim, Report } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import type { Turns } from "../pdf/page-rotation.ts";
import { PdfView, type PdfViewHandle } from "../pdf/pdf-view.tsx";
import type { SelectedOnPage } from "../pdf/read-selection.ts";
import { LockedFileError, OtherFileError } from "../pdf/report-file.ts";
import { useText } from "../text/text.tsx";
import { PageBar } from "./page-bar.tsx";
import css from "./page-pane.module.css";
import { PassageText } from "./passage-text.tsx";
import type { ReviewSession } from "./review-session.ts";
import { UnlockForm } from "./unlock-form.tsx";
import { usePageMarks } from "./use-page-marks.ts";
import { usePassageContext } from "./use-passage-context.ts";
import { usePageSizes, useReportDocument } from "./use-report-pages.ts";
import { useSoonPages } from "./use-soon-pages.ts";

export interface PagePaneHandle {
  zoom: (change: "in" | "out" | "fit") => void;
  toPassage: () => void;
}

interface PagePaneProps {
  handle: Ref<PagePaneHandle>;
  session: ReviewSession;
  claim: Claim;
  citationAt: number;
  reports: readonly Report[];
  /** The claims that come next, in order. */
  next: readonly string[];
  mayDecide: boolean;
  onGo: (id: string) => void;
  /** Words were marked, on the page or by keyboard, to become a claim. */
  onOwn: (selected: SelectedOnPage | undefined) => void;
  onBack: () => void;
}

const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4] as const;

/** The source itself: the passage as text, and the page it stands on with the words lit. */
export const PagePane = memo(function PagePane(props: PagePaneProps) {
  const { handle, session, claim, citationAt, reports, next, mayDecide, onGo, onOwn, onBack } = props;
  const t = useText();
  const { ws } = session;
  const citation = claim.citations[citationAt] ?? claim.citations[0];
  const report = reports.find((candidate) => candidate.id === (citation?.reportId ?? claim.reportId));
  const sizes = usePageSizes(ws, report);
  const { document, error, retry, unlock } = useReportDocument(ws, report);
  const [zoomAt, setZoomAt] = useState(3);
  const [turns, setTurns] = useState<Turns>(0);
  const [page, setPage] = useState(1);
  const [selected, setSelected] = useState<SelectedOnPage>();
  const view = useRef<PdfViewHandle>(null);
  const zoom = ZOOMS[zoomAt] ?? 1;

  const change = useCallback((how: "in" | "out" | "fit") => {
    if (how === "fit") setZoomAt(3);
    else setZoomAt((at) => Math.max(0, Math.min(ZOOMS.length - 1, at + (how === "in" ? 1 : -1))));
  }, []);
  useImperativeHandle(handle, () => ({ zoom: change, toPassage: () => view.current?.goTo("focus") }), [change]);

  const marks = usePageMarks(session, report?.id, claim.id);
  const rects = citation?.rects;
  const focusKey = `${claim.id} ${String(citation?.start ?? 0)}`;
  const { context, lines } = usePassageContext(ws, report, citation);
  const focus = useMemo(
    () => (rects && rects.length > 0 ? { key: focusKey, rects, lines } : undefined),
    [focusKey, rects, lines],
  );
  const soon = useSoonPages(session, next, reports);
  const unshown = error !== undefined || (rects !== undefined && rects.length === 0);
  const pages = [...new Set((rects ?? []).map((rect) => rect.page))];
  const otherPage = pages.find((candidate) => candidate !== page);
  const part = pages.indexOf(page) + 1 || 1;
  const of = pages.length;
  const passagePart = useMemo(() => ({ part, of, page: otherPage ?? 1 }), [part, of, otherPage]);
  const goTo = useCallback((to: number) => view.current?.goTo(to), []);
  const turn = useCallback(() => setTurns((now) => ((now + 1) % 4) as Turns), []);
  return (
    <section className={css.pane} data-pane="page" tabIndex={-1} aria-label={t("review.page-pane", { page })}>
      <PageBar
        {...{ ws, report, page, zoom }}
        pages={sizes.length || (report?.pageCount ?? 1)}
        passage={pages.length > 1 && otherPage !== undefined ? passagePart : undefined}
        onPage={goTo}
        onZoom={change}
        onTurn={turn}
        onBack={onBack}
      />
      <PassageText
        context={context}
        exact={citation?.exact ?? ""}
        lang={report?.language === "other" ? undefined : report?.language}
        onOwn={mayDecide ? () => onOwn(undefined) : undefined}
      />
      {error instanceof LockedFileError && report && (
        <UnlockForm key={report.id} wrong={error.tried} onUnlock={unlock} />
      )}
      {unshown && !(error instanceof LockedFileError) && (
        <p className={css.notice} role="status">
          {t(
            error instanceof OtherFileError
              ? "review.other-file"
              : error
                ? "review.file-not-shown"
                : "review.not-on-page",
          )}{" "}
          {error !== undefined && (
            <button className={css.link} type="button" onClick={retry}>
              {t("frame.retry")}
            </button>
          )}
        </p>
      )}
      {report && (
        <PdfView
          handle={view}
          reportKey={report.id}
          document={document}
          sizes={sizes}
          marks={marks}
          focus={error === undefined ? focus : undefined}
          zoom={zoom}
          turns={turns}
          soon={soon}
          onPage={setPage}
          onPick={onGo}
          onSelect={setSelected}
        >
          {selected && mayDecide && (
            <div className={css.own} style={{ left: Math.max(8, selected.at.x - 120), top: selected.at.y + 8 }}>
              <Button small rank={1} icon="plus" onPress={() => onOwn(selected)}>
                {t("review.make-claim")}
              </Button>
            </div>
          )}
        </PdfView>
      )}
    </section>
  );
});
